import type {DhtKeyPair} from 'hyperdht';
import {dayKey, dayOf} from '../../identity/reach/day-key.ts';
import {type InviteSecret, inviteKeys} from '../../identity/reach/invite-keys.ts';
import {formatAddress} from '../../lib/address.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {createTokenBucket, type TokenBucket} from '../../lib/time/token-bucket.ts';
import type {DhtNode, RingListener, RingStream} from '../../net/dht/dht-node.ts';
import type {Arrival} from '../../net/network.ts';
import {isPrivateHost} from '../../net/transport/path.ts';
import type {Connection} from '../../net/transport/transport.ts';
import type {PeerKey} from '../api/api.ts';
import type {RuntimeState} from '../runtime-state.ts';
import type {ContactPoints} from './contact-points.ts';
import {createExpectedCallers, type ExpectedCallers} from './expected-callers.ts';
import type {ReachKeys} from './reach-keys.ts';

const DAY = 24 * 3_600_000;
/** Clocks may differ by so much: near midnight the key of the neighbouring day is announced, too. */
const NEAR_MIDNIGHT = 2 * 3_600_000;
/** Calls that are answered: so many at once, then one in so many seconds. Each answer sends datagrams to where it is told to. */
const CALLS_OF_ONE = {burst: 6, perSecond: 6 / 60};
const CALLS_OF_ALL = {burst: 60, perSecond: 1};

/** An invite that somebody may come by over the hash table. */
export type AnnouncedInvite = {readonly id: string; readonly secret: InviteSecret};

export type AnnouncementsOptions = {
  readonly clock: Clock;
  readonly state: RuntimeState<PeerKey>;
  readonly keys: ReachKeys;
  readonly points: ContactPoints;
  readonly invites: () => readonly AnnouncedInvite[];
  /** Takes a connection of somebody who called. */
  readonly accept: (arrival: Arrival) => void;
};

/** What of us stands in the hash table: the key of the day, and one key for each open invite. */
export type Announcements = {
  /** Announces what is to be announced and is not, and ends what is not to be any more. Throws what the database throws. */
  readonly bringUpToDate: (node: DhtNode) => Promise<void>;
  /** Other contacts may call than before, or as other keys. */
  readonly expectOthers: () => void;
  readonly refresh: () => void;
  /** The node is closed: nothing is announced any more. */
  readonly forget: () => void;
};

/** One key, and who is answered under it. */
type Wanted = {
  readonly key: DhtKeyPair;
  readonly isExpected: (remoteKey: Buffer) => boolean;
  readonly arrival: (remoteKey: Buffer) => Omit<Arrival, 'connection'> | null;
};

/** Nothing is announced yet. */
export function createAnnouncements(options: AnnouncementsOptions): Announcements {
  const {clock, keys, points} = options;
  const announced = new Map<string, Promise<RingListener>>();
  const all = createTokenBucket(clock, CALLS_OF_ALL);
  const calls = options.state.slot<TokenBucket>({name: 'calls over the hash table'});
  let callers: {readonly day: number; readonly table: ExpectedCallers} | null = null;

  /** Made anew when the day changes; the keys follow in pieces, so that nothing else waits. */
  function expected(): ExpectedCallers {
    const day = dayOf(clock.now());
    if (callers?.day !== day) {
      const table = createExpectedCallers(points.callers(), clock.now());
      callers = {day, table};
      prepare(table);
    }
    return callers.table;
  }

  function prepare(table: ExpectedCallers): void {
    if (table.prepare()) {
      setImmediate(() => {
        if (callers?.table === table) {
          prepare(table);
        }
      });
    }
  }

  function caller(remoteKey: Buffer): PeerKey | null {
    const key = expected().find(remoteKey);
    return key !== null && points.isContact(key) ? key : null;
  }

  /** A node that recorded a call, or a contact in the name of others, must not make us send without end. */
  function mayCall(key: PeerKey): boolean {
    const own = calls.get(key) ?? createTokenBucket(clock, CALLS_OF_ONE);
    calls.set(key, own);
    return own.take() && all.take();
  }

  function wanted(): ReadonlyMap<string, Wanted> {
    const {serial, key} = keys.announced();
    const days = daysNear(clock.now()).map((day): [string, Wanted] => [
      `day ${serial} ${day}`,
      {
        key: dayKey(key, day),
        isExpected(remoteKey) {
          const who = caller(remoteKey);
          return who !== null && mayCall(who);
        },
        arrival(remoteKey) {
          const who = caller(remoteKey);
          return who === null ? null : {expectedKey: who, countedAs: `day:${who}`, answers: 'known'};
        },
      },
    ]);
    const invites = options.invites().map(({id, secret}): [string, Wanted] => {
      const {host, guest} = inviteKeys(secret);
      return [
        `invite ${id}`,
        {
          key: host,
          isExpected: remoteKey => remoteKey.equals(Buffer.from(guest.publicKey)) && all.take(),
          arrival: () => ({countedAs: `invite:${id}`, answers: 'secret'}),
        },
      ];
    });
    return new Map([...days, ...invites]);
  }

  function onStream(about: Wanted, ring: RingStream): void {
    const arrival = about.arrival(ring.remoteKey);
    if (arrival === null) {
      ring.stream.destroy();
    } else {
      options.accept({...arrival, connection: toConnection(ring)});
    }
  }

  return {
    async bringUpToDate(node) {
      const now = wanted();
      const ends = [...announced].flatMap(([id, listener]) => {
        if (now.has(id)) {
          return [];
        }
        announced.delete(id);
        return [listener.then(one => one.close()).catch(() => {})]; // the node may be closed already
      });
      for (const [id, about] of now) {
        if (!announced.has(id)) {
          announced.set(
            id,
            node.listen(about.key, about.isExpected, ring => onStream(about, ring)),
          );
        }
      }
      await Promise.all([...ends, ...announced.values()]);
    },
    expectOthers() {
      callers = null;
      expected();
    },
    refresh() {
      for (const listener of announced.values()) {
        void listener.then(one => one.refresh());
      }
    },
    forget: () => announced.clear(),
  };
}

/** Today, and the day before or after it where clocks may differ about which it is. */
export function daysNear(now: number): readonly number[] {
  const today = dayOf(now);
  const sinceMidnight = now - today * DAY;
  if (sinceMidnight < NEAR_MIDNIGHT) {
    return [today, today - 1];
  }
  return sinceMidnight > DAY - NEAR_MIDNIGHT ? [today, today + 1] : [today];
}

/** A stream that was punched, or that found a way inside of one network. */
export function toConnection({stream, remoteHost, remotePort}: RingStream): Connection {
  return {
    stream,
    remoteHost,
    remoteAddress: formatAddress({host: remoteHost, port: remotePort}),
    path: isPrivateHost(remoteHost) ? 'lan' : 'punched',
  };
}
