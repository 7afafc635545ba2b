import type {Clock} from '../../lib/time/clock.ts';
import {isSomebodyThere} from '../../store/presence.ts';
import type {TokenSource} from '../../terminal/input.ts';
import type {Token} from '../../terminal/tokens.ts';

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

/** Follows the reports of the terminal (mode 1004), and keys. */
export function followFocus(input: TokenSource, clock: Clock): Focus {
  const listeners = new Set<() => void>();
  let reported: boolean | null = null;
  let lastKey = clock.monotonic();
  const isAway = () => !isSomebodyThere({focus: reported, sinceKey: clock.monotonic() - lastKey});

  function hear(token: Token): void {
    const wasAway = isAway();
    if (token.type === 'focus') {
      reported = token.isIn;
    } else if (token.type === 'key' || token.type === 'paste') {
      // The wheel turns in windows that have no focus, too; keys come only to one that has it.
      lastKey = clock.monotonic();
      reported = reported === null ? null : true;
    }
    if (isAway() !== wasAway) {
      for (const listener of listeners) {
        listener();
      }
    }
  }

  const close = input.subscribe(hear);
  return {
    isAway,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close,
  };
}
