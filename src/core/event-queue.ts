import {createEmitter} from '../lib/emitter.ts';
import type {CoreEvent} from './api/api.ts';

/** Collects the events of a tick and hands them out together, in order. */
export type EventQueue = {
  readonly push: (event: CoreEvent) => void;
  readonly subscribe: (listener: (events: readonly CoreEvent[]) => void) => () => void;
  /** Hands out what is waiting now. */
  readonly flush: () => void;
};

/** Makes the queue. Batches cross the worker seam as one message instead of one for each event. */
export function createEventQueue(): EventQueue {
  const emitter = createEmitter<readonly CoreEvent[]>();
  let waiting: CoreEvent[] = [];

  function flush(): void {
    const events = waiting;
    waiting = [];
    if (events.length > 0) {
      emitter.emit(events);
    }
  }

  return {
    push(event) {
      if (waiting.length === 0) {
        queueMicrotask(flush);
      }
      waiting.push(event);
    },
    subscribe: emitter.subscribe,
    flush,
  };
}
