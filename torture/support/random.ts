/** Chance that repeats: the same draws for the same seed. */
export type Random = {
  /** From 0 up to 1. */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  readonly pick: <T>(some: readonly T[]) => T;
  readonly chance: (probability: number) => boolean;
  /** Begins again with another seed. */
  readonly reseed: (seed: number) => void;
};

/** Creates a generator: small, fast, good enough to choose moments and sizes. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }

  function between(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1));
  }

  return {
    next,
    between,
    pick: some => some[between(0, some.length - 1)] as (typeof some)[number],
    chance: probability => next() < probability,
    reseed(fresh) {
      state = fresh >>> 0;
    },
  };
}
