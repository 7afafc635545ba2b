import {describe, expect, test} from '@jest/globals';
import type {Database} from '../../../../src/storage/types.ts';
import {ADA_RANK, BOB, BOB_RANK, draft, EVE, memoryDatabase, NOW, texts} from '../../support.ts';

type Page = {entries: readonly {body: string}[]; more: boolean};
const bodies = (page: Page) => [...page.entries.map(entry => entry.body), page.more ? 'more' : 'all'];

/** Bob's entries have clocks 1 to 9; ours come between them. */
function conversation(): Database {
  const {database} = memoryDatabase();
  database.appendRemote(BOB, BOB, 5, 1, texts(1, 2, 3));
  database.appendOwn(BOB, [draft('own 4'), draft('own 5')]);
  const later = texts(3, 4, 9).map(entry => ({...entry, time: entry.time + 1}));
  database.appendRemote(BOB, BOB, 6, 1, later);
  return database;
}

describe('history', () => {
  test('is ordered by clock, then rank, then row', () => {
    const {entries} = conversation().historyBefore(BOB, null, 10);
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
    expect(bodies(database.historyBefore(BOB, null, 3))).toEqual(['at 4', 'own 5', 'at 9', 'more']);
    expect(bodies(database.historyBefore(BOB, [4, BOB_RANK, 7], 3))).toEqual([
      'at 3',
      'at 3',
      'own 4',
      'more',
    ]);
    expect(bodies(database.historyBefore(BOB, [3, BOB_RANK, 3], 2))).toEqual(['at 1', 'at 2', 'all']);
    expect(bodies(database.historyBefore(BOB, [1, BOB_RANK, 1], 2))).toEqual(['all']);
    expect(bodies(database.historyBefore(BOB, null, 8))).toHaveLength(9);
    expect(database.historyBefore(BOB, null, 8).more).toBe(false);
    expect(database.historyBefore(BOB, null, 7).more).toBe(true);
  });

  test('pages forwards', () => {
    const database = conversation();
    expect(bodies(database.historyAfter(BOB, [0, 0, 0], 2))).toEqual(['at 1', 'at 2', 'more']);
    expect(bodies(database.historyAfter(BOB, [3, BOB_RANK, 3], 2))).toEqual(['at 3', 'own 4', 'more']);
    expect(bodies(database.historyAfter(BOB, [5, ADA_RANK, 5], 2))).toEqual(['at 9', 'all']);
    expect(bodies(database.historyAfter(BOB, [9, BOB_RANK, 8], 2))).toEqual(['all']);
  });

  test('shows texts and actions of one conversation only', () => {
    const {database} = memoryDatabase();
    const target = {own: true, epoch: 1, sequence: 1};
    database.appendOwn(BOB, [
      draft('text'),
      {...draft('waves'), kind: 'action'},
      {...draft('edited'), kind: 'edit', target},
      {...draft('+1'), kind: 'reaction', target},
    ]);
    database.appendOwn(EVE, [draft('to Eve')]);
    expect(bodies(database.historyBefore(BOB, null, 9))).toEqual(['text', 'waves', 'all']);
    expect(bodies(database.historyBefore(EVE, null, 9))).toEqual(['to Eve', 'all']);
  });

  test('of nobody is empty', () => {
    const {database} = memoryDatabase();
    expect(database.historyBefore(BOB, null, 9)).toEqual({entries: [], more: false});
    expect(database.historyAfter(BOB, [0, 0, 0], 9)).toEqual({entries: [], more: false});
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
    database.appendRemote(BOB, BOB, 5, 1, texts(1, 2));
    database.appendRemote(EVE, EVE, 5, 1, texts(1));
    database.appendOwn(EVE, [draft('x')]);
    expect(database.conversations()).toEqual([
      {id: BOB, unread: 2, lastActivity: NOW - 998, lastRead: null, expiry: null, muted: false},
      {id: EVE, unread: 1, lastActivity: NOW, lastRead: null, expiry: null, muted: false},
    ]);
    expect(database.conversation(EVE)).toEqual({
      id: EVE,
      unread: 1,
      lastActivity: NOW,
      lastRead: null,
      expiry: null,
      muted: false,
    });
    expect(database.conversation('nobody')).toBeNull();
  });

  test('do not fall back in activity when an older entry arrives late', () => {
    const {database} = memoryDatabase();
    database.appendOwn(BOB, [draft('x')]);
    database.appendRemote(BOB, BOB, 5, 1, texts(1));
    expect(database.conversation(BOB)?.lastActivity).toBe(NOW);
  });
});

