import {randomBytes} from '../../lib/random.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {addressBlocks} from './address-block.ts';
import {createAttempts} from './attempts.ts';
import type {NetworkLimits} from './limits.ts';

/** The place of one incoming connection. */
export type Slot = {
  /** The peer has said hello: what was a handshake is a link. */
  readonly linked: () => void;
  /** The connection is gone. */
  readonly leave: () => void;
};

/** A connection that asks for a place. */
export type Visitor = {
  readonly host: string;
  /** It is known who calls; else the host decides about trust. */
  readonly isExpected?: boolean;
  /** Called when it loses its place. */
  readonly evict: () => void;
  /** Whether not one byte came from it yet. */
  readonly isSilent: () => boolean;
};

/** Decides which strangers may begin a handshake at all (SECURITY rule 3). */
export type ConnectionLimiter = {
  /**
   * A place for a connection, or null if its host, or the network around it, comes too often or has too many. Where too
   * many handshakes are under way in all, one of them loses its place: a silent one if there is one, and which one is
   * drawn, so that nobody can push out the others by coming faster. Hosts that are trusted are never pushed out by others.
   */
  readonly enter: (visitor: Visitor) => Slot | null;
};

type Pending = Visitor & {readonly block: string; readonly isTrusted: boolean};

type Limits = Pick<
  NetworkLimits,
  'pendingHandshakes' | 'pendingHandshakesPerHost' | 'linksPerHost' | 'attemptInterval' | 'attemptBurst'
>;

export type ConnectionLimiterOptions = {
  readonly limits: Limits;
  readonly clock: Clock;
  /** Whether a contact proved its key from this address before. */
  readonly isTrusted?: (host: string) => boolean;
  /** A number from 0 up to 1 that strangers cannot guess. */
  readonly random?: () => number;
};

/** Creates the limiter of a network. */
export function createConnectionLimiter(options: ConnectionLimiterOptions): ConnectionLimiter {
  const {limits, isTrusted = () => false, random = secretRandom} = options;
  const pending = new Set<Pending>();
  const pendingByBlock = new Map<string, number>();
  const linksByBlock = new Map<string, number>();
  const attempts = createAttempts(limits, options.clock);

  function enter(visitor: Visitor): Slot | null {
    const blocks = addressBlocks(visitor.host);
    const trusted = visitor.isExpected === true || isTrusted(visitor.host);
    const [own] = blocks;
    const block = own?.name ?? visitor.host;
    const pendingHere = pendingByBlock.get(block) ?? 0;
    const isFull =
      pendingHere >= limits.pendingHandshakesPerHost ||
      pendingHere + (linksByBlock.get(block) ?? 0) >= limits.linksPerHost;
    if (!attempts.take(trusted ? blocks.slice(0, 1) : blocks) || isFull) {
      return null;
    }
    const place = {...visitor, block, isTrusted: trusted};
    if (pending.size >= limits.pendingHandshakes && !evictFor(place)) {
      return null;
    }
    pending.add(place);
    count(pendingByBlock, block, 1);
    return slotOf(place);
  }

  function slotOf(place: Pending): Slot {
    let isLink = false;
    return {
      linked() {
        if (release(place)) {
          isLink = true;
          count(linksByBlock, place.block, 1);
        }
      },
      leave() {
        release(place);
        if (isLink) {
          isLink = false;
          count(linksByBlock, place.block, -1);
        }
      },
    };
  }

  function release(place: Pending): boolean {
    const wasThere = pending.delete(place);
    if (wasThere) {
      count(pendingByBlock, place.block, -1);
    }
    return wasThere;
  }

  /** False if everybody who is there has a better right to a place. */
  function evictFor(newcomer: Pending): boolean {
    const weak = [...pending].filter(place => newcomer.isTrusted || !place.isTrusted);
    const strangers = weak.filter(place => !place.isTrusted);
    const candidates = strangers.length > 0 ? strangers : weak;
    const silent = candidates.filter(place => place.isSilent());
    const among = silent.length > 0 ? silent : candidates;
    const loser = among[Math.floor(random() * among.length)];
    if (loser !== undefined) {
      release(loser);
      loser.evict();
    }
    return loser !== undefined;
  }

  return {enter};
}

function count(counts: Map<string, number>, block: string, change: number): void {
  const left = (counts.get(block) ?? 0) + change;
  if (left > 0) {
    counts.set(block, left);
  } else {
    counts.delete(block);
  }
}

function secretRandom(): number {
  return randomBytes(4).readUInt32LE() / 2 ** 32;
}
