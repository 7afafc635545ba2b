import {beforeEach, describe, expect, test} from '@jest/globals';
import type {Database} from '../../../src/storage/types.ts';
import type {WireEntry} from '../../../src/wire/chat/messages.ts';
import {
  ADA,
  BOB,
  draft,
  EVE,
  memoryDatabase,
  named,
  SALT,
  texts,
  USUAL,
  WITH_BOB,
  WITH_EVE,
} from '../support.ts';

const EPOCH = 5;
let database: Database;

beforeEach(() => {
  database = memoryDatabase().database;
});

/** Entries of Bob that are shown, but for those that are named: reactions to nothing that is here. */
function arrive(count: number, ...notShown: readonly number[]): void {
  const target = {author: ADA, epoch: 99, sequence: 1};
  const entries = texts(...Array.from({length: count}, (_, index) => index + 1)).map(
    (entry, index): WireEntry =>
      notShown.includes(index + 1)
        ? ({...entry, kind: 'reaction', body: '👍', target, salt: SALT} as WireEntry)
        : entry,
  );
  database.appendRemote(WITH_BOB, BOB, EPOCH, 1, entries);
}

const see = (...sequences: readonly number[]) =>
  database.markRead(WITH_BOB, named(...sequences.map(sequence => [EPOCH, sequence] as const))).unread;

/** What the wire tells Bob: all up to here was read. */
const told = () => database.readPositions(WITH_BOB, BOB)[0]?.sequence ?? 0;

const firstUnread = () => database.firstUnread(WITH_BOB)?.sequence ?? null;

describe('what was read', () => {
  test.each<[string, readonly number[], readonly number[], number, number, number | null]>([
    ['the first', [1], [], 1, 4, 2],
    ['one beyond a gap is not told yet', [3], [], 0, 4, 1],
    ['the gap is closed', [3, 4, 1, 2], [], 4, 1, 5],
    ['a gap of one', [1, 3, 2], [], 3, 2, 4],
    ['all, backwards', [5, 4, 3, 2, 1], [], 5, 0, null],
    ['the last alone', [5], [], 0, 4, 1],
    ['what is not shown is passed over', [1], [2, 3], 3, 2, 4],
    ['what is not shown behind a gap is not', [3], [2], 0, 3, 1],
    ['a range right behind what is not shown', [1, 4, 5], [2, 3], 5, 0, null],
    ['what is not shown cannot be read', [2], [2], 0, 4, 1],
  ])('%s', (_, seen, notShown, upTo, unread, first) => {
    arrive(5, ...notShown);
    let left = -1;
    for (const sequence of seen) {
      left = see(sequence);
    }
    expect(told()).toBe(upTo);
    expect(left).toBe(unread);
    expect(firstUnread()).toBe(first);
    expect(database.conversation(WITH_BOB)?.unread).toBe(unread);
  });

  test('counts once, however often it is seen, and also twice in one call', () => {
    arrive(5);
    expect([see(3, 3), see(3), see(1), see(1)]).toEqual([4, 4, 3, 3]);
  });

  test('is nothing of what is not here, or is our own', () => {
    arrive(2);
    const [own] = database.appendOwn(WITH_BOB, [draft('mine')]);
    const names = [
      ...named([EPOCH, 3], [6, 1]),
      {author: EVE, epoch: EPOCH, sequence: 1},
      {author: ADA, epoch: own?.epoch ?? 0, sequence: 1},
    ];
    expect(database.markRead(WITH_BOB, names).unread).toBe(2);
    expect(told()).toBe(0);
  });

  test('in a conversation that is not here is nothing', () => {
    const nothing = {id: EVE, unread: 0, lastActivity: 0, expiry: null, muted: false, ...USUAL};
    expect(database.markRead(WITH_EVE, named([EPOCH, 1]))).toEqual(nothing);
    expect([database.firstUnread(WITH_EVE), database.readPositions(WITH_EVE, EVE)]).toEqual([null, []]);
  });

  test('goes on over what comes later and is not shown', () => {
    arrive(1);
    see(1);
    const target = {author: ADA, epoch: 99, sequence: 1};
    const [entry] = texts(2);
    database.appendRemote(WITH_BOB, BOB, EPOCH, 2, [
      {...entry, kind: 'reaction', body: '👍', target} as WireEntry,
    ]);
    expect(told()).toBe(2);
  });

  test('begins with the one that stands first, whichever log it is in', () => {
    database.appendRemote(WITH_BOB, BOB, 7, 1, texts(20, 21));
    database.appendRemote(WITH_BOB, BOB, 8, 1, texts(10, 30));
    expect(database.firstUnread(WITH_BOB)).toMatchObject({author: BOB, epoch: 8, sequence: 1});
    database.markRead(WITH_BOB, named([8, 1]));
    expect(database.firstUnread(WITH_BOB)).toMatchObject({author: BOB, epoch: 7, sequence: 1});
  });
});

