import type {Core, EntryOrder} from '../core/api/api.ts';
import {compareOrder} from '../lib/order.ts';
import type {Clock} from '../lib/time/clock.ts';
import type {AppState} from './state.ts';
import type {AppStore} from './store.ts';
import {lookBack} from './view.ts';

/** Under a flood the read mark moves at most so often; each move is a commit. Milliseconds. */
const PAUSE = 250;
/** A mark that could not be stored is tried again after twice the time of the last try, at most this. Milliseconds. */
const MAX_PAUSE = 60_000;

/** Whether somebody sees the log: the window has the focus, and nothing stands over the log. */
export type Eyes = {
  readonly see: () => boolean;
  /** Calls back when that may have changed; returns what ends it. */
  readonly subscribe: (listener: () => void) => () => void;
};

export type ReadingOptions = {
  readonly core: Promise<Pick<Core, 'perform'>>;
  readonly store: AppStore;
  readonly clock: Clock;
  readonly failed: (error: unknown) => void;
  readonly eyes: Eyes;
};

/** Tells the core what was read: the end of the open conversation while it is on the screen and somebody looks. */
export function followReading({core, store, clock, failed, eyes}: ReadingOptions): () => void {
  let busy = false;
  let hadEyes = eyes.see();
  let pause = PAUSE;

  /** Who comes back finds the "new" line where they left. */
  function turn(): void {
    const has = eyes.see();
    if (!hadEyes && has) {
      store.change(lookBack);
    }
    hadEyes = has;
    look();
  }

  function look(): void {
    const found = busy || !eyes.see() ? null : unreadOnScreen(store.getState());
    if (found === null) {
      return;
    }
    busy = true;
    core
      .then(ready => ready.perform({type: 'mark-read', ...found}))
      .then(
        () => {
          pause = PAUSE;
        },
        error => {
          if (pause === PAUSE) {
            failed(error); // once: the notice would fill the log otherwise
          }
          pause = Math.min(2 * pause, MAX_PAUSE);
        },
      )
      .finally(() =>
        clock.after(pause, () => {
          busy = false;
          look();
        }),
      );
  }

  look();
  const ends = [store.subscribe(look), eyes.subscribe(turn)];
  return () => {
    for (const end of ends) {
      end();
    }
  };
}

/** The newest entry on the screen that does not count as read yet. */
function unreadOnScreen(state: AppState): {conversation: string; upTo: EntryOrder} | null {
  const {open: conversation} = state;
  const view = conversation === null ? undefined : state.conversations.get(conversation);
  const window = conversation === null ? undefined : state.windows.get(conversation);
  if (conversation === null || view === undefined || window === undefined) {
    return null;
  }
  const last = window.entries.at(-1);
  const atEnd = window.atEnd && !window.loading && !state.scrolls.has(conversation);
  if (!atEnd || last === undefined || view.unread === 0) {
    return null;
  }
  const isRead = view.lastRead !== null && compareOrder(last.order, view.lastRead) <= 0;
  return isRead ? null : {conversation, upTo: last.order};
}
