import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import type {Database} from '../../../../src/storage/types.ts';
import type {WireEntry} from '../../../../src/wire/chat/messages.ts';
import {
  ADA,
  ADA_RANK,
  BOB,
  BOB_RANK,
  draft,
  EVE,
  memoryDatabase,
  NOW,
  named,
  SALT,
  texts,
  USUAL,
  WITH_ADA,
  WITH_BOB,
  WITH_EVE,
} from '../../support.ts';

type Page = {entries: readonly {body: string}[]; more: boolean};
const bodies = (page: Page) => [...page.entries.map(entry => entry.body), page.more ? 'more' : 'all'];

/** Bob's entries have clocks 1 to 9; ours come between them. */
function conversation(): Database {
  const {database} = memoryDatabase();
  database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1, 2, 3));
  database.appendOwn(WITH_BOB, [draft('own 4'), draft('own 5')]);
  const later = texts(3, 4, 9).map(entry => ({...entry, time: entry.time + 1}));
  database.appendRemote(WITH_BOB, BOB, 6, 1, later);
  return database;
}

describe('history', () => {
  test('is ordered by clock, then rank, then row', () => {
    const {entries} = conversation().historyBefore(WITH_BOB, null, 10);
    expect(entries.map(({clock, rank, row, body}) => [clock, rank, row, body])).toEqual([
      [1, BOB_RANK, 1, 'at 1'],
      [2, BOB_RANK, 2, 'at 2'],
      [3, BOB_RANK, 3, 'at 3'],
      [3, BOB_RANK, 6, 'at 3'],
      [4, ADA_RANK, 4, 'own 4'],
      [4, BOB_RANK, 7, 'at 4'],
      [5, ADA_RANK, 5, 'own 5'],
      [9, BOB_RANK, 8, 'at 9'],
    ]);
  });

  test('pages backwards without a hole or an entry twice, and says where it ends', () => {
    const database = conversation();
    expect(bodies(database.historyBefore(WITH_BOB, null, 3))).toEqual(['at 4', 'own 5', 'at 9', 'more']);
    expect(bodies(database.historyBefore(WITH_BOB, [4, BOB_RANK, 7], 3))).toEqual([
      'at 3',
      'at 3',
      'own 4',
      'more',
    ]);
    expect(bodies(database.historyBefore(WITH_BOB, [3, BOB_RANK, 3], 2))).toEqual(['at 1', 'at 2', 'all']);
    expect(bodies(database.historyBefore(WITH_BOB, [1, BOB_RANK, 1], 2))).toEqual(['all']);
    expect(bodies(database.historyBefore(WITH_BOB, null, 8))).toHaveLength(9);
    expect(database.historyBefore(WITH_BOB, null, 8).more).toBe(false);
    expect(database.historyBefore(WITH_BOB, null, 7).more).toBe(true);
  });

  test('pages forwards', () => {
    const database = conversation();
    expect(bodies(database.historyAfter(WITH_BOB, [0, 0, 0], 2))).toEqual(['at 1', 'at 2', 'more']);
    expect(bodies(database.historyAfter(WITH_BOB, [3, BOB_RANK, 3], 2))).toEqual(['at 3', 'own 4', 'more']);
    expect(bodies(database.historyAfter(WITH_BOB, [5, ADA_RANK, 5], 2))).toEqual(['at 9', 'all']);
    expect(bodies(database.historyAfter(WITH_BOB, [9, BOB_RANK, 8], 2))).toEqual(['all']);
  });

  test('shows texts and actions of one conversation only', () => {
    const {database} = memoryDatabase();
    const target = {author: ADA, epoch: 1, sequence: 1};
    database.appendOwn(WITH_BOB, [
      draft('text'),
      {...draft('waves'), kind: 'action'},
      {...draft('edited'), kind: 'edit', target},
      {...draft('+1'), kind: 'reaction', target},
    ]);
    database.appendOwn(WITH_EVE, [draft('to Eve')]);
    expect(bodies(database.historyBefore(WITH_BOB, null, 9))).toEqual(['text', 'waves', 'all']);
    expect(bodies(database.historyBefore(WITH_EVE, null, 9))).toEqual(['to Eve', 'all']);
  });

  test('of nobody is empty', () => {
    const {database} = memoryDatabase();
    expect(database.historyBefore(WITH_BOB, null, 9)).toEqual({entries: [], more: false});
    expect(database.historyAfter(WITH_BOB, [0, 0, 0], 9)).toEqual({entries: [], more: false});
  });

  test('runs along the index, without sorting, wherever it begins', () => {
    const {connection} = memoryDatabase();
    const plan = (condition: string, order: string) =>
      connection
        .prepare<[], {detail: string}>(
          `EXPLAIN QUERY PLAN SELECT e.row, a.key FROM entries e CROSS JOIN logs l ON l.log = e.log
           CROSS JOIN authors a ON a.author = l.author
           WHERE e.conversation = 1 AND e.kind <= 2 ${condition} ORDER BY ${order} LIMIT 50`,
        )
        .all()
        .map(step => step.detail);
    const joins = [
      'SEARCH l USING INTEGER PRIMARY KEY (rowid=?)',
      'SEARCH a USING INTEGER PRIMARY KEY (rowid=?)',
    ];
    const index = 'SEARCH e USING INDEX entries_in_order';
    expect(plan('', 'e.clock DESC, e.rank DESC, e.row DESC')).toEqual([
      `${index} (conversation=?)`,
      ...joins,
    ]);
    expect(plan('AND (e.clock, e.rank, e.row) < (5, 6, 7)', 'e.clock DESC, e.rank DESC, e.row DESC')).toEqual(
      [`${index} (conversation=? AND (clock,rank)<(?,?))`, ...joins],
    );
    expect(plan('AND (e.clock, e.rank, e.row) > (5, 6, 7)', 'e.clock, e.rank, e.row')).toEqual([
      `${index} (conversation=? AND (clock,rank)>(?,?))`,
      ...joins,
    ]);
  });
});

