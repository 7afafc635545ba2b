import type {Core, EntryOrder} from '../core/api.ts';
import type {Clock} from '../lib/clock.ts';
import {compareOrder} from './order.ts';
import type {AppState} from './state.ts';
import type {AppStore} from './store.ts';

/** Under a flood the read mark moves at most so often; each move is a commit. Milliseconds. */
const PAUSE = 250;

export type ReadingOptions = {
  readonly core: Promise<Pick<Core, 'perform'>>;
  readonly store: AppStore;
  readonly clock: Clock;
  readonly failed: (error: unknown) => void;
};

/** Tells the core what was read: the end of the open conversation while it is on the screen. */
export function followReading({core, store, clock, failed}: ReadingOptions): () => void {
  let busy = false;

  function look(): void {
    const found = busy ? null : unreadOnScreen(store.getState());
    if (found === null) {
      return;
    }
    busy = true;
    core
      .then(ready => ready.perform({type: 'mark-read', ...found}))
      .catch(failed)
      .finally(() =>
        clock.after(PAUSE, () => {
          busy = false;
          look();
        }),
      );
  }

  look();
  return store.subscribe(look);
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
