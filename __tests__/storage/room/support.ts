import {keyPair} from '../../../src/identity/key-pair.ts';
import {isHead, signHead} from '../../../src/identity/room/head.ts';
import {memberTag} from '../../../src/identity/room/room-id.ts';
import {roomIdOf, roomOf} from '../../../src/lib/conversation.ts';
import {type PeerKey, peerKeyOf} from '../../../src/lib/ids.ts';
import {createDatabase} from '../../../src/storage/database.ts';
import type {
  Lane,
  PieceJudge,
  PieceOutcome,
  RoomPiece,
  RoomRow,
  SignHead,
  StoredMembership,
} from '../../../src/storage/room-types.ts';
import {type Connection, connect, IN_MEMORY} from '../../../src/storage/sqlite/connection.ts';
import {bindToIdentity} from '../../../src/storage/sqlite/queries/authors.ts';
import {migrate} from '../../../src/storage/sqlite/schema.ts';
import type {Database, EntryRow, RoomDraft} from '../../../src/storage/types.ts';
import type {EntryRef} from '../../../src/wire/chat/messages.ts';
import {counting, KEY, NOW} from '../support.ts';

/** The room of all tests. */
export const ROOM = roomOf(Buffer.alloc(32, 0xb0));
export const ROOM_ROW: RoomRow = {
  ...{id: ROOM, state: 'member', name: 'berlin', topic: '', history: 'all', expiry: null},
  ...{notify: 'all', since: 0, entrance: null},
};

/** Somebody with a key, a database in memory, and what they do with it. */
export type Person = {
  readonly name: string;
  readonly key: PeerKey;
  readonly sign: SignHead;
  readonly judge: PieceJudge;
  database: Database;
  connection: Connection;
};

/** A member of the room whose acts are not known to anybody yet. Clocks count from 1, epochs from a number of their own. */
export function person(name: string, seed: number, now: () => number = () => NOW): Person {
  const {publicKey, secretKey} = keyPair(Buffer.alloc(32, seed));
  const key = peerKeyOf(publicKey);
  return {
    name,
    key,
    sign: place => signHead(place, secretKey),
    judge: {verify: isHead, selfTag: memberTag(roomIdOf(ROOM), key)},
    ...emptyDatabase(key, seed, now),
  };
}

/** A new database of somebody, whose epochs are others than those of the one before if `seed` is. */
export function emptyDatabase(key: PeerKey, seed: number, now: () => number = () => NOW) {
  const connection = connect(IN_MEMORY, KEY);
  migrate(connection, IN_MEMORY);
  bindToIdentity(connection, key, IN_MEMORY);
  const count = counting();
  const random = (size: number) => {
    const bytes = count(size);
    bytes[0] = seed;
    return bytes;
  };
  const options = {path: IN_MEMORY, key: KEY, selfKey: key, random, now, clockTime: () => 0};
  const database = createDatabase(connection, options);
  database.rooms.save(ROOM_ROW);
  return {database, connection};
}

/** Tells everybody that all of them are members, and what else follows from acts. */
export function introduce(
  people: readonly Person[],
  more: {
    readonly keeps?: StoredMembership['members'][number]['keeps'];
    readonly removed?: Person;
    readonly hidden?: readonly EntryRef[];
  } = {},
): void {
  const members = people.map(one => {
    const isRemoved = one === more.removed;
    return {key: one.key, level: isRemoved ? 0 : 1, keeps: isRemoved ? (more.keeps ?? []) : null};
  });
  for (const {database} of people) {
    database.rooms.saveMembership(ROOM, {members, hidden: more.hidden ?? []});
  }
}

/** Ann, Bob and Eve, who know each other as members. */
export function threePeople(now?: () => number) {
  const people = [person('ann', 1, now), person('bob', 2, now), person('eve', 3, now)] as const;
  introduce(people);
  return people;
}

export function text(body: string, more: Partial<RoomDraft> = {}): RoomDraft {
  return {kind: 'text', body, time: NOW, target: null, ...more};
}

/** Writes, in one commit. */
export function say(who: Person, ...bodies: readonly string[]): EntryRow[] {
  return write(
    who,
    bodies.map(body => text(body)),
  );
}

export function write(who: Person, drafts: readonly RoomDraft[], lane: Lane = 0): EntryRow[] {
  return [...who.database.rooms.appendOwn(ROOM, lane, drafts, who.sign).rows];
}

/** Everything of one member that another one lacks, as the two would exchange it. */
export function pull(to: Person, from: Person, limit = 64): PieceOutcome<EntryRow>[] {
  const outcomes: PieceOutcome<EntryRow>[] = [];
  for (const {name, base} of from.database.rooms.logs(ROOM)) {
    const held = to.database.rooms.logs(ROOM).find(log => isSameName(log.name, name));
    for (let after = Math.max(base, held?.last ?? 0); ; ) {
      const piece = from.database.rooms.pieceAfter(ROOM, name, after, limit);
      if (piece === null) {
        break;
      }
      outcomes.push(hand(to, piece));
      after += piece.entries.length;
    }
  }
  return outcomes;
}

/** A piece of the first log that somebody has, behind an entry. */
export function pieceOf(from: Person, after: number, limit = 64): RoomPiece {
  const [log] = from.database.rooms.logs(ROOM);
  const piece = log && from.database.rooms.pieceAfter(ROOM, log.name, after, limit);
  if (!piece) {
    throw new Error('there is no such piece');
  }
  return piece;
}

export function hand(to: Person, piece: RoomPiece, more: Partial<PieceJudge> = {}): PieceOutcome<EntryRow> {
  return to.database.rooms.append(ROOM, piece, {...to.judge, ...more});
}

function isSameName(one: RoomPiece['log'], other: RoomPiece['log']): boolean {
  const branches = [one.branch, other.branch].map(branch => branch && Buffer.from(branch).toString('hex'));
  return (
    one.author === other.author &&
    one.lane === other.lane &&
    one.epoch === other.epoch &&
    branches[0] === branches[1]
  );
}

/** What somebody sees of the room, in its order: whose, the text, and what points at it. */
export function shown({database}: Person, people: readonly Person[]): string[] {
  const nameOf = (key: PeerKey) => people.find(one => one.key === key)?.name ?? 'nobody';
  const {entries} = database.historyBefore(ROOM, null, 10_000);
  return database
    .shown(entries)
    .map(({entry, text: body, edited, reactions, quoted}) =>
      [
        `${nameOf(entry.author)}: ${entry.deleted ? '(deleted)' : body}`,
        ...(edited ? ['edited'] : []),
        ...reactions.map(({emoji, author}) => `${emoji} by ${nameOf(author)}`),
        ...(quoted === null ? [] : [`to ${quoted.text}`]),
      ].join(' | '),
    );
}

export function refOf({author, epoch, sequence}: EntryRow): EntryRef {
  return {author, epoch, sequence};
}
