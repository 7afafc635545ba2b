import type {CoreEvent} from '../core/api/api.ts';
import type {Cancel, Clock} from '../lib/time/clock.ts';
import {project} from './project.ts';
import type {AppStore} from './store.ts';

/** All in milliseconds. At most 30 changes of the screen a second come from events; keystrokes do not pass here. */
const FLUSH_INTERVAL = 33;
/** By then a key is painted, and so long the next one is far. Without one, events wait no longer than that. */
const KEY_PAINTED = 3;
const NEXT_KEY_FAR = 15;
const TYPING_PATIENCE = 100;

/** Brings events into the store in bundles. */
export type EventFeed = {
  readonly push: (events: readonly CoreEvent[]) => void;
  /** Brings in what waits now, so that a page of history is never older than the state it joins. */
  readonly flush: () => void;
  /**
   * Somebody types, or (false) does so no longer. While somebody does, events come in just after a key: their
   * frame takes longer than that of a key, which must not wait for it.
   */
  readonly typing: (isTyping: boolean) => void;
  readonly close: () => void;
};

/** The first event after a quiet time is shown at once. */
export function createEventFeed(store: AppStore, clock: Clock): EventFeed {
  let waiting: CoreEvent[] = [];
  let cancel: Cancel | null = null;
  let due = Number.POSITIVE_INFINITY;
  let lastFlush = Number.NEGATIVE_INFINITY;
  let lastKey = Number.NEGATIVE_INFINITY;

  function unschedule(): void {
    cancel?.();
    cancel = null;
    due = Number.POSITIVE_INFINITY;
  }

  function flush(): void {
    unschedule();
    if (waiting.length === 0) {
      return;
    }
    const events = waiting;
    waiting = [];
    lastFlush = clock.monotonic();
    store.change(state => project(state, events, clock.now()));
  }

  /** Only ever sooner than before: who types without a pause must not keep events away. */
  function schedule(): void {
    const now = clock.monotonic();
    const wanted = nextFlush(now);
    if (waiting.length === 0 || wanted >= due) {
      return;
    }
    unschedule();
    if (wanted <= now) {
      flush();
    } else {
      due = wanted;
      cancel = clock.after(wanted - now, flush);
    }
  }

  function nextFlush(now: number): number {
    const allowed = Math.max(now, lastFlush + FLUSH_INTERVAL);
    const afterKey = Math.max(allowed, lastKey + KEY_PAINTED);
    return afterKey <= lastKey + NEXT_KEY_FAR ? afterKey : Math.max(allowed, lastKey + TYPING_PATIENCE);
  }

  return {
    push(events) {
      waiting = waiting.length === 0 ? [...events] : waiting.concat(events);
      schedule();
    },
    flush,
    typing(isTyping) {
      lastKey = isTyping ? clock.monotonic() : Number.NEGATIVE_INFINITY;
      schedule();
    },
    close() {
      unschedule();
      waiting = [];
    },
  };
}
