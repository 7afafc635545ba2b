import {complete} from '../../commands/engine/completion.ts';
import {isCommandLine} from '../../commands/engine/is-command-line.ts';
import {runLine} from '../../commands/engine/run-line.ts';
import type {SaveFile, View} from '../../commands/engine/types.ts';
import {commands} from '../../commands/registry.ts';
import type {Core, CoreEvent} from '../../core/api/api.ts';
import {NatterError, toPlainError} from '../../lib/errors.ts';
import {defaultSettings} from '../../lib/settings.ts';
import {glance} from '../../lib/text/excerpt.ts';
import {type SafeText, safe, safeLine, safeText, storedText} from '../../lib/text/safe-text.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {createDeliveryNews} from './delivery-announcer.ts';
import {createLineEditor, type LineEditor} from './line-editor.ts';
import {createNarrator} from './narrator.ts';
import {createPresenceFilter} from './presence-filter.ts';
import {createReader} from './reader.ts';
import {type Acquaintances, createAcquaintances} from './roster.ts';
import {createSpokenTime} from './time-announcer.ts';
import {createTypedAhead, type EnteredLine} from './typed-ahead.ts';

export type SessionOptions = {
  readonly core: Core;
  readonly terminal: Pick<
    Parameters<typeof createLineEditor>[0],
    'input' | 'output' | 'isTerminal' | 'isDumb' | 'escapeDelay'
  >;
  readonly clock: Clock;
  readonly saveFile: SaveFile;
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
  readonly close: () => void;
};

/** Puts the parts of the plain mode together. */
export function createSession({core, terminal, clock, saveFile, quit}: SessionOptions): Session {
  let settings = defaultSettings;
  let isLeaving = false;
  const people = createAcquaintances();
  const ahead = createTypedAhead(terminal.isTerminal);
  const time = createSpokenTime({now: clock.now, format: () => settings.time});
  const narrator = createNarrator({people, time, now: clock.now, tellsOwn: !terminal.isTerminal});
  const editor = createLineEditor({
    ...terminal,
    clock,
    complete: typed => completions(typed, people),
    enter,
    interrupted,
  });
  const reader = createReader({core, people, narrator, say: editor.say, failed: tellError});
  const presence = createPresenceFilter(clock, reader.hear);
  const news = createDeliveryNews({
    clock,
    peer: people.peer,
    say: sentence => editor.say(time(clock.now(), [sentence])),
  });
  const view: View = {
    current: () => (ahead.failedBefore() === null ? reader.current() : null),
    open(conversation) {
      ahead.opened();
      reader.open(conversation);
      showPrompt();
    },
    clear() {},
    quit,
    notice: text => editor.say(spokenNotice(text)),
    ...(terminal.isTerminal ? {askSecret: editor.askSecret} : {}),
  };

  function hear(event: CoreEvent): void {
    if (event.type === 'ready' || event.type === 'settings-changed') {
      settings = event.type === 'ready' ? event.snapshot.settings : event.settings;
    }
    people.note(event);
    news.note(event);
    presence.hear(event);
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
      await runLine(line.text, {core, view, saveFile});
    } catch (error) {
      hasFailed = true;
      tellFailure(line, error);
    }
    ahead.end(line, {hasFailed, isTyping: editor.isTyping()});
    showPrompt();
  }

  /** No prompt told where text goes that was typed ahead. */
  function tellWhere({text, isAhead}: EnteredLine): void {
    const current = view.current();
    if (terminal.isTerminal && isAhead && current !== null && !isCommandLine(text)) {
      editor.say([safe`to ${people.name(current)}: ${glance(safeText(text))}`]);
    }
  }

  function tellFailure({text}: EnteredLine, error: unknown): void {
    const failed = ahead.failedBefore();
    if (failed !== null && error instanceof NatterError && error.code === 'NO_CONVERSATION') {
      const what = isCommandLine(text) ? safe`Not done` : safe`Not sent`;
      editor.say([safe`${what}, since ${safeLine(failed)} before it failed: ${glance(safeText(text))}`]);
    } else {
      tellError(error);
    }
  }

  function interrupted(): void {
    if (isLeaving) {
      quit();
    } else {
      isLeaving = true;
      editor.say([safe`Press Control C again to quit.`]);
    }
  }

  /** Says where text goes, if that is known. */
  function showPrompt(): void {
    const current = ahead.isUndecided() ? null : reader.current();
    editor.setPrompt(current === null ? safe`` : safe`to ${people.name(current)}: `);
  }

  function tellError(error: unknown): void {
    editor.say([safe`Error: ${safeText(toPlainError(error).message)}`]);
  }

  return {
    editor,
    hear,
    enter,
    run,
    close() {
      news.close();
      presence.close();
      editor.close();
    },
  };
}

/** What Tab offers, in the form of readline. */
function completions(typed: string, people: Acquaintances): readonly [string[], string] {
  const {from, candidates} = complete(typed, typed.length, {commands, peers: people.all()});
  return [[...candidates], typed.slice(from)];
}

/** Answers of commands are laid out in columns; a comma says the same to the ear. */
function spokenNotice(text: SafeText): SafeText[] {
  return text.split('\n').map(line => storedText(line.trimEnd().replace(/(?<=\S) {2,}/g, ', ')));
}
