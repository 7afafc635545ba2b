import type {Bar} from '../../../components/input/input-line.ts';
import type {Core, CoreEvent} from '../../core/api/api.ts';
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
  /** The name of this screen among those of one core. */
  readonly screen: string;
};

/** What is typed but not sent stays with its conversation, also when the program ends. */
export type Drafts = {
  /** Takes the drafts of former runs. */
  readonly load: () => Promise<void>;
  /** Takes what is typed at other screens. */
  readonly hear: (events: readonly CoreEvent[]) => void;
  /** Keeps what stands in the bar now; resolves once it is stored. Nothing happens after that. */
  readonly close: () => Promise<void>;
};

/** Follows the bar and the open conversation. */
export function followDrafts(options: DraftsOptions): Drafts {
  const {core, store, bar, clock, isEditing, sending, screen} = options;
  let shown: LogId = logOf(store.getState().open);
  /** What the database has; null where that is not known. */
  const stored = new Map<LogId, string | null>();
  let cancel: Cancel | null = null;
  let isLoaded = false;

  async function keep(log: LogId, text: string): Promise<void> {
    if (log === START_PAGE || text === (stored.has(log) ? stored.get(log) : '')) {
      return;
    }
    stored.set(log, text);
    try {
      await (await core).perform({type: 'keep-draft', conversation: log, text, screen});
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

  /** A bar that somebody types in keeps what it has. */
  function take(log: LogId, text: string): void {
    const before = stored.get(log) ?? '';
    if (text === before) {
      return;
    }
    stored.set(log, text);
    if (log !== shown) {
      store.change(state => keepDraft(state, log, text));
    } else if (!isEditing() && bar.getState().editor.text === before) {
      bar.setText(text);
    }
  }

  /** Events were left out: the drafts of other screens are what the core has now. */
  async function takeAll(): Promise<void> {
    const drafts = await (await core).query({type: 'drafts'});
    const texts = new Map<LogId, string>(drafts.map(({conversation, text}) => [conversation, text]));
    for (const log of new Set([...stored.keys(), ...texts.keys()])) {
      take(log, texts.get(log) ?? '');
    }
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
      isLoaded = true;
      for (const {conversation, text} of drafts) {
        stored.set(conversation, text);
      }
      store.change(state => takeDrafts(state, drafts));
      const draft = store.getState().drafts.get(shown) ?? '';
      if (bar.getState().editor.text === '' && draft !== '') {
        bar.setText(draft);
      }
    },
    hear(events) {
      for (const event of events) {
        if (event.type === 'draft-changed' && event.screen !== screen) {
          take(event.conversation, event.text);
        } else if (event.type === 'ready' && isLoaded) {
          takeAll().catch(() => {}); // the core is gone; the next one is ready, too
        }
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
