import {expect, test} from '@jest/globals';
import fc from 'fast-check';
import {NatterError} from '../../../src/lib/errors.ts';
import type {RoomPiece} from '../../../src/storage/room-types.ts';
import {decodeMessage, encodeMessage} from '../../../src/wire/chat/codecs.ts';
import type {WireEntry} from '../../../src/wire/chat/messages.ts';
import {ProtocolError} from '../../../src/wire/protocol-error.ts';
import type {KeptLog} from '../../../src/wire/room/act.ts';
import {sized} from '../../support/sizes.ts';
import {checkIndex, indexAll, NOW} from '../support.ts';
import {
  hand,
  introduce,
  type Person,
  person,
  pull,
  ROOM,
  ROOM_ROW,
  refOf,
  shown,
  text,
  threePeople,
  write,
} from './support.ts';

/** What somebody does in a room. */
type Step =
  | {readonly type: 'say'; readonly who: number; readonly bodies: readonly string[]; readonly lasts: boolean}
  | {
      readonly type: 'point';
      readonly who: number;
      readonly kind: 'edit' | 'delete' | 'reaction' | 'text';
      readonly at: number;
      readonly body: string;
    }
  | {readonly type: 'pull'; readonly who: number; readonly from: number; readonly limit: number}
  | {readonly type: 'expire'; readonly who: number}
  | {readonly type: 'rewrite'; readonly who: number};

const who = fc.nat(2);
const body = fc.constantFrom('a', 'quicksilver', '👍', '', 'b b b');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('say' as const),
      who,
      bodies: fc.array(body, {minLength: 1, maxLength: 20}),
      lasts: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('point' as const),
      who,
      kind: fc.constantFrom('edit' as const, 'delete' as const, 'reaction' as const, 'text' as const),
      at: fc.nat(200),
      body,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('pull' as const),
      who,
      from: who,
      limit: fc.integer({min: 1, max: 64}),
    }),
  },
  fc.record({type: fc.constant('expire' as const), who}),
  fc.record({type: fc.constant('rewrite' as const), who}),
);

/** The time at which what disappears does so. */
const LATER = NOW + 40 * 86_400_000;

function take(people: readonly Person[], one: Step): void {
  const person = people[one.who] as Person;
  const {database} = person;
  switch (one.type) {
    case 'say':
      database.rooms.save({...ROOM_ROW, expiry: one.lasts ? null : 60});
      write(
        person,
        one.bodies.map(said => text(said)),
      );
      return;
    case 'point': {
      const {entries} = database.historyBefore(ROOM, null, 500);
      const target = entries[one.at % Math.max(1, entries.length)];
      write(person, [text(one.body, {kind: one.kind, target: target === undefined ? null : refOf(target)})]);
      return;
    }
    case 'pull':
      pull(person, people[one.from] as Person, one.limit);
      return;
    case 'expire':
      database.removeExpired(LATER, 1000);
      return;
    case 'rewrite':
      while (database.rewrite()) {
        // until it is done
      }
  }
}

/** Everybody gets from everybody what they lack. */
function settle(people: readonly Person[]): void {
  for (let round = 0; round < 2; round++) {
    for (const to of people) {
      for (const from of people) {
        pull(to, from);
      }
    }
  }
}

/** The logs of somebody, in an order that depends on nothing else. */
function logsOf({database}: Person): unknown[] {
  return database.rooms
    .logs(ROOM)
    .map(({name, base, last, chain}) => [
      name.author,
      name.epoch,
      base,
      last,
      Buffer.from(chain).toString('hex'),
    ])
    .sort();
}

