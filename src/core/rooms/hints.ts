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
/** Hints of one room that are kept for members who are not known yet. */
const MOST_EARLY = 2 * MOST_TOLD;
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
  /** There are others in a room than before: whoever came into it, we or they, is heard. */
  readonly membersChanged: (room: ConversationId) => void;
  readonly hear: (room: ConversationId, hint: HintMessage, from: PeerKey) => void;
  /** What we tell of ourselves has changed. */
  readonly tellAll: () => void;
};

type Early = {readonly hint: HintMessage; readonly from: PeerKey};
type Said = Omit<HintMessage, 'type' | 'room'>;

/** The hints of all rooms. */
export function createHints(options: HintsOptions): Hints {
  const {database, clock, peers, selfKey} = options;

  const introduced = new Set<ConversationId>();
  /** A hint may come before the act that lets its author in: it is heard once that is here. */
  const early = new Map<ConversationId, Map<PeerKey, Early>>();
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

  /** Puts a hint by. Of whom it is, and whether they wrote it, is asked when they are known. */
  function putBy(room: ConversationId, hint: HintMessage, from: PeerKey): void {
    const waiting = early.get(room) ?? new Map<PeerKey, Early>();
    if (waiting.size < MOST_EARLY || waiting.has(hint.member)) {
      early.set(room, waiting.set(hint.member, {hint, from}));
    }
  }

  /** False for one that is forged. */
  function take(room: ConversationId, hint: HintMessage, from: PeerKey): boolean {
    const {member, number} = hint;
    if (member === selfKey) {
      return true;
    }
    const row = database.rooms.member(room, member);
    if (row === null || row.level === 0) {
      putBy(room, hint, from);
      return true;
    }
    if (number <= row.hintNumber || !isTime(`${room}${member}`)) {
      return true;
    }
    if (!isHint(roomIdOf(room), member, hint, hint.signature)) {
      return false;
    }
    learn(room, hint);
    for (const pipe of options.rooms().pipes(room)) {
      if (pipe.peer !== from && pipe.peer !== member) {
        pipe.sendHint(room, withoutRoom(hint));
      }
    }
    return true;
  }

  function learn(room: ConversationId, hint: HintMessage): void {
    const {member, number} = hint;
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
  }

  function isInside(room: ConversationId): boolean {
    return options.rooms().level(room, selfKey) > 0;
  }

  function tell(room: ConversationId): void {
    const hint = own(room);
    for (const pipe of options.rooms().pipes(room)) {
      pipe.sendHint(room, hint);
    }
  }

  function hearEarly(room: ConversationId): void {
    const waiting = early.get(room) ?? new Map<PeerKey, Early>();
    early.delete(room);
    for (const {hint, from} of waiting.values()) {
      take(room, hint, from);
    }
  }

  return {
    hear(room, hint, from) {
      if (!take(room, hint, from)) {
        throw new ProtocolError('the signature of a hint is wrong'); // whoever passes one on has checked it
      }
    },
    greet(room, pipe) {
      if (isInside(room)) {
        pipe.sendHint(room, own(room));
      }
      for (const hint of known(room)) {
        if (hint.member !== pipe.peer) {
          pipe.sendHint(room, hint);
        }
      }
    },
    membersChanged(room) {
      hearEarly(room);
      if (!isInside(room)) {
        introduced.delete(room);
      } else if (!introduced.has(room)) {
        introduced.add(room);
        tell(room);
      }
    },
    tellAll() {
      for (const {id} of options.rooms().all()) {
        if (isInside(id)) {
          tell(id);
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
