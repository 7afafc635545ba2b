import {type Clock, systemClock} from '../../lib/time/clock.ts';

/** When every demo takes place: a Thursday in November, 14:30 local time. Months count from 0. */
const DEMO_BEGINS = new Date(2026, 10, 19, 14, 30).getTime();

/** A clock that shows the time of the demo and goes on from there; its timers are real. */
export function demoClock(): Clock {
  const started = systemClock.monotonic();
  return {...systemClock, now: () => DEMO_BEGINS + Math.floor(systemClock.monotonic() - started)};
}

/** A clock that shows a moment of the past of the demo; its timers are real. */
export type PastClock = Clock & {
  /** Goes to a time of day, as in `09:05`, so many days before the demo. */
  readonly goTo: (daysAgo: number, time: string) => void;
};

/** Creates a clock that stands at the beginning of the demo until it is moved. */
export function pastClock(): PastClock {
  let time = DEMO_BEGINS;
  return {
    ...systemClock,
    now: () => time,
    goTo(daysAgo, clock) {
      const [hours, minutes] = clock.split(':').map(Number);
      const date = new Date(DEMO_BEGINS);
      date.setDate(date.getDate() - daysAgo);
      time = date.setHours(hours ?? 0, minutes ?? 0, 0, 0);
    },
  };
}
