import type {Clock} from './clock.ts';

/** Says whether something may happen now. */
export type TokenBucket = {readonly take: () => boolean};

/** Creates a full bucket of `burst` tokens that gets `perSecond` new ones, on the monotonic clock. */
export function createTokenBucket(
  clock: Pick<Clock, 'monotonic'>,
  {perSecond, burst}: {readonly perSecond: number; readonly burst: number},
): TokenBucket {
  let tokens = burst;
  let since = clock.monotonic();
  return {
    take() {
      const now = clock.monotonic();
      tokens = Math.min(burst, tokens + ((now - since) / 1000) * perSecond);
      since = now;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    },
  };
}
