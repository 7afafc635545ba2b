import type {ScreenActions} from '../../../components/actions.ts';
import type {Bar} from '../../../components/editor/bar.ts';
import {runLine} from '../../commands/run-line.ts';
import type {View} from '../../commands/types.ts';
import type {Action, ConversationId, Core} from '../../core/api.ts';
import {type ErrorCode, toPlainError} from '../../lib/errors.ts';
import {safeText} from '../../lib/safe-text.ts';
import type {History} from '../../store/history.ts';
import type {Search} from '../../store/search.ts';
import type {AppStore} from '../../store/store.ts';
import {clearLog, keepDraft, logOf, openConversation, showNotice} from '../../store/view.ts';
import {saveUserFile} from '../save-file.ts';
import {describeEntry} from './entry-details.ts';

export type ActionsOptions = {
  readonly core: Promise<Core>;
  readonly store: AppStore;
  readonly history: History;
  readonly bar: Bar;
  readonly now: () => number;
  /** Puts text on the clipboard. */
  readonly copy: (text: string) => void;
  readonly editOutside: (text: string) => Promise<string>;
  readonly search: Search;
  /** Pages over the log, for commands. */
  readonly pages: Required<Pick<View, 'search' | 'openSettings' | 'keys' | 'askSecret' | 'lock'>>;
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
      ...options.pages,
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

  function perform(action: Action, failed: (error: unknown) => void = sayFailed): void {
    core.then(ready => ready.perform(action)).catch(failed);
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
    store.change(state => showNotice(state, 'error', safeText(toPlainError(error).message), now()));
  }

  function tell(text: string): void {
    store.change(state => showNotice(state, 'notice', safeText(text), now()));
  }

  return {
    submit(line) {
      store.change(state => ({...state, alert: null}));
      const {open: from} = store.getState();
      core
        .then(ready => runLine(line, {core: ready, view: viewAt(from), saveFile: saveUserFile}))
        .catch(error => refuse(line, from, error));
    },
    compose({kind, entry}, text) {
      const {conversation, id} = entry;
      const action =
        kind === 'edit'
          ? ({type: 'edit', conversation, entry: id, text} as const)
          : ({type: 'say', conversation, kind: 'text', text, replyTo: id} as const);
      perform(action, error => refuse(text, conversation, error));
    },
    remove: ({conversation, id}) => perform({type: 'delete', conversation, entry: id}),
    react: ({conversation, id}, emoji) => perform({type: 'react', conversation, entry: id, emoji}),
    copy(text) {
      options.copy(text);
      tell('Copied, if your terminal takes it (OSC 52).');
    },
    showDetails: entry =>
      store.change(state => showNotice(state, 'notice', describeEntry(state, entry), now())),
    async jump(conversation, entry) {
      try {
        const found = await (await core).query({type: 'entry', conversation, entry});
        if (found === null) {
          tell('That message is not here.');
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
    set: (name, value) => problemOf({type: 'set', key: name, value}),
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
    quit,
  };
}

/** A message that was refused stays in the bar; a mistyped command is left in the history. */
function isWorthKeeping(line: string, code: ErrorCode): boolean {
  return code === 'MESSAGE_TOO_LONG' || !line.startsWith('/') || line.startsWith('//');
}
