import type {Core, NumberedEvent} from '../core/api/api.ts';
import {createEmitter} from '../lib/emitter.ts';

/**
 * Keeps what a core says until somebody listens, then tells it to all who began to listen in that turn. From then
 * on it is as if they had subscribed to the core itself.
 */
export function keepEvents(subscribe: Core['subscribe']): Core['subscribe'] {
  const emitter = createEmitter<readonly NumberedEvent[]>();
  let kept: NumberedEvent[] | null = [];

  subscribe(events => {
    if (kept === null) {
      emitter.emit(events);
    } else {
      kept.push(...events);
    }
  });

  function release(): void {
    const events = kept ?? [];
    kept = null;
    if (events.length > 0) {
      emitter.emit(events);
    }
  }

  return listener => {
    if (kept !== null) {
      queueMicrotask(release);
    }
    return emitter.subscribe(listener);
  };
}
