import type {Client} from '../../client/client.ts';
import {createHeldDeletions} from '../../client/held-deletions.ts';
import {createHints} from '../../client/hints.ts';
import {conversationName} from '../../client/room-words.ts';
import {complete} from '../../commands/engine/completion.ts';
import {isCommandLine} from '../../commands/engine/is-command-line.ts';
import {runLine} from '../../commands/engine/run-line.ts';
import type {UserFiles, View} from '../../commands/engine/types.ts';
import {commands} from '../../commands/registry.ts';
import type {ConversationId, Core, CoreEvent} from '../../core/api/api.ts';
import {isRoom, partnerOf} from '../../lib/conversation.ts';
import {NatterError, toPlainError} from '../../lib/errors.ts';
import {excerpt} from '../../lib/text/excerpt.ts';
import {type SafeText, safe, safeLine, safeText, storedText} from '../../lib/text/safe-text.ts';
import {withEmoji} from '../../lib/text/shortcodes.ts';
import {spokenName} from '../../lib/text/spoken-name.ts';
import {hintTexts} from '../../lib/texts/hints.ts';
import {plainTexts} from '../../lib/texts/plain.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {nameable} from '../../store/nameable.ts';
import {createDeliveryNews} from './delivery-announcer.ts';
import {createLineEditor, type LineEditor} from './line-editor.ts';
import {createNarrator} from './narrator.ts';
import {createPresenceFilter} from './presence-filter.ts';
import {createReader} from './reader.ts';
import {createSpokenTime} from './time-announcer.ts';
import {createTypedAhead, type EnteredLine} from './typed-ahead.ts';

export type SessionOptions = {
  readonly core: Core;
  /** Has heard nothing yet. */
  readonly client: Client;
  readonly terminal: Pick<
    Parameters<typeof createLineEditor>[0],
    'input' | 'output' | 'isTerminal' | 'isDumb' | 'escapeDelay'
  >;
  readonly clock: Clock;
  readonly files: UserFiles;
  /** The user wants to leave. */
  readonly quit: () => void;
};

/** Everything between a core and somebody who reads lines and types some. */
export type Session = {
  readonly editor: LineEditor;
  readonly hear: (event: CoreEvent) => void;
  /** Takes a line as if it were entered now. */
  readonly enter: (text: string) => EnteredLine;
  /** Runs a line that was entered. Never rejects: what went wrong is told. */
  readonly run: (line: EnteredLine) => Promise<void>;
  /** Does what was promised for later. Never rejects. */
  readonly settle: () => Promise<void>;
  readonly close: () => void;
};