describe('conversations', () => {
  test('know their newest activity and what is unread', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1, 2));
    database.appendRemote(WITH_EVE, EVE, 5, 1, texts(1));
    database.appendOwn(WITH_EVE, [draft('x')]);
    expect(database.conversations()).toEqual([
      {id: BOB, unread: 2, lastActivity: NOW - 998, expiry: null, muted: false, ...USUAL},
      {id: EVE, unread: 1, lastActivity: NOW, expiry: null, muted: false, ...USUAL},
    ]);
    expect(database.conversation(WITH_EVE)).toEqual({
      id: EVE,
      unread: 1,
      lastActivity: NOW,

      expiry: null,
      muted: false,
      ...USUAL,
    });
    expect(database.conversation(WITH_ADA)).toBeNull();
  });

  test('do not fall back in activity when an older entry arrives late', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('x')]);
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1));
    expect(database.conversation(WITH_BOB)?.lastActivity).toBe(NOW);
  });
});

describe('markRead', () => {
  test('leaves unread what was not named, wherever it stands', () => {
    const database = conversation();
    expect(database.conversation(WITH_BOB)?.unread).toBe(6);
    const row = database.markRead(WITH_BOB, named([5, 1], [5, 3], [6, 3]));
    expect(row).toEqual({id: BOB, unread: 3, lastActivity: NOW, expiry: null, muted: false, ...USUAL});
    expect(database.conversation(WITH_BOB)).toEqual(row);
    const {entries} = database.historyBefore(WITH_BOB, null, 10);
    expect(entries.filter(entry => entry.unread).map(({epoch, sequence}) => [epoch, sequence])).toEqual([
      [5, 2],
      [6, 1],
      [6, 2],
    ]);
    expect(database.markRead(WITH_BOB, named([5, 2], [6, 1], [6, 2])).unread).toBe(0);
  });

  test('counts nothing twice, nor what is not there', () => {
    const database = conversation();
    database.markRead(WITH_BOB, named([5, 2], [5, 2]));
    expect(database.markRead(WITH_BOB, named([5, 2], [5, 9], [99, 1])).unread).toBe(5);
    const own = database.historyBefore(WITH_BOB, null, 10).entries.filter(({outgoing}) => outgoing);
    expect(database.markRead(WITH_BOB, own).unread).toBe(5);
  });

  test('does not count reactions, nor our own entries', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1));
    database.appendRemote(WITH_BOB, BOB, 5, 2, [
      {
        clock: 2,
        time: NOW,
        kind: 'reaction',
        target: {author: ADA, epoch: 1, sequence: 1},
        body: '+1',
        salt: SALT,
      },
      ...texts(3),
    ]);
    database.appendOwn(WITH_BOB, [draft('own')]);
    expect(database.markRead(WITH_BOB, named([5, 1], [5, 2])).unread).toBe(1);
  });

  test('of a conversation that is not there reads nothing and makes none', () => {
    const {database} = memoryDatabase();
    expect(database.markRead(WITH_BOB, named([1, 1]))).toEqual({
      id: BOB,
      unread: 0,
      lastActivity: 0,
      expiry: null,
      muted: false,
      ...USUAL,
    });
    expect(database.conversations()).toEqual([]);
  });
});

describe('firstUnread', () => {
  test('is the one that stands first among all logs, whichever arrived first', () => {
    const {database} = memoryDatabase();
    expect(database.firstUnread(WITH_BOB)).toBeNull();
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(4, 5));
    expect(database.firstUnread(WITH_BOB)).toEqual({
      author: BOB,
      epoch: 5,
      sequence: 1,
      place: [4, BOB_RANK, 1],
    });
    database.appendRemote(WITH_BOB, BOB, 6, 1, texts(2));
    expect(database.firstUnread(WITH_BOB)).toMatchObject({epoch: 6, sequence: 1});
    database.markRead(WITH_BOB, named([5, 1], [6, 1]));
    expect(database.firstUnread(WITH_BOB)).toMatchObject({epoch: 5, sequence: 2});
    database.markRead(WITH_BOB, named([5, 2]));
    expect(database.firstUnread(WITH_BOB)).toBeNull();
  });
});

