import {createEmitter} from '../lib/emitter.ts';
import type {CoreEvent, NumberedEvent} from './api/api.ts';

/** Numbers events from 1, collects those of a tick and hands them out together, in order. */
export type EventQueue = {
  readonly push: (event: CoreEvent) => void;
  readonly subscribe: (listener: (events: readonly NumberedEvent[]) => void) => () => void;
  /** The number of the last event that was pushed. */
  readonly sequence: () => number;
  /** Hands out what is waiting now. */
  readonly flush: () => void;
};

/** Batches cross the worker seam as one message instead of one for each event. */
export function createEventQueue(): EventQueue {
  const emitter = createEmitter<readonly NumberedEvent[]>();
  let waiting: NumberedEvent[] = [];
  let sequence = 0;

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
      sequence += 1;
      waiting.push({...event, sequence});
    },
    subscribe: emitter.subscribe,
    sequence: () => sequence,
    flush,
  };
}
