import type {CoreEvent} from '../core/api.ts';
import type {Cancel, Clock} from '../lib/clock.ts';
import {project} from './project.ts';
import type {AppStore} from './store.ts';

/** At most 30 changes of the screen a second come from events; keystrokes do not pass here. */
const FLUSH_INTERVAL = 33;

/** Brings events into the store in bundles. */
export type EventFeed = {
  readonly push: (events: readonly CoreEvent[]) => void;
  /** Brings in what waits now, so that a page of history is never older than the state it joins. */
  readonly flush: () => void;
  readonly close: () => void;
};

/** Makes a feed. The first event after a quiet time is shown at once. */
export function createEventFeed(store: AppStore, clock: Clock): EventFeed {
  let waiting: CoreEvent[] = [];
  let cancel: Cancel | null = null;
  let lastFlush = Number.NEGATIVE_INFINITY;

  function flush(): void {
    cancel?.();
    cancel = null;
    if (waiting.length === 0) {
      return;
    }
    const events = waiting;
    waiting = [];
    lastFlush = clock.monotonic();
    store.change(state => project(state, events, clock.now()));
  }

  return {
    push(events) {
      waiting = waiting.length === 0 ? [...events] : waiting.concat(events);
      const wait = lastFlush + FLUSH_INTERVAL - clock.monotonic();
      if (wait <= 0) {
        flush();
      } else {
        cancel ??= clock.after(wait, flush);
      }
    },
    flush,
    close() {
      cancel?.();
      waiting = [];
    },
  };
}
