import type {ScreenActions} from '../../../components/actions.ts';
import type {Bar} from '../../../components/editor/bar.ts';
import {runLine} from '../../commands/run-line.ts';
import type {View} from '../../commands/types.ts';
import type {ConversationId, Core} from '../../core/api.ts';
import {type ErrorCode, toPlainError} from '../../lib/errors.ts';
import {safeText} from '../../lib/safe-text.ts';
import type {History} from '../../store/history.ts';
import type {AppStore} from '../../store/store.ts';
import {clearLog, keepDraft, logOf, openConversation, showNotice} from '../../store/view.ts';
import {saveUserFile} from '../save-file.ts';

export type ActionsOptions = {
  readonly core: Promise<Core>;
  readonly store: AppStore;
  readonly history: History;
  readonly bar: Bar;
  readonly now: () => number;
  readonly redraw: () => void;
  readonly suspend: () => void;
  readonly quit: () => void;
};

/** Makes what the screen may ask for. Lines that come before the core is ready wait for it. */
export function createActions(options: ActionsOptions): ScreenActions {
  const {core, store, history, bar, now, quit} = options;

  function open(conversation: ConversationId): void {
    store.change(state => openConversation(state, conversation));
    history.load(conversation);
  }

  /** What is typed goes to the conversation that was open when it was entered. */
  function viewAt(current: ConversationId | null): View {
    return {
      current: () => current,
      open,
      clear: () => store.change(clearLog),
      quit,
      notice: text => store.change(state => showNotice(state, 'notice', text, now())),
    };
  }

  function refuse(line: string, from: ConversationId | null, error: unknown): void {
    const {code, message} = toPlainError(error);
    const isKept = isWorthKeeping(line, code);
    if (store.getState().open === from) {
      bar.refuse(line, isKept);
    } else if (isKept) {
      store.change(state => keepDraft(state, logOf(from), line)); // never into another conversation's bar
    }
    store.change(state => showNotice(state, 'error', safeText(message), now()));
  }

  return {
    submit(line) {
      store.change(state => ({...state, alert: null}));
      const {open: from} = store.getState();
      core
        .then(ready => runLine(line, {core: ready, view: viewAt(from), saveFile: saveUserFile}))
        .catch(error => refuse(line, from, error));
    },
    open,
    rename: name =>
      core
        .then(ready => ready.perform({type: 'rename', name}))
        .then(
          () => null,
          error => toPlainError(error).message,
        ),
    older: history.older,
    newer: history.newer,
    oldest: history.oldest,
    latest: history.latest,
    redraw: options.redraw,
    suspend: options.suspend,
    quit,
  };
}

/** A message that was refused stays in the bar; a mistyped command is left in the history. */
function isWorthKeeping(line: string, code: ErrorCode): boolean {
  return code === 'MESSAGE_TOO_LONG' || !line.startsWith('/') || line.startsWith('//');
}
