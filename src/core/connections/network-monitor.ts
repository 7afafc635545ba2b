import type {Cancel, Clock} from '../../lib/time/clock.ts';

const PERIOD = 1000;
/** A wall clock that went this much further than the monotonic one: the machine slept, or time was set. */
const SLEPT = 10_000;

/**
 * Calls back when the addresses of this machine changed or when it woke up: both mean that links should be
 * tried anew at once. `addresses` gives the present addresses in any stable text form.
 */
export function watchWake(clock: Clock, addresses: () => string, woke: () => void): Cancel {
  let knownAddresses = addresses();
  let offset = clock.now() - clock.monotonic();
  return clock.every(PERIOD, () => {
    const present = addresses();
    const presentOffset = clock.now() - clock.monotonic();
    const slept = presentOffset - offset > SLEPT;
    const moved = present !== knownAddresses;
    offset = presentOffset;
    knownAddresses = present;
    if (slept || moved) {
      woke();
    }
  });
}
