import type {Entered, ScreenActions} from '../../../components/base/actions.ts';
import type {OverLong} from '../../../components/dialogs/in-parts.ts';
import type {Bar} from '../../../components/input/input-line.ts';
import {whoIs} from '../../client/facts.ts';
import {type HeldDeletions, UNDO_TIME} from '../../client/held-deletions.ts';
import {describeMessage} from '../../commands/engine/describe-message.ts';
import {isCommandLine} from '../../commands/engine/is-command-line.ts';
import {parseLine} from '../../commands/engine/parse-line.ts';
import {pageOf, type Report, reportText} from '../../commands/engine/report.ts';
import {runLine} from '../../commands/engine/run-line.ts';
import type {View} from '../../commands/engine/types.ts';
import {commands} from '../../commands/registry.ts';
import type {Action, ConversationId, Core, EntryView} from '../../core/api/api.ts';
import {chordLabel} from '../../lib/chords.ts';
import {toPlainError} from '../../lib/errors.ts';
import {MAX_BODY_BYTES} from '../../lib/limits.ts';
import {type SafeText, safe, safeLine, safeText} from '../../lib/text/safe-text.ts';
import {splitText} from '../../lib/text/split-text.ts';
import {appTexts} from '../../lib/texts/app.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {dropAnswer, keepAnswer, showAnswer} from '../../store/answers.ts';
import type {History} from '../../store/history.ts';
import type {Search} from '../../store/search.ts';
import type {AppStore} from '../../store/store.ts';
import {clearLog, keepDraft, logOf, offerConversation, openConversation} from '../../store/view.ts';
import {userFiles} from '../user-files.ts';

/** Milliseconds that an answer stays in the status line; errors take longer to read. */
const STAYS = {notice: 8000, error: 15_000} as const;

export type ActionsOptions = {
  readonly core: Promise<Core>;
  readonly store: AppStore;
  readonly history: History;
  readonly bar: Bar;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** Called with every message that is entered: settles once it is stored, or back in the bar. */
  readonly sent: (answered: Promise<unknown>) => void;
  /** Opens an address in the browser, or calls back with it. */
  readonly openLink: (target: string, instead: (target: string) => void) => void;
  /** Puts text on the clipboard. */
  readonly copy: (text: string) => void;
  readonly editOutside: (text: string) => Promise<string>;
  readonly deletions: Pick<HeldDeletions, 'hold' | 'undo'>;
  readonly search: Search;
  /** Brings waiting events into the store. */
  readonly flush: () => void;
  /** Pages over the log, for commands. */
  readonly pages: Required<
    Pick<
      View,
      | 'search'
      | 'openSettings'
      | 'openThemes'
      | 'checkTerminal'
      | 'showInvite'
      | 'showMembers'
      | 'openHelp'
      | 'openCopyView'
      | 'openOwnLog'
      | 'checkTheme'
      | 'edit'
      | 'askToDelete'
      | 'keys'
      | 'askSecret'
      | 'confirm'
      | 'showSafetyCode'
      | 'lock'
    >
  > & {
    /** Shows a report; with `ask` it is asked for anew as long as it is shown. */
    readonly showReport: (report: Report, ask: (() => Promise<Report>) | null) => void;
  };
  /** Asks whether a text that is too long for one message goes out as several. */
  readonly askForParts: (overLong: OverLong) => void;
  /** The line that asked something has ended. */
  readonly answered: () => void;
  readonly redraw: () => void;
  readonly suspend: () => void;
  readonly quit: View['quit'];
  readonly detach?: () => void;
};

