import type {Clock} from './clock.ts';

/**
 * Makes a function that hands values on at most once in `interval` milliseconds: the first one at once, of
 * those that come too early only the last, when the interval is over.
 */
export function atMostEvery<T>(
  clock: Pick<Clock, 'after'>,
  interval: number,
  use: (value: T) => void,
): (value: T) => void {
  let resting = false;
  let waiting: {readonly value: T} | null = null;

  function hand(value: T): void {
    resting = true;
    clock.after(interval, rested);
    use(value);
  }

  function rested(): void {
    resting = false;
    if (waiting !== null) {
      const {value} = waiting;
      waiting = null;
      hand(value);
    }
  }

  return value => {
    if (resting) {
      waiting = {value};
    } else {
      hand(value);
    }
  };
}
