import {createStore} from 'zustand/vanilla';
import type {Cancel, Clock} from '../../src/lib/time/clock.ts';

/** The second Ctrl-C has to come within this time. Milliseconds. */
const WINDOW = 2000;

/** Whether Ctrl-C was pressed once: once more quits. */
export type Quitting = {
  readonly getState: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
  readonly begin: () => void;
  readonly end: () => void;
};

/** Creates it for one screen. */
export function createQuitting(clock: Pick<Clock, 'after'>): Quitting {
  const store = createStore<{readonly is: boolean}>()(() => ({is: false}));
  let cancel: Cancel | null = null;

  function end(): void {
    cancel?.();
    cancel = null;
    if (store.getState().is) {
      store.setState({is: false});
    }
  }

  return {
    getState: () => store.getState().is,
    subscribe: store.subscribe,
    begin() {
      store.setState({is: true});
      cancel = clock.after(WINDOW, end);
    },
    end,
  };
}
