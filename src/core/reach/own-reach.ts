import {type ReachKey, reachKey} from '../../identity/reach/day-key.ts';
import type {OwnReachRow as ReachSeed} from '../../storage/types.ts';

/** An old seed is kept so long for contacts who have not confirmed a newer one, milliseconds. */
const LONGEST = 400 * 24 * 3_600_000;

/** The key that is announced. Throws a TypeError without any seed. */
export function announcedSeed(seeds: readonly ReachSeed[]): ReachSeed {
  const newest = seeds.reduce<ReachSeed | null>(
    (best, seed) => (best === null || seed.serial > best.serial ? seed : best),
    null,
  );
  if (newest === null) {
    throw new TypeError('There is no reach key');
  }
  return newest;
}

/** One more seed, made when somebody was blocked or forgotten: they must not find us any more. */
export function rotatedSeed(seeds: readonly ReachSeed[], seed: Uint8Array, now: number): ReachSeed {
  return {serial: Math.max(0, ...seeds.map(({serial}) => serial)) + 1, seed, created: now};
}

/**
 * The key under which a contact answers our dials: the one that this contact confirmed, or null if they confirmed none that
 * we still have. With a newer one we would be a stranger to them.
 */
export function dialledAs(seeds: readonly ReachSeed[], confirmed: number | null): ReachKey | null {
  const seed = seeds.find(({serial}) => serial === confirmed);
  return seed ? reachKey(seed.seed) : null;
}

/** Seeds that nobody needs any more: every contact confirmed a newer one, or they are too old. */
export function uselessSeeds(
  seeds: readonly ReachSeed[],
  confirmed: readonly (number | null)[],
  now: number,
): readonly ReachSeed[] {
  const newest = announcedSeed(seeds).serial;
  const oldestNeeded = Math.min(newest, ...confirmed.map(serial => serial ?? 0).filter(serial => serial > 0));
  return seeds.filter(
    ({serial, created}) => serial !== newest && (serial < oldestNeeded || now - created > LONGEST),
  );
}
