import type {Core, CoreEvent} from '../../core/api/api.ts';
import {createEmitter} from '../../lib/emitter.ts';

/** Events of a core and the number of the first of them. */
export type Numbered = {readonly from: number; readonly events: readonly CoreEvent[]};

/** The events of a core, numbered from 1 since it began. */
export type EventLog = {
  /** The number of the newest event. */
  readonly sequence: () => number;
  readonly subscribe: (listener: (numbered: Numbered) => void) => () => void;
};

/** Numbers what a core emits from now on, once for all who listen. */
export function numberEvents(core: Pick<Core, 'subscribe'>): EventLog {
  const emitter = createEmitter<Numbered>();
  let sequence = 0;
  core.subscribe(events => {
    const from = sequence + 1;
    sequence += events.length;
    emitter.emit({from, events});
  });
  return {sequence: () => sequence, subscribe: emitter.subscribe};
}
