import type {Clock} from '../../src/lib/time/clock.ts';

type Timer = {
  due: number;
  readonly period: number | null;
  readonly alive: () => boolean;
  readonly callback: () => void;
};

/** Time that passes only when a simulation says so; one for all nodes of a world. */
export type Time = {
  /** Virtual milliseconds since the beginning. */
  readonly now: () => number;
  /**
   * A clock on this time. `wall` is what people read at a node beside the time that passed; `alive` turns
   * false when the process behind the clock is dead: its timers never fire then.
   */
  readonly clock: (node: {readonly wall: () => number; readonly alive: () => boolean}) => Clock;
  /** Lets time pass: timers fire in order, and `settled` is awaited after each. */
  readonly pass: (milliseconds: number, settled: () => Promise<void>) => Promise<void>;
  /** Time passes while nobody runs: all timers are late. */
  readonly sleep: (milliseconds: number) => void;
};

export function createTime(): Time {
  let timers: Timer[] = [];
  let now = 0;

  function add(alive: () => boolean, milliseconds: number, period: number | null, callback: () => void) {
    const timer: Timer = {due: now + Math.max(0, milliseconds), period, alive, callback};
    timers.push(timer);
    return () => {
      timers = timers.filter(other => other !== timer);
    };
  }

  function first(until: number): Timer | undefined {
    let earliest: Timer | undefined;
    for (const timer of timers) {
      if (timer.due <= until && (earliest === undefined || timer.due < earliest.due)) {
        earliest = timer;
      }
    }
    return earliest;
  }

  return {
    now: () => now,
    clock: ({wall, alive}) => ({
      now: () => Math.floor(wall() + now),
      monotonic: () => now,
      after: (milliseconds, callback) => add(alive, milliseconds, null, callback),
      every: (milliseconds, callback) => add(alive, milliseconds, milliseconds, callback),
    }),
    async pass(milliseconds, settled) {
      const until = now + milliseconds;
      timers = timers.filter(timer => timer.alive());
      for (let timer = first(until); timer !== undefined; timer = first(until)) {
        now = Math.max(now, timer.due);
        if (timer.period === null) {
          timers.splice(timers.indexOf(timer), 1);
        } else {
          timer.due = now + timer.period;
        }
        if (timer.alive()) {
          timer.callback();
          await settled();
        }
      }
      now = until;
    },
    sleep(milliseconds) {
      now += milliseconds;
    },
  };
}