describe('what a recipient has of ours', () => {
  test('begins to live with its first acknowledgement: what was acknowledged before does not begin again', () => {
    database.appendOwn(WITH_BOB, [{...draft('60'), kind: 'expire'}]);
    database.appendOwn(WITH_BOB, [draft('one'), draft('two'), draft('three')]);
    const ends = () => database.ownEntries(WITH_BOB, 1, 1, 9).map(({expiresAt}) => expiresAt);
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 2}, 1000);
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 3}, 5000);
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 3}, 9000);
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 2}, 9000);
    const [one, two, three] = ends();
    expect([one, two]).toEqual([61_000, 65_000]);
    expect(three).toBeGreaterThan(1_000_000);
  });

  test('is known with its time, for each entry by the first that told of it', () => {
    database.appendOwn(WITH_BOB, ['one', 'two', 'three'].map(draft));
    const times = () =>
      [1, 2, 3].map(sequence => {
        const {delivered, read} = database.receiptOf(WITH_BOB, BOB, {epoch: 1, sequence});
        return [delivered, read];
      });
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 2}, 1000);
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 2}, 2000);
    database.markPeerRead(WITH_BOB, BOB, {epoch: 1, sequence: 1}, 3000);
    expect(times()).toEqual([
      [1000, 3000],
      [1000, null],
      [null, null],
    ]);
    database.markPeerRead(WITH_BOB, BOB, {epoch: 1, sequence: 9}, 4000); // beyond the end: up to the end
    expect(times()).toEqual([
      [1000, 3000],
      [1000, 4000],
      [4000, 4000],
    ]);
    expect(database.receiptOf(WITH_BOB, EVE, {epoch: 1, sequence: 1})).toEqual({delivered: null, read: null});
    expect(database.receiptOf(WITH_EVE, EVE, {epoch: 1, sequence: 1})).toEqual({delivered: null, read: null});
  });

  test('is kept for the last thousand; of what is older no later time is told', () => {
    database.appendOwn(
      WITH_BOB,
      Array.from({length: 1002}, (_, index) => draft(`${index}`)),
    );
    for (let sequence = 1; sequence <= 1002; sequence++) {
      database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence}, sequence);
    }
    const delivered = (sequence: number) => database.receiptOf(WITH_BOB, BOB, {epoch: 1, sequence}).delivered;
    expect([1, 2, 3, 1002].map(delivered)).toEqual([null, null, 3, 1002]);
  });

  test('goes with what moves to another log', () => {
    database.appendOwn(WITH_BOB, ['one', 'two'].map(draft));
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 1}, 1000);
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 2}, 2000);
    const {epoch} = database.rotateOwnLog(WITH_BOB, 1);
    const delivered = (at: {epoch: number; sequence: number}) =>
      database.receiptOf(WITH_BOB, BOB, at).delivered;
    expect([
      delivered({epoch: 1, sequence: 1}),
      delivered({epoch: 1, sequence: 2}),
      delivered({epoch, sequence: 1}),
    ]).toEqual([1000, null, null]);
  });
});
