import {safeName} from '../../identity/names/names.ts';
import {parseReachPoint} from '../../identity/reach/day-key.ts';
import {type Hint, isHint, signHint} from '../../identity/room/hint.ts';
import {shortId} from '../../identity/short-id.ts';
import {formatAddress} from '../../lib/address.ts';
import {roomIdOf} from '../../lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {Database} from '../../storage/types.ts';
import {ProtocolError} from '../../wire/protocol-error.ts';
import {MAX_HINT_ADDRESSES} from '../../wire/room/channel.ts';
import type {HintMessage} from '../../wire/room/messages.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import {fromReachAddress, toReachAddress} from '../reach/link-addresses.ts';
import type {RoomPipe} from './room-pipe.ts';
import type {Rooms} from './rooms.ts';

/** A hint means something for so long, milliseconds. */
const LIFE = 7 * 24 * 3_600_000;
/** Of a large room, a new link is told where so many members are. */
const MOST_TOLD = 64;
/** A member says something new of themselves once in this time, milliseconds, and so often at once: each is a write. */
const PACE = 5000;
const BURST = 8;

export type HintsOptions = {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly rooms: () => Rooms;
  readonly peers: PeerBook;
  readonly selfKey: PeerKey;
  readonly secretKey: Uint8Array;
  readonly ownName: () => string;
  /** Whether members may know where we are. */
  readonly tellsAddresses: () => boolean;
  /** Where we listen, as `host:port`, and the reach point by which we are found; null if we are not. */
  readonly reachableAt: () => readonly string[];
  readonly ownPoint: () => Uint8Array | null;
  /** Keeps where a stored peer can be found. */
  readonly learn: (
    key: PeerKey,
    point: NonNullable<ReturnType<typeof parseReachPoint>> | null,
    addresses: readonly string[],
  ) => void;
};

/** What members tell of themselves: their names, and where they are. */
export type Hints = {
  /** A link has a room in common with us: it is told what we know. */
  readonly greet: (room: ConversationId, pipe: RoomPipe) => void;
  /** We came into a room, perhaps: those who are there hear who we are. */
  readonly introduce: (room: ConversationId) => void;
  readonly hear: (room: ConversationId, hint: HintMessage, from: PeerKey) => void;
  /** What we tell of ourselves has changed. */
  readonly tellAll: () => void;
};

type Said = Omit<HintMessage, 'type' | 'room'>;

/** The hints of all rooms. */
export function createHints(options: HintsOptions): Hints {
  const {database, clock, peers, selfKey} = options;

  const introduced = new Set<ConversationId>();
  /** When each member would have said all that it said, had it kept to the pace. */
  const paces = new Map<string, number>();

  function isTime(who: string): boolean {
    const now = clock.monotonic();
    const next = Math.max(now, paces.get(who) ?? 0) + PACE;
    const isRight = next - now <= BURST * PACE;
    if (isRight) {
      paces.set(who, next);
    }
    return isRight;
  }

  function own(room: ConversationId): Said {
    const tells = options.tellsAddresses();
    const addresses = tells ? options.reachableAt().flatMap(text => toReachAddress(text) ?? []) : [];
    const hint: Hint = {
      name: options.ownName(),
      number: clock.now(),
      until: Math.floor((clock.now() + LIFE) / 1000),
      point: tells ? options.ownPoint() : null,
      addresses: addresses.slice(0, MAX_HINT_ADDRESSES),
    };
    const signature = signHint(roomIdOf(room), selfKey, hint, options.secretKey);
    return {member: selfKey, ...hint, signature};
  }

  function known(room: ConversationId): Said[] {
    return database.rooms
      .members(room)
      .filter(({hint, level}) => hint !== null && level > 0)
      .sort((one, other) => other.seen - one.seen)
      .slice(0, MOST_TOLD)
      .flatMap(({key, hint}) => (hint === null ? [] : [{member: key, ...unpack(hint)}]))
      .filter(({until}) => until * 1000 > clock.now());
  }

  function hear(room: ConversationId, hint: HintMessage, from: PeerKey): void {
    const {member, number, signature} = hint;
    const rooms = options.rooms();
    const row = database.rooms.members(room).find(({key}) => key === member);
    const isNews = row !== undefined && row.level > 0 && number > row.hintNumber && member !== selfKey;
    if (!isNews || !isTime(`${room}${member}`)) {
      return;
    }
    if (!isHint(roomIdOf(room), member, hint, signature)) {
      throw new ProtocolError('the signature of a hint is wrong'); // whoever passes one on has checked it
    }
    const name = safeName(hint.name, shortId(member));
    database.rooms.noteMember(room, member, {name, hint: {number, bytes: pack(hint)}});
    if (peers.row(member)?.relation === 'member') {
      peers.save(member, {name});
    }
    const addresses = hint.addresses.flatMap(told => {
      const address = fromReachAddress(told);
      return address === null ? [] : [formatAddress(address)];
    });
    options.learn(member, hint.point === null ? null : parseReachPoint(hint.point), addresses);
    for (const pipe of rooms.pipes(room)) {
      if (pipe.peer !== from && pipe.peer !== member) {
        pipe.sendHint(room, withoutRoom(hint));
      }
    }
  }

  return {
    hear,
    greet(room, pipe) {
      if (options.rooms().level(room, selfKey) > 0) {
        pipe.sendHint(room, own(room));
      }
      for (const hint of known(room)) {
        if (hint.member !== pipe.peer) {
          pipe.sendHint(room, hint);
        }
      }
    },
    introduce(room) {
      const isInside = options.rooms().level(room, selfKey) > 0;
      if (isInside && !introduced.has(room)) {
        introduced.add(room);
        const hint = own(room);
        for (const pipe of options.rooms().pipes(room)) {
          pipe.sendHint(room, hint);
        }
      } else if (!isInside) {
        introduced.delete(room);
      }
    },
    tellAll() {
      for (const {id, state} of options.rooms().all()) {
        if (state === 'member') {
          const hint = own(id);
          for (const pipe of options.rooms().pipes(id)) {
            pipe.sendHint(id, hint);
          }
        }
      }
    },
  };
}

function withoutRoom({type: _, room: __, ...said}: HintMessage): Said {
  return said;
}

/** As it is kept: the fields of a hint and its signature as JSON, bytes in base64. */
function pack({name, number, until, point, addresses, signature}: Said): Buffer {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const places = addresses.map(({host, port}) => [base64(host), port]);
  return Buffer.from(
    JSON.stringify([name, number, until, point && base64(point), places, base64(signature)]),
  );
}

function unpack(bytes: Uint8Array): Omit<Said, 'member'> {
  const [name, number, until, point, places, signature] = JSON.parse(Buffer.from(bytes).toString()) as [
    string,
    number,
    number,
    string | null,
    [string, number][],
    string,
  ];
  return {
    ...{name, number, until},
    point: point === null ? null : Buffer.from(point, 'base64'),
    addresses: places.map(([host, port]) => ({host: Buffer.from(host, 'base64'), port})),
    signature: Buffer.from(signature, 'base64'),
  };
}
