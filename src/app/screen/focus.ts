import type {Clock} from '../../lib/time/clock.ts';
import {tapInput} from './tap-input.ts';

/** Where a terminal tells nothing, somebody who pressed no key for so long looks elsewhere, milliseconds. */
const PATIENCE = 60_000;

const FOCUS_REPORT = /\x1b\[([IO])/g;
/** The wheel turns in windows that have no focus, too: no sign of anybody. */
const NO_KEY = /\x1b\[(?:[IO]|<[\d;]*[Mm])/g;

/** Whether somebody looks at the terminal. */
export type Focus = {
  /** True if the terminal said so, or, where it says nothing, if nobody pressed a key for a minute. */
  readonly isAway: () => boolean;
  /** False only if the terminal said that its window has no focus. */
  readonly hasFocus: () => boolean;
  /** Calls back when `hasFocus` changed; returns what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Stops listening. */
  readonly close: () => void;
};

/** Hears focus reports (mode 1004) before the renderer, which throws them away. All of it reaches the renderer. */
export function followFocus(stdin: Pick<NodeJS.ReadStream, 'read'>, clock: Clock): Focus {
  const listeners = new Set<() => void>();
  let reported: boolean | null = null;
  let lastKey = clock.monotonic();
  const hasFocus = () => reported !== false;

  function hear(chunk: string): void {
    const had = hasFocus();
    const report = [...chunk.matchAll(FOCUS_REPORT)].at(-1)?.[1];
    reported = report === undefined ? reported : report === 'I';
    if (chunk.replace(NO_KEY, '') !== '') {
      lastKey = clock.monotonic();
      reported = report === undefined && reported === false ? true : reported; // keys come only to a window with focus
    }
    if (hasFocus() !== had) {
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
    isAway: () => (reported === null ? clock.monotonic() - lastKey >= PATIENCE : !reported),
    hasFocus,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close,
  };
}