/** Puts the parts of the plain mode together. */
export function createSession({core, client, terminal, clock, files, quit}: SessionOptions): Session {
  let isLeaving = false;
  const nameOf = (conversation: ConversationId) => spokenName(conversationName(client.state(), conversation));
  const ahead = createTypedAhead(terminal.isTerminal);
  const time = createSpokenTime({now: clock.now, format: () => client.state().settings.time});
  const narrator = createNarrator({client, time, now: clock.now, tellsOwn: !terminal.isTerminal});
  const editor = createLineEditor({
    ...terminal,
    clock,
    complete: typed => completions(typed, nameable(client.state(), reader.current())),
    enter,
    interrupted,
  });
  const reader = createReader({core, client, narrator, say: editor.say, failed: tellError});
  const presence = createPresenceFilter(clock, reader.hear);
  const news = createDeliveryNews({
    clock,
    peer(conversation) {
      const key = partnerOf(conversation);
      return key === null ? null : (client.state().peers.get(key) ?? null);
    },
    async countMessages(conversation, ids) {
      const found = await Promise.all(
        ids.map(entry => core.query({type: 'entry', conversation, entry}).catch(() => null)),
      );
      return found.filter(entry => entry !== null).length;
    },
    say: sentence => editor.say(time(clock.now(), [sentence])),
  });
  const deletions = createHeldDeletions({
    clock,
    remove: ({conversation, id}) =>
      core
        .perform({type: 'delete', conversation, entry: id})
        .then(() => editor.say([plainTexts.deletions.made]), tellError),
  });
  const hints = createHints({
    state: client.state,
    tell(name) {
      const sentence = terminal.isTerminal ? hintTexts.plain[name] : null;
      editor.say(sentence === null ? [] : [sentence]);
      return sentence !== null;
    },
    keep(hint) {
      core.perform({type: 'keep-hint', hint}).catch(() => {}); // then it is told again some day
    },
  });
  const view: View = {
    current: () => (ahead.failedBefore() === null ? reader.current() : null),
    open(conversation) {
      ahead.opened();
      reader.open(conversation);
      if (isRoom(conversation)) {
        hints.offer('room');
      }
      showPrompt();
    },
    clear() {},
    quit,
    notice: text => editor.say(spokenNotice(text)),
    removeSoon(message) {
      deletions.hold(message);
      editor.say([plainTexts.deletions.held(excerpt(message.text))]);
    },
    undoRemoval() {
      const kept = deletions.undo();
      if (kept !== null) {
        editor.say([plainTexts.deletions.undone(excerpt(kept.text))]);
      }
      return kept !== null;
    },
    ...(terminal.isTerminal ? {askSecret: editor.askSecret} : {}),
  };

  function hear(event: CoreEvent): void {
    const change = client.hear(event);
    news.note(event);
    presence.hear(change);
    hints.hear(event, reader.current());
    showPrompt();
  }

  function enter(text: string): EnteredLine {
    const line = ahead.enter(text);
    showPrompt();
    return line;
  }

  async function run(line: EnteredLine): Promise<void> {
    isLeaving = false;
    let hasFailed = false;
    ahead.begin(line);
    tellWhere(line);
    try {
      await runLine(wordsOf(line.text), {core, view, files});
    } catch (error) {
      hasFailed = true;
      tellFailure(line, error);
    }
    if (/^\/search\b/.test(line.text) && !hasFailed) {
      hints.offer('search');
    }
    ahead.end(line, {hasFailed, isTyping: editor.isTyping()});
    showPrompt();
  }

  /** What a person types; a program that writes lines means what it says. */
  function wordsOf(text: string): string {
    return terminal.isTerminal && client.state().settings.shortcodes ? withEmoji(text) : text;
  }

  /** No prompt told where text goes that was typed ahead. */
  function tellWhere({text, isAhead}: EnteredLine): void {
    const current = view.current();
    if (terminal.isTerminal && isAhead && current !== null && !isCommandLine(text)) {
      editor.say([plainTexts.prompt.sent(nameOf(current), excerpt(safeText(text)))]);
    }
  }

  function tellFailure({text}: EnteredLine, error: unknown): void {
    const failed = ahead.failedBefore();
    if (failed !== null && error instanceof NatterError && error.code === 'NO_CONVERSATION') {
      const what = isCommandLine(text) ? plainTexts.errors.notDone : plainTexts.errors.notSent;
      editor.say([plainTexts.errors.failedBefore(what, safeLine(failed), excerpt(safeText(text)))]);
    } else {
      tellError(error);
    }
  }

  function interrupted(): void {
    if (isLeaving) {
      quit();
    } else {
      isLeaving = true;
      editor.say([plainTexts.errors.quitAgain]);
    }
  }

  /** Says where text goes, if that is known. */
  function showPrompt(): void {
    const current = ahead.isUndecided() ? null : reader.current();
    editor.setPrompt(current === null ? safe`` : plainTexts.prompt.to(nameOf(current)));
  }

  function tellError(error: unknown): void {
    editor.say([plainTexts.errors.error(safeText(toPlainError(error).message))]);
  }

  return {
    editor,
    hear,
    enter,
    run,
    settle: deletions.settle,
    close() {
      news.close();
      presence.close();
      editor.close();
    },
  };
}

/** What Tab offers, in the form of readline. */
function completions(typed: string, known: ReturnType<typeof nameable>): readonly [string[], string] {
  const {from, candidates} = complete(typed, typed.length, {commands, ...known});
  return [[...candidates], typed.slice(from)];
}

/** Answers of commands are laid out in columns; a comma says the same to the ear. */
function spokenNotice(text: SafeText): SafeText[] {
  return text.split('\n').map(line => storedText(line.trimEnd().replace(/(?<=\S) {2,}/g, ', ')));
}