describe('readPositions', () => {
  test('tell for each log the longest beginning that was seen', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1, 2, 6));
    database.appendRemote(WITH_BOB, BOB, 7, 1, texts(3, 4));
    database.appendRemote(WITH_BOB, BOB, 8, 1, texts(9));
    expect(database.readPositions(WITH_BOB, BOB)).toEqual([]);
    database.markRead(WITH_BOB, named([5, 1], [5, 2], [7, 1]));
    expect(database.readPositions(WITH_BOB, BOB)).toEqual([
      {epoch: 5, sequence: 2},
      {epoch: 7, sequence: 1},
    ]);
    database.markRead(WITH_BOB, named([5, 3], [7, 2], [8, 1]));
    expect(database.readPositions(WITH_BOB, BOB)).toEqual([
      {epoch: 5, sequence: 3},
      {epoch: 7, sequence: 2},
      {epoch: 8, sequence: 1},
    ]);
    expect(database.readPositions(WITH_BOB, EVE)).toEqual([]);
    expect(database.readPositions(WITH_EVE, BOB)).toEqual([]);
  });

  test('stop at what was not seen: of 80 with the last 27 on the screen, none is told to be read', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(...Array.from({length: 80}, (_, index) => index + 1)));
    const seen = Array.from({length: 27}, (_, index) => [5, 54 + index] as const);
    expect(database.markRead(WITH_BOB, named(...seen)).unread).toBe(53);
    expect(database.readPositions(WITH_BOB, BOB)).toEqual([]);
    const rest = Array.from({length: 53}, (_, index) => [5, 1 + index] as const);
    database.markRead(WITH_BOB, named(...rest));
    expect(database.readPositions(WITH_BOB, BOB)).toEqual([{epoch: 5, sequence: 80}]);
  });

  test('pass over what is not shown', () => {
    const {database} = memoryDatabase();
    const reaction = (clock: number): WireEntry => ({
      ...{clock, time: NOW, kind: 'reaction', body: '+1', salt: SALT},
      target: {author: ADA, epoch: 1, sequence: 1},
    });
    database.appendRemote(WITH_BOB, BOB, 5, 1, [...texts(1), reaction(2), ...texts(3)]);
    database.markRead(WITH_BOB, named([5, 3]));
    expect(database.readPositions(WITH_BOB, BOB)).toEqual([]);
    database.markRead(WITH_BOB, named([5, 1]));
    expect(database.readPositions(WITH_BOB, BOB)).toEqual([{epoch: 5, sequence: 3}]);
    database.appendRemote(WITH_BOB, BOB, 5, 4, [reaction(4)]);
    expect(database.readPositions(WITH_BOB, BOB)).toEqual([{epoch: 5, sequence: 4}]);
  });

  test('do not cover an entry that arrives late, above all that was seen, until it was seen too', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1));
    database.appendOwn(WITH_BOB, [draft('own'), draft('own')]);
    database.markRead(WITH_BOB, named([5, 1]));
    database.appendRemote(WITH_BOB, BOB, 5, 2, texts(2));
    expect(database.conversation(WITH_BOB)?.unread).toBe(1);
    expect(database.readPositions(WITH_BOB, BOB)).toEqual([{epoch: 5, sequence: 1}]);
    expect(database.markRead(WITH_BOB, named([5, 2])).unread).toBe(0);
    expect(database.readPositions(WITH_BOB, BOB)).toEqual([{epoch: 5, sequence: 2}]);
  });

  test('say the same whatever the order in which entries were seen', () => {
    fc.assert(
      fc.property(fc.array(fc.subarray(Array.from({length: 12}, (_, index) => index + 1))), looks => {
        const {database} = memoryDatabase();
        database.appendRemote(
          WITH_BOB,
          BOB,
          5,
          1,
          texts(...Array.from({length: 12}, (_, index) => index + 1)),
        );
        const seen = new Set<number>();
        for (const look of looks) {
          database.markRead(WITH_BOB, named(...look.map(sequence => [5, sequence] as const)));
          look.forEach(sequence => void seen.add(sequence));
          let read = 0;
          while (seen.has(read + 1)) {
            read += 1;
          }
          expect(database.conversation(WITH_BOB)?.unread).toBe(12 - seen.size);
          expect(database.readPositions(WITH_BOB, BOB)).toEqual(
            read === 0 ? [] : [{epoch: 5, sequence: read}],
          );
          expect(database.firstUnread(WITH_BOB)?.sequence ?? 13).toBe(read + 1);
        }
      }),
      {numRuns: 100},
    );
  });
});
