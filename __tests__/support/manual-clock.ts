import type {Clock} from '../../src/lib/time/clock.ts';

/** A clock that stands still until it is moved. */
export type ManualClock = Clock & {
  readonly advance: (milliseconds: number) => void;
  /** The same at one stroke, as for a machine that slept: what was due in between happens once, at the end. */
  readonly jump: (milliseconds: number) => void;
};

/** Creates a clock that starts at a wall time; timers run while it is moved, in their order. */
export function manualClock(wallTime: number): ManualClock {
  let elapsed = 0;
  let timers: {readonly at: number; readonly callback: () => void}[] = [];

  const clock: ManualClock = {
    now: () => wallTime + elapsed,
    monotonic: () => elapsed,
    after(milliseconds, callback) {
      const timer = {at: elapsed + milliseconds, callback};
      timers.push(timer);
      return () => {
        timers = timers.filter(other => other !== timer);
      };
    },
    every(milliseconds, callback) {
      let cancel = clock.after(milliseconds, again);
      function again(): void {
        cancel = clock.after(milliseconds, again);
        callback();
      }
      return () => cancel();
    },
    advance(milliseconds) {
      const end = elapsed + milliseconds;
      for (let next = first(); next !== undefined && next.at <= end; next = first()) {
        elapsed = next.at;
        timers = timers.filter(timer => timer !== next);
        next.callback();
      }
      elapsed = end;
    },
    jump(milliseconds) {
      elapsed += milliseconds;
      for (let next = first(); next !== undefined && next.at <= elapsed; next = first()) {
        timers = timers.filter(timer => timer !== next);
        next.callback();
      }
    },
  };

  function first() {
    return timers.toSorted((a, b) => a.at - b.at)[0];
  }

  return clock;
}
