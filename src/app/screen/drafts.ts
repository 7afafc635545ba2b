import type {Bar} from '../../../components/input/input-line.ts';
import type {Core} from '../../core/api/api.ts';
import type {Cancel, Clock} from '../../lib/time/clock.ts';
import {type LogId, START_PAGE} from '../../store/state.ts';
import type {AppStore} from '../../store/store.ts';
import {keepDraft, logOf, takeDrafts} from '../../store/view.ts';

/** What is typed goes to the database once its writer pauses so long, milliseconds. */
const PAUSE = 1000;

export type DraftsOptions = {
  readonly core: Promise<Pick<Core, 'perform' | 'query'>>;
  readonly store: AppStore;
  readonly bar: Bar;
  readonly clock: Clock;
  /** True while the bar holds something else than a new message. */
  readonly isEditing: () => boolean;
  /** Settles once what was entered so far is stored as messages, or back in the bar. */
  readonly sending: () => Promise<unknown>;
};

/** What is typed but not sent stays with its conversation, also when the program ends. */
export type Drafts = {
  /** Takes the drafts of former runs. */
  readonly load: () => Promise<void>;
  /** Keeps what stands in the bar now; resolves once it is stored. Nothing happens after that. */
  readonly close: () => Promise<void>;
};

/** Follows the bar and the open conversation. */
export function followDrafts({core, store, bar, clock, isEditing, sending}: DraftsOptions): Drafts {
  let shown: LogId = logOf(store.getState().open);
  /** What the database has; null where that is not known. */
  const stored = new Map<LogId, string | null>();
  let cancel: Cancel | null = null;

  async function keep(log: LogId, text: string): Promise<void> {
    if (log === START_PAGE || text === (stored.has(log) ? stored.get(log) : '')) {
      return;
    }
    stored.set(log, text);
    try {
      await (await core).perform({type: 'keep-draft', conversation: log, text});
    } catch {
      if (stored.get(log) === text) {
        stored.set(log, null); // the next occasion tries again
      }
    }
  }

  /** A bar that was emptied, most often since its text was sent: a kill must not lose draft and message both. */
  async function dropSent(log: LogId): Promise<void> {
    cancel?.();
    cancel = null;
    await null; // it is emptied first, then sent
    await sending();
    await (log === shown ? keepShown() : keep(log, store.getState().drafts.get(log) ?? ''));
  }

  function keepShown(): Promise<void> {
    cancel?.();
    cancel = null;
    return isEditing() ? Promise.resolve() : keep(shown, bar.getState().editor.text);
  }

  function opened(log: LogId): void {
    const left = shown;
    const typed = bar.getState().editor.text;
    if (typed === '') {
      void dropSent(left);
    } else {
      void keepShown();
    }
    shown = log;
    const draft = store.getState().drafts.get(log) ?? '';
    if (left === START_PAGE && draft === '') {
      return; // nobody writes to the start page: this was meant for whom we just reached
    }
    bar.setText(draft);
    store.change(current => keepDraft(current, left, typed));
  }

  const stops = [
    store.subscribe(({open}) => {
      if (logOf(open) !== shown) {
        opened(logOf(open));
      }
    }),
    bar.subscribe(() => {
      if (bar.getState().editor.text === '') {
        void dropSent(shown);
      } else {
        cancel ??= clock.after(PAUSE, () => void keepShown());
      }
    }),
  ];

  return {
    async load() {
      const drafts = await (await core).query({type: 'drafts'});
      for (const {conversation, text} of drafts) {
        stored.set(conversation, text);
      }
      store.change(state => takeDrafts(state, drafts));
      const draft = store.getState().drafts.get(shown) ?? '';
      if (bar.getState().editor.text === '' && draft !== '') {
        bar.setText(draft);
      }
    },
    async close() {
      for (const stop of stops) {
        stop();
      }
      await keepShown();
    },
  };
}