/** The actions of the screen. Lines that come before the core is ready wait for it. */
export function createActions(options: ActionsOptions): ScreenActions {
  const {core, store, history, bar, clock, quit} = options;

  function open(conversation: ConversationId): void {
    store.change(state => openConversation(state, conversation));
    history.load(conversation);
  }

  /** How long new messages of a conversation live, as the screen shows it. */
  function lifetimeIn(conversation: ConversationId | null): number | null {
    const view = conversation === null ? undefined : store.getState().conversations.get(conversation);
    return view?.expiry ?? null;
  }

  /** What is typed goes to the conversation that was open when it was entered. */
  function viewAt(current: ConversationId | null, line: string, {mayOpen, asks}: Entered): View {
    const {askSecret, askToDelete, confirm, showInvite, showReport, showSafetyCode} = options.pages;
    const lifetime = lifetimeIn(current);
    return {
      current: () => current,
      lifetime: () => lifetime,
      open(conversation) {
        if (mayOpen()) {
          open(conversation);
        } else {
          store.change(state => offerConversation(state, conversation));
        }
      },
      clear: () => store.change(clearLog),
      quit,
      ...(options.detach === undefined ? {} : {detach: options.detach}),
      notice: text => answerTo(line, text, mayOpen),
      echo: showText,
      ...options.pages,
      removeSoon: remove,
      undoRemoval,
      askSecret(prompt) {
        asks();
        return askSecret(prompt);
      },
      async confirm(question) {
        if (!mayOpen()) {
          showText(appTexts.screen.questionLapsed);
          return false;
        }
        asks();
        return await confirm(question);
      },
      showSafetyCode(code) {
        if (mayOpen()) {
          showSafetyCode(code);
        } else {
          showText(appTexts.screen.questionLapsed);
        }
      },
      showInvite(link) {
        if (mayOpen()) {
          showInvite(link);
        } else {
          answerTo(line, link.inWords, mayOpen);
        }
      },
      showMembers(room, forked) {
        if (mayOpen()) {
          options.pages.showMembers(room, forked);
        } else {
          showText(appTexts.screen.questionLapsed);
        }
      },
      async showReport(ask) {
        const report = await ask();
        if (mayOpen()) {
          showReport(report, ask);
        } else {
          answerTo(line, reportText(report), mayOpen);
        }
      },
      askToDelete(message) {
        if (mayOpen()) {
          askToDelete(message);
        } else {
          showText(appTexts.screen.deleteLapsed);
        }
      },
    };
  }

  /** What a command goes on with, and the input behind it, never finds the store older than the answer of the core. */
  function inStep(line: string, ready: Core): Core {
    return isCommandLine(line)
      ? {...ready, perform: action => ready.perform(action).finally(options.flush)}
      : ready;
  }

  function refuse(line: string, from: ConversationId | null, error: unknown, {mayOpen}: Entered): void {
    const {code, message} = toPlainError(error);
    if (store.getState().open === from) {
      const mayAsk = mayOpen(); // before the line stands in the bar again
      bar.refuse(line);
      const parsed = code === 'MESSAGE_TOO_LONG' && mayAsk ? parseLine(line, commands) : null;
      if (parsed?.type === 'text' && from !== null) {
        const {text} = parsed;
        options.askForParts({
          text,
          parts: splitText(safeText(text), MAX_BODY_BYTES).length,
          conversation: from,
        });
      }
    } else if (!isCommandLine(line)) {
      store.change(state => keepDraft(state, logOf(from), line)); // never into another conversation's bar
    }
    showError(message);
  }

  /** The log of natter keeps it; the status line has other things to say, too. */
  function show(kind: 'notice' | 'error', text: SafeText, stays: number = STAYS[kind]): void {
    store.change(state => showAnswer(state, kind, text, clock.now()));
    const shown = store.getState().answer;
    clock.after(stays, () => store.change(state => dropAnswer(state, shown)));
  }

  function showError(message: string): void {
    show('error', safeText(message));
  }

  /** A short answer is shown in the status line; one with several lines is a page, for who did nothing else since. */
  function answerTo(line: string, text: SafeText, mayOpen: () => boolean): void {
    const [first = safe``, ...more] = text.split('\n').map(safeLine);
    if (more.length === 0) {
      showText(text);
      return;
    }
    store.change(state => keepAnswer(state, 'notice', text, clock.now()));
    if (mayOpen()) {
      options.pages.showReport(pageOf(safeLine(line), text), null);
    } else {
      showText(appTexts.screen.longAnswer(first));
    }
  }

  function perform(action: Action): void {
    core.then(ready => ready.perform(action)).catch(sayFailed);
  }

  /** What is wrong with something, or null once it is done. */
  async function problemOf(action: Action): Promise<string | null> {
    try {
      await (await core).perform(action);
      return null;
    } catch (error) {
      return toPlainError(error).message;
    }
  }

  function sayFailed(error: unknown): void {
    showError(toPlainError(error).message);
  }

  function tell(text: string): void {
    showText(safeText(text));
  }

  function showText(text: SafeText): void {
    show('notice', text);
  }

  function remove(entry: EntryView): void {
    options.deletions.hold(entry);
    const chord = options.pages.keys().find(({action}) => action === 'undo')?.chords[0];
    const way = safeLine(chord === undefined ? '/undo' : chordLabel(chord));
    show('notice', appTexts.screen.deleting(way), UNDO_TIME);
  }

  function undoRemoval(): boolean {
    const kept = options.deletions.undo();
    if (kept !== null) {
      showText(appTexts.screen.notDeleted);
    }
    return kept !== null;
  }

  return {
    submit(line, entered) {
      store.change(state => dropAnswer(state));
      const {open: from} = store.getState();
      const view = viewAt(from, line, entered);
      const answered = core
        .then(ready => runLine(line, {core: inStep(line, ready), view, files: userFiles}))
        .then(
          () => true,
          error => {
            refuse(line, from, error, entered);
            return false;
          },
        )
        .finally(options.answered);
      if (!isCommandLine(line)) {
        options.sent(answered); // a command may take as long as its user
      }
      return answered;
    },
    compose({kind, entry}, text) {
      const {conversation, id} = entry;
      const action =
        kind === 'edit'
          ? ({type: 'edit', conversation, entry: id, text} as const)
          : ({
              type: 'say',
              conversation,
              kind: 'text',
              text,
              replyTo: id,
              lifetime: lifetimeIn(conversation),
            } as const);
      const problem = problemOf(action);
      options.sent(problem);
      return problem.then(message => {
        if (message !== null) {
          showError(message);
        }
        return message === null;
      });
    },
    remove,
    undoRemoval,
    react: ({conversation, id}, emoji) => perform({type: 'react', conversation, entry: id, emoji}),
    copy(text) {
      options.copy(text);
      tell(appTexts.screen.copied);
    },
    openLink(target) {
      options.openLink(target, unopened => {
        options.copy(unopened);
        tell(appTexts.screen.linkCopied);
      });
    },
    async showDetails(entry) {
      const {conversation, id} = entry;
      try {
        const receipts = await (await core).query({type: 'receipts', conversation, entry: id});
        const text = describeMessage(key => whoIs(store.getState(), key).name, entry, receipts);
        options.pages.showReport(pageOf(appTexts.details.title, text), null);
      } catch (error) {
        sayFailed(error);
      }
    },
    async jump(conversation, entry, isWanted = () => true) {
      try {
        const found = await (await core).query({type: 'entry', conversation, entry});
        if (found === null) {
          tell(appTexts.screen.noMessage);
          return false;
        }
        if (!isWanted()) {
          return false;
        }
        await history.around(found);
        return true;
      } catch (error) {
        sayFailed(error);
        return false;
      }
    },
    tell,
    open,
    search: options.search.find,
    searchMore: options.search.more,
    endSearch: options.search.close,
    async set(name, value) {
      try {
        if (name === 'theme') {
          options.pages.checkTheme(value);
        }
      } catch (error) {
        return toPlainError(error).message;
      }
      const problem = await problemOf({type: 'set', key: name, value});
      options.flush();
      return problem;
    },
    checkPassphrase: passphrase => problemOf({type: 'check-passphrase', passphrase}),
    rename: name => problemOf({type: 'rename', name}),
    older: history.older,
    newer: history.newer,
    oldest: history.oldest,
    latest: history.latest,
    editOutside: text =>
      options.editOutside(text).catch(error => {
        sayFailed(error);
        return null;
      }),
    redraw: options.redraw,
    suspend: options.suspend,
    quit: () => quit('this'),
  };
}