describe('markRead', () => {
  test('leaves unread what others wrote after the mark', () => {
    const database = conversation();
    expect(database.conversation(BOB)?.unread).toBe(6);
    const row = database.markRead(BOB, [3, BOB_RANK, 6]);
    expect(row).toEqual({
      id: BOB,
      unread: 2,
      lastActivity: NOW,
      lastRead: [3, BOB_RANK, 6],
      expiry: null,
      muted: false,
    });
    expect(database.conversation(BOB)).toEqual(row);
    expect(database.markRead(BOB, [9, BOB_RANK, 8]).unread).toBe(0);
  });

  test('only moves forwards', () => {
    const database = conversation();
    database.markRead(BOB, [4, BOB_RANK, 7]);
    const row = database.markRead(BOB, [1, BOB_RANK, 1]);
    expect(row).toMatchObject({unread: 1, lastRead: [4, BOB_RANK, 7]});
    expect(database.markRead(BOB, [4, ADA_RANK, 99]).lastRead).toEqual([4, BOB_RANK, 7]);
  });

  test('does not count reactions, nor our own entries', () => {
    const {database} = memoryDatabase();
    database.appendRemote(BOB, BOB, 5, 1, texts(1));
    database.appendRemote(BOB, BOB, 5, 2, [
      {clock: 2, time: NOW, kind: 'reaction', target: {own: false, epoch: 1, sequence: 1}, body: '+1'},
      ...texts(3),
    ]);
    database.appendOwn(BOB, [draft('own')]);
    expect(database.markRead(BOB, [1, BOB_RANK, 1]).unread).toBe(1);
  });

  test('of a conversation that is not there reads nothing and makes none', () => {
    const {database} = memoryDatabase();
    expect(database.markRead(BOB, [1, 1, 1])).toEqual({
      id: BOB,
      unread: 0,
      lastActivity: 0,
      lastRead: null,
      expiry: null,
      muted: false,
    });
    expect(database.conversations()).toEqual([]);
  });

  test('counts an author whose rank is ours by its log', () => {
    const {database} = memoryDatabase();
    const twin = `${'11'.repeat(6)}${'44'.repeat(26)}`;
    database.appendRemote(twin, twin, 5, 1, texts(1, 2));
    database.appendOwn(twin, [draft('own')]);
    expect(database.markRead(twin, [1, ADA_RANK, 1]).unread).toBe(1);
  });
});

describe('readPositions', () => {
  test('tell for each log how far the mark covers it', () => {
    const {database} = memoryDatabase();
    database.appendRemote(BOB, BOB, 5, 1, texts(1, 2, 6));
    database.appendRemote(BOB, BOB, 7, 1, texts(3, 4));
    database.appendRemote(BOB, BOB, 8, 1, texts(9));
    expect(database.readPositions(BOB, BOB)).toEqual([]);
    database.markRead(BOB, [3, BOB_RANK, 4]);
    expect(database.readPositions(BOB, BOB)).toEqual([
      {epoch: 5, sequence: 2},
      {epoch: 7, sequence: 1},
    ]);
    database.markRead(BOB, [9, BOB_RANK, 6]);
    expect(database.readPositions(BOB, BOB)).toEqual([
      {epoch: 5, sequence: 3},
      {epoch: 7, sequence: 2},
      {epoch: 8, sequence: 1},
    ]);
    expect(database.readPositions(BOB, EVE)).toEqual([]);
    expect(database.readPositions(EVE, BOB)).toEqual([]);
  });

  test('do not cover an entry that arrives late above the mark, until it was seen too', () => {
    const {database} = memoryDatabase();
    database.appendRemote(BOB, BOB, 5, 1, texts(1));
    const [, own] = database.appendOwn(BOB, [draft('own'), draft('own')]);
    const mark = [own?.clock ?? 0, ADA_RANK, own?.row ?? 0] as const;
    database.markRead(BOB, mark);
    database.appendRemote(BOB, BOB, 5, 2, texts(2));
    expect(database.conversation(BOB)?.unread).toBe(1);
    expect(database.readPositions(BOB, BOB)).toEqual([{epoch: 5, sequence: 1}]);
    expect(database.markRead(BOB, mark).unread).toBe(0);
    expect(database.readPositions(BOB, BOB)).toEqual([{epoch: 5, sequence: 2}]);
  });
});
