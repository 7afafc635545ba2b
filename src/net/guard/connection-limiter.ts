import type {Clock} from '../../lib/time/clock.ts';
import {addressBlock} from './address-block.ts';
import type {NetworkLimits} from './limits.ts';

/** The place of one incoming connection. */
export type Ticket = {
  /** The peer has said hello: what was a handshake is a link. */
  readonly linked: () => void;
  /** The connection is gone. */
  readonly leave: () => void;
};

/** Decides which strangers may begin a handshake at all (SECURITY rule 3). */
export type Admission = {
  /**
   * A place for a connection from `host`, or null if that host has too many or comes too often; hosts of one
   * IPv6 network (/64) are one, see `addressBlock`. Where too many handshakes are under way in all, the oldest loses its place: its `evict` is called.
   */
  readonly enter: (host: string, evict: () => void) => Ticket | null;
};

type Pending = {readonly host: string; readonly evict: () => void};
type Bucket = {tokens: number; since: number};

/** Hosts remembered for their attempts; beyond it the one that came longest ago is forgotten. */
const MAX_BUCKETS = 4096;

/** Makes the admission of a network. */
export function createAdmission(
  limits: Pick<
    NetworkLimits,
    'pendingHandshakes' | 'pendingHandshakesPerHost' | 'linksPerHost' | 'attemptInterval' | 'attemptBurst'
  >,
  clock: Clock,
): Admission {
  /** In the order they came. */
  const pending = new Set<Pending>();
  const links = new Map<string, number>();
  const attempts = createAttempts(limits, clock);

  function enter(remoteHost: string, evict: () => void): Ticket | null {
    const host = addressBlock(remoteHost);
    const pendingHere = countPending(host);
    const linksHere = links.get(host) ?? 0;
    if (
      !attempts.take(host) ||
      pendingHere >= limits.pendingHandshakesPerHost ||
      pendingHere + linksHere >= limits.linksPerHost
    ) {
      return null;
    }
    makeRoom();
    const place = {host, evict};
    pending.add(place);
    return ticketOf(place);
  }

  function ticketOf(place: Pending): Ticket {
    let isLink = false;
    return {
      linked() {
        if (pending.delete(place)) {
          isLink = true;
          count(place.host, 1);
        }
      },
      leave() {
        pending.delete(place);
        if (isLink) {
          isLink = false;
          count(place.host, -1);
        }
      },
    };
  }

  function countPending(host: string): number {
    return [...pending].filter(place => place.host === host).length;
  }

  function makeRoom(): void {
    const [oldest] = pending;
    if (oldest !== undefined && pending.size >= limits.pendingHandshakes) {
      pending.delete(oldest);
      oldest.evict();
    }
  }

  function count(host: string, change: number): void {
    const open = (links.get(host) ?? 0) + change;
    if (open > 0) {
      links.set(host, open);
    } else {
      links.delete(host);
    }
  }

  return {enter};
}

/** A token bucket for each host that came lately. */
function createAttempts(
  limits: Pick<NetworkLimits, 'attemptInterval' | 'attemptBurst'>,
  clock: Clock,
): {take: (host: string) => boolean} {
  /** In the order of the last attempt. */
  const buckets = new Map<string, Bucket>();

  function refilled(host: string): Bucket {
    const now = clock.monotonic();
    const {tokens, since} = buckets.get(host) ?? {tokens: limits.attemptBurst, since: now};
    const earned = (now - since) / limits.attemptInterval;
    return {tokens: Math.min(limits.attemptBurst, tokens + earned), since: now};
  }

  function remember(host: string, bucket: Bucket): void {
    buckets.delete(host);
    buckets.set(host, bucket);
    const [oldest] = buckets.keys();
    if (oldest !== undefined && buckets.size > MAX_BUCKETS) {
      buckets.delete(oldest);
    }
  }

  return {
    take(host) {
      const bucket = refilled(host);
      const allowed = bucket.tokens >= 1;
      remember(host, allowed ? {...bucket, tokens: bucket.tokens - 1} : bucket);
      return allowed;
    },
  };
}
