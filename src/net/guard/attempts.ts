import type {Clock} from '../../lib/time/clock.ts';
import type {AddressBlock} from './address-block.ts';
import type {NetworkLimits} from './limits.ts';

type Bucket = {readonly tokens: number; readonly since: number};

/** Blocks remembered for their attempts; beyond it the one that came longest ago is forgotten. */
const MAX_BUCKETS = 4096;

/** Counts attempts to connect, by host and by the networks around it. */
export type Attempts = {
  /** Takes an attempt from each of the blocks, or from none if one of them has none left. */
  readonly take: (blocks: readonly AddressBlock[]) => boolean;
};

/** Creates a token bucket for each block that came lately: a larger block has more tokens, and earns them faster. */
export function createAttempts(
  limits: Pick<NetworkLimits, 'attemptInterval' | 'attemptBurst'>,
  clock: Pick<Clock, 'monotonic'>,
): Attempts {
  /** In the order of the last attempt. */
  const buckets = new Map<string, Bucket>();

  function refilled({name, weight}: AddressBlock): Bucket {
    const now = clock.monotonic();
    const burst = limits.attemptBurst * weight;
    const {tokens, since} = buckets.get(name) ?? {tokens: burst, since: now};
    const earned = ((now - since) / limits.attemptInterval) * weight;
    return {tokens: Math.min(burst, tokens + earned), since: now};
  }

  function remember(name: string, bucket: Bucket): void {
    buckets.delete(name);
    buckets.set(name, bucket);
    const [oldest] = buckets.keys();
    if (oldest !== undefined && buckets.size > MAX_BUCKETS) {
      buckets.delete(oldest);
    }
  }

  return {
    take(blocks) {
      const states = blocks.map(block => ({name: block.name, bucket: refilled(block)}));
      const isAllowed = states.every(({bucket}) => bucket.tokens >= 1);
      const price = isAllowed ? 1 : 0;
      for (const {name, bucket} of states) {
        remember(name, {...bucket, tokens: bucket.tokens - price});
      }
      return isAllowed;
    },
  };
}
