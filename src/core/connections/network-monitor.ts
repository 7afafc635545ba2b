import type {Cancel, Clock} from '../../lib/time/clock.ts';

const PERIOD = 1000;
/** A clock that went this much further than it should, or back: the machine slept, the process was stopped, or time was set. */
const SLEPT = 10_000;

/**
 * Calls back when the addresses of this machine changed, or when we were away from it: all mean that links should be tried anew
 * at once. While a machine sleeps only its wall clock goes on, while a process is stopped all do. `addresses` gives the present
 * addresses in any stable text form.
 */
export function watchWake(clock: Clock, addresses: () => string, woke: () => void): Cancel {
  let known = look();

  function look() {
    return {addresses: addresses(), now: clock.now(), monotonic: clock.monotonic()};
  }

  return clock.every(PERIOD, () => {
    const before = known;
    known = look();
    const passed = Math.max(Math.abs(known.now - before.now), known.monotonic - before.monotonic);
    if (passed - PERIOD > SLEPT || known.addresses !== before.addresses) {
      woke();
    }
  });
}
