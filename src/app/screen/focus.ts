import type {Clock} from '../../lib/time/clock.ts';
import {isSomebodyThere} from '../../store/presence.ts';
import {tapInput} from './tap-input.ts';

const FOCUS_REPORT = /\x1b\[([IO])/g;
/** The wheel turns in windows that have no focus, too: no sign of anybody. */
const NO_KEY = /\x1b\[(?:[IO]|<[\d;]*[Mm])/g;

/** Whether somebody looks at the terminal. */
export type Focus = {
  /** Nobody is there, by the rule of `store/presence.ts`. */
  readonly isAway: () => boolean;
  /**
   * Calls back when something from the terminal changed `isAway`; returns what ends that. That a minute without a key
   * has passed is not told: who asks then gets the right answer.
   */
  readonly subscribe: (listener: () => void) => () => void;
  /** Stops listening. */
  readonly close: () => void;
};

/** Hears focus reports (mode 1004) before the renderer, which throws them away. All of it reaches the renderer. */
export function followFocus(stdin: Pick<NodeJS.ReadStream, 'read'>, clock: Clock): Focus {
  const listeners = new Set<() => void>();
  let reported: boolean | null = null;
  let lastKey = clock.monotonic();
  const isAway = () => !isSomebodyThere({focus: reported, sinceKey: clock.monotonic() - lastKey});

  function hear(chunk: string): void {
    const wasAway = isAway();
    const report = [...chunk.matchAll(FOCUS_REPORT)].at(-1)?.[1];
    reported = report === undefined ? reported : report === 'I';
    if (chunk.replace(NO_KEY, '') !== '') {
      lastKey = clock.monotonic();
      reported = report === undefined && reported === false ? true : reported; // keys come only to a window with focus
    }
    if (isAway() !== wasAway) {
      for (const listener of listeners) {
        listener();
      }
    }
  }

  const close = tapInput(stdin, chunk => {
    hear(chunk);
    return chunk;
  });
  return {
    isAway,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close,
  };
}
