import {parseReachPoint} from '../../identity/reach/day-key.ts';
import {isPossessed, provePossession} from '../../identity/reach/possession.ts';
import {formatAddress} from '../../lib/address.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {createTokenBucket, type TokenBucket} from '../../lib/time/token-bucket.ts';
import type {Link} from '../../net/link/link.ts';
import {MAX_REACH_ADDRESSES} from '../../wire/chat/codecs.ts';
import type {Reach, ReachAck, ReachAddress} from '../../wire/chat/messages.ts';
import type {PeerKey} from '../api/api.ts';
import {mayExpect} from '../peers/capabilities.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {RuntimeState} from '../runtime-state.ts';
import type {Session} from '../sync/session.ts';
import type {ContactClocks} from './contact-clocks.ts';
import type {ContactPoints} from './contact-points.ts';
import {fromReachAddress, toReachAddress} from './link-addresses.ts';
import type {ReachKeys} from './reach-keys.ts';

/** What a contact tells anew is answered with what we would tell, unless it was just told: a clock may have been set. Milliseconds. */
const RETOLD = 10_000;
/** What one peer tells is taken so many times at once, then once in ten seconds: each is a signature to check and a write. */
const TOLD_BY_ONE = {burst: 20, perSecond: 1 / 10};

export type ReachExchangeOptions = {
  readonly clock: Clock;
  readonly state: RuntimeState<PeerKey>;
  /** Whether we are found at all, so that there is something to tell. */
  readonly tells: boolean;
  /** Our person. */
  readonly person: Uint8Array;
  readonly keys: ReachKeys;
  readonly points: ContactPoints;
  readonly clocks: Pick<ContactClocks, 'difference' | 'note'>;
  readonly peers: PeerBook;
  readonly session: (key: PeerKey) => Session | null;
  /** Of everybody who is linked. */
  readonly sessions: () => readonly Session[];
  /** Where we can be dialled, best first, as `host:port`. */
  readonly reachableAt: () => readonly string[];
  /** A contact told what its clock shows. */
  readonly onClock: () => void;
  /** Something could not be stored. */
  readonly failed: (error: unknown) => void;
};

/** Tells contacts how we are found, and hears it from them. */
export type ReachExchange = {
  /** A peer lets us write, or we let them: contacts who know of it are told. */
  readonly greet: (key: PeerKey) => void;
  readonly hear: (key: PeerKey, message: Reach | ReachAck) => void;
  /** What we tell has changed: everybody who is linked hears it. */
  readonly tellAll: () => void;
};

/** The exchange over all links. */
export function createReachExchange(options: ReachExchangeOptions): ReachExchange {
  const {person, keys, points, peers} = options;
  const told = options.state.slot<TokenBucket>({name: 'how they are found'});
  const lastTold = new WeakMap<Link, number>();

  function greet(key: PeerKey): void {
    const session = options.session(key);
    const row = peers.row(key);
    const takesReach = mayExpect(row, 'reach');
    const isMutual = session?.isAccepted() === true && row?.relation === 'contact';
    if (options.tells && takesReach && isMutual) {
      tell(session.link);
    }
  }

  function tell(link: Link): void {
    lastTold.set(link, options.clock.monotonic());
    try {
      const {serial, key} = keys.announced();
      const addresses = options.reachableAt().flatMap(text => toReachAddress(text) ?? []);
      link.send({
        type: 'reach',
        serial,
        point: key.point,
        possession: provePossession(key, {person, serial, binding: link.hello.binding}),
        addresses: addresses.slice(0, MAX_REACH_ADDRESSES),
        time: Math.max(0, Math.floor(options.clock.now())),
      });
    } catch (error) {
      options.failed(error); // no key could be stored: nothing is announced either
    }
  }

  /** What does not prove itself is ignored: it can only harm whoever sent it. */
  function onReach(key: PeerKey, {serial, possession, addresses, time, ...reach}: Reach): void {
    const link = options.session(key)?.link;
    const point = parseReachPoint(reach.point);
    if (
      link === undefined ||
      point === null ||
      !mayTell(key) ||
      keys.isOwn(point) ||
      points.holder(point, key) !== null
    ) {
      return;
    }
    const owner = {person: Buffer.from(key, 'hex'), serial, binding: link.hello.binding};
    if (isPossessed(point, owner, possession)) {
      const clockAhead = options.clocks.difference(time);
      points.learn(key, {serial, point, addresses: addresses.flatMap(toText), clockAhead});
      link.send({type: 'reach-ack', serial});
      options.clocks.note(key, clockAhead);
      options.onClock();
      if (options.clock.monotonic() - (lastTold.get(link) ?? Number.POSITIVE_INFINITY) > RETOLD) {
        greet(key);
      }
    }
  }

  function mayTell(key: PeerKey): boolean {
    const bucket = told.get(key) ?? createTokenBucket(options.clock, TOLD_BY_ONE);
    told.set(key, bucket);
    return bucket.take();
  }

  function onAck(key: PeerKey, serial: number): void {
    if (keys.dialledAs(serial) !== null) {
      points.confirm(key, serial);
      keys.removeUseless(points.confirmed());
    }
  }

  return {
    greet,
    hear(key, message) {
      if (peers.row(key)?.relation !== 'contact') {
        return;
      }
      try {
        if (message.type === 'reach') {
          onReach(key, message);
        } else {
          onAck(key, message.serial);
        }
      } catch (error) {
        options.failed(error);
      }
    },
    tellAll() {
      for (const {link} of options.sessions()) {
        greet(link.remoteKey);
      }
    },
  };
}

function toText(told: ReachAddress): readonly string[] {
  const address = fromReachAddress(told);
  return address === null ? [] : [formatAddress(address)];
}
