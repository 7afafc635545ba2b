import type {Clock} from '../../lib/time/clock.ts';
import type {Link} from '../../net/link/link.ts';
import type {PeerKey} from '../api/api.ts';
import type {RuntimeState} from '../runtime-state.ts';

/**
 * The library has no rekey within a session, so a link that is old or carried much is replaced by a fresh
 * one: new ephemeral keys, and what leaks of the old ones later opens an hour at most.
 */
export type RenewalLimits = {
  /** Milliseconds. */
  readonly age: number;
  /** Bytes, sent or received. */
  readonly bytes: number;
  /** How often links are looked at, milliseconds; also the pause after an attempt that failed. */
  readonly period: number;
};

export const defaultRenewal: RenewalLimits = {age: 60 * 60_000, bytes: 2 ** 30, period: 30_000};

export type RenewalOptions = {
  readonly clock: Clock;
  readonly state: RuntimeState<PeerKey>;
  readonly limits: RenewalLimits;
  /** All links that are up. */
  readonly links: () => readonly Link[];
  /** Dials the peer anew and puts the new link in place of the old one. Rejects if it does not answer. */
  readonly renew: (link: Link) => Promise<void>;
};

/** Looks after the age of links. */
export type Renewal = {
  /** A link is being replaced: a second one to the same peer is wanted. */
  readonly isUnderWay: (key: PeerKey) => boolean;
  /** Puts the link that `renew` brings about in the place of one that stands. */
  readonly replace: (link: Link, renew: () => Promise<void>) => Promise<void>;
  readonly stop: () => void;
};

/** Starts to renew links. Only the side that dialled does: it knows where the other one listens. */
export function startRenewal({clock, state, limits, links, renew}: RenewalOptions): Renewal {
  /** When each link was first seen, on the monotonic clock. */
  const since = new WeakMap<Link, number>();
  const underWay = state.slot<true>({name: 'link rotation'});
  const stop = clock.every(limits.period, look);

  function look(): void {
    for (const link of links()) {
      if (isDue(link) && link.initiator && !underWay.has(link.remoteKey)) {
        void replace(link, () => renew(link));
      }
    }
  }

  function isDue(link: Link): boolean {
    const began = since.get(link) ?? clock.monotonic();
    since.set(link, began);
    return clock.monotonic() - began >= limits.age || link.bytesTransferred() >= limits.bytes;
  }

  async function replace(link: Link, work: () => Promise<void>): Promise<void> {
    underWay.set(link.remoteKey, true);
    try {
      await work();
    } catch {
      // it does not answer there now: the old link goes on, the next look tries again
    }
    underWay.delete(link.remoteKey);
  }

  return {isUnderWay: key => underWay.has(key), replace, stop};
}