test('R8: whatever is said, erased and passed on, everybody ends up with the same logs and sees the same', () => {
  fc.assert(
    fc.property(fc.array(step, {maxLength: 30}), steps => {
      const people = threePeople();
      for (const one of steps) {
        take(people, one);
      }
      settle(people);
      const newcomer = person('dan', 4);
      introduce([...people, newcomer]);
      pull(newcomer, people[1] as Person);
      for (const one of people) {
        one.database.removeExpired(LATER, 100_000);
      }
      newcomer.database.removeExpired(LATER, 100_000);
      const [ann, ...others] = people;
      for (const one of [...others, newcomer]) {
        expect(logsOf(one)).toEqual(logsOf(ann));
      }
      // Of what was erased before it came nothing is known, so that some see its place and others do not.
      const alive = (one: Person) => shown(one, people).filter(line => !line.includes('(deleted)'));
      for (const one of [...others, newcomer]) {
        expect(alive(one)).toEqual(alive(ann));
      }
      for (const {database} of people) {
        const {entries} = database.historyBefore(ROOM, null, 10_000);
        expect(entries.filter(({unread}) => unread)).toHaveLength(database.conversation(ROOM)?.unread ?? 0);
        indexAll(database);
      }
      for (const {connection} of people.filter(one => one.connection.open)) {
        checkIndex(connection);
      }
    }),
    {numRuns: sized(8, 200)},
  );
}, 60_000);

/** Everything of a database that a piece could change. */
function dump({connection}: Person): string {
  const tables = ['entries', 'logs', 'heads', 'authors', 'conversations', 'forks'];
  return JSON.stringify(tables.map(table => connection.prepare(`SELECT * FROM ${table}`).raw().all()));
}

/** A piece as bytes, so that any bit of it can be flipped. */
function encode({log, first, entries, head}: RoomPiece): Buffer {
  const {author, epoch} = log;
  return Buffer.concat([head, encodeMessage({type: 'entries', author, epoch, first, entries})]);
}

function decode(bytes: Buffer): RoomPiece {
  const {author, epoch, first, entries} = decodeMessage('entries', bytes.subarray(64));
  return {log: {author, lane: 0, epoch, branch: null}, first, entries, head: bytes.subarray(0, 64)};
}

function outcomeOf(work: () => string): string {
  try {
    return work();
  } catch (error) {
    return error instanceof ProtocolError || error instanceof NatterError ? 'refused' : 'no protocol';
  }
}

test('R7: a flipped bit anywhere in a piece stores nothing', () => {
  const people = threePeople();
  const [ann, bob] = people;
  write(ann, [text('one'), text('two', {mentions: [Buffer.alloc(8, 3)]})]);
  pull(bob, ann);
  write(ann, [text('three'), text('four')]);
  const [log] = ann.database.rooms.logs(ROOM);
  const good = encode((log && ann.database.rooms.pieceAfter(ROOM, log.name, 2, 64)) as RoomPiece);
  const before = dump(bob);
  const changed: string[] = [];
  for (let bit = 0; bit < good.length * 8; bit += sized(3, 1)) {
    const bad = Buffer.from(good);
    bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const outcome = outcomeOf(() => {
      const piece = decode(bad);
      return encode(piece).equals(good) ? 'the same' : hand(bob, piece).type; // flags that nobody knows are left out
    });
    if (outcome === 'stored' || outcome === 'no protocol' || dump(bob) !== before) {
      changed.push(`${bit}: ${outcome}`);
    }
  }
  expect(changed).toEqual([]);
  expect(hand(bob, decode(good))).toMatchObject({type: 'stored', count: 2});
});

test('R11: a log that begins anywhere in the middle ends with the same hash as the whole one', () => {
  const sizes = fc.array(fc.integer({min: 1, max: 30}), {minLength: 1, maxLength: 12});
  fc.assert(
    fc.property(sizes, fc.nat(1000), (commits, choice) => {
      const [ann, bob] = threePeople();
      for (const [index, count] of commits.entries()) {
        write(
          ann,
          Array.from({length: count}, (_, place) => text(`${index} ${place}`)),
        );
      }
      const [whole] = ann.database.rooms.logs(ROOM);
      if (whole === undefined) {
        throw new Error('nothing was said');
      }
      const sequence = choice % whole.last;
      const chain = ann.database.rooms.chainAt(ROOM, whole.name, sequence) ?? Buffer.alloc(0);
      for (let after = sequence; after < whole.last; ) {
        const piece = ann.database.rooms.pieceAfter(ROOM, whole.name, after, 64) as RoomPiece;
        hand(bob, piece, {base: {sequence, chain: Buffer.from(chain)}});
        after += piece.entries.length;
      }
      expect(bob.database.rooms.logs(ROOM)).toEqual([{...whole, base: sequence}]);
      const held: readonly WireEntry[] =
        bob.database.rooms.pieceAfter(ROOM, whole.name, sequence, 1)?.entries ?? [];
      expect(held[0]).toMatchObject({kind: 'text'});
    }),
    {numRuns: sized(4, 60)},
  );
}, 30_000);

/** What happens around somebody who is removed: who says or gets something, and when each of the others hears of it. */
const around = fc.oneof(
  fc.record({type: fc.constant('say' as const), who, count: fc.integer({min: 1, max: 5})}),
  fc.record({type: fc.constant('react' as const), who, at: fc.nat(50)}),
  fc.record({type: fc.constant('pull' as const), who, from: who}),
  fc.record({type: fc.constant('hear' as const), who: fc.nat(1)}),
  fc.record({type: fc.constant('block' as const), on: fc.boolean()}),
);

test('whenever each hears that somebody was removed, all see the same of what they wrote', () => {
  fc.assert(
    fc.property(fc.array(around, {maxLength: 25}), fc.array(around, {maxLength: 25}), (before, after) => {
      const people = threePeople();
      const [ann, bob, eve] = people;
      const members = (keeps: readonly KeptLog[] | null) =>
        people.map(({key}) => ({key, level: 1, keeps: key === eve.key ? keeps : null}));
      let keeps: readonly KeptLog[] | null = null;
      const hear = (one: Person) =>
        one.database.rooms.saveMembership(ROOM, {members: members(keeps), hidden: []});
      const setBlocked = (on: boolean) =>
        bob.database.savePeer({
          ...{key: eve.key, name: 'eve', relation: on ? 'blocked' : 'contact', verified: false},
          ...{address: null, lastSeen: 0, held: false},
        });
      const run = (one: (typeof before)[number]) => {
        switch (one.type) {
          case 'say':
            return void write(
              people[one.who] as Person,
              Array.from({length: one.count}, (_, index) => text(`${index}`)),
            );
          case 'react':
            return take(people, {...one, type: 'point', kind: 'reaction', body: '👍'});
          case 'pull':
            return void pull(people[one.who] as Person, people[one.from] as Person);
          case 'hear':
            return void hear(people[one.who] as Person);
          case 'block':
            return setBlocked(one.on);
        }
      };
      before.forEach(run);
      keeps = ann.database.rooms
        .logs(ROOM)
        .filter(({name}) => name.author === eve.key)
        .map(({name: {epoch}, last: sequence, chain}) => ({epoch, sequence, chain: chain.subarray(0, 16)}));
      after.forEach(run);
      for (const one of [ann, bob]) {
        hear(one);
      }
      setBlocked(false);
      settle([ann, bob]);
      const dan = person('dan', 4);
      dan.database.rooms.saveMembership(ROOM, {members: members(keeps), hidden: []});
      pull(dan, ann);
      expect(shown(bob, people)).toEqual(shown(ann, people));
      expect(shown(dan, people)).toEqual(shown(ann, people));
      for (const {database, connection} of [ann, bob, dan]) {
        const {entries} = database.historyBefore(ROOM, null, 10_000);
        expect(entries.filter(({unread}) => unread)).toHaveLength(database.conversation(ROOM)?.unread ?? 0);
        indexAll(database);
        checkIndex(connection);
      }
    }),
    {numRuns: sized(8, 200)},
  );
}, 60_000);
