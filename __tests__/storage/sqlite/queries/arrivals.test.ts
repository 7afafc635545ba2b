import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {directWith} from '../../../../src/lib/conversation.ts';
import type {Database, EntryRow} from '../../../../src/storage/types.ts';
import {
  ADA,
  BOB,
  draft,
  EVE,
  memoryDatabase,
  rewriteWhole,
  SALT,
  texts,
  WITH_BOB,
  WITH_EVE,
} from '../../support.ts';

/** All that came in behind a row, in pages. */
function arrived(database: Database, row: number, limit: number): EntryRow[] {
  const all: EntryRow[] = [];
  for (let next: number | null = row; next !== null; ) {
    const page: {entries: EntryRow[]; next: number | null} = database.arrivedAfter(next, limit);
    expect(page.entries.length).toBeLessThanOrEqual(limit);
    all.push(...page.entries);
    next = page.next;
  }
  return all;
}

const bodies = (rows: readonly EntryRow[]) => rows.map(({body}) => body);

describe('what came in', () => {
  test('stands in the order in which it was stored, without own words, reactions and what was deleted', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_EVE, EVE, 3, 1, texts(70, 80));
    database.appendOwn(WITH_BOB, [draft('own')]);
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(2, 3));
    const gone = {author: EVE, epoch: 3, sequence: 2};
    const own = {author: ADA, epoch: database.ownLogs(WITH_BOB)[0]?.epoch ?? 0, sequence: 1};
    database.appendRemote(WITH_EVE, EVE, 3, 3, [
      {clock: 81, time: 1, kind: 'delete', target: gone, body: '', salt: SALT},
    ]);
    database.appendRemote(WITH_BOB, BOB, 5, 3, [
      {clock: 4, time: 1, kind: 'reaction', target: own, body: '+', salt: SALT},
      {clock: 5, time: 1, kind: 'action', target: null, body: 'waves', salt: SALT},
    ]);
    const found = arrived(database, 0, 10);
    expect(bodies(found)).toEqual(['at 70', 'at 2', 'at 3', 'waves']);
    expect(found.map(({conversation}) => conversation)).toEqual([WITH_EVE, WITH_BOB, WITH_BOB, WITH_BOB]);
    expect(bodies(arrived(database, found[1]?.row ?? 0, 10))).toEqual(['at 3', 'waves']);
    expect(database.arrivedAfter(database.newestRow(), 10)).toEqual({entries: [], next: null});
  });

  test('is whole, whatever stands between it and however it is cut into pages', () => {
    const step = fc.record({mine: fc.boolean(), from: fc.constantFrom(BOB, EVE), count: fc.nat(5)});
    fc.assert(
      fc.property(fc.array(step, {maxLength: 12}), fc.integer({min: 1, max: 7}), (steps, limit) => {
        const {database} = memoryDatabase();
        const held = {[BOB]: 0, [EVE]: 0};
        const expected: string[] = [];
        for (const {mine, from, count} of steps) {
          const clocks = Array.from({length: count}, (_, index) => (held[from] ?? 0) + index + 1);
          if (mine) {
            database.appendOwn(directWith(from), clocks.map(String).map(draft));
          } else if (count > 0) {
            database.appendRemote(directWith(from), from, 9, (held[from] ?? 0) + 1, texts(...clocks));
            held[from] = (held[from] ?? 0) + count;
            expected.push(...clocks.map(clock => `at ${clock}`));
          }
        }
        expect(bodies(arrived(database, 0, limit))).toEqual(expected);
      }),
      {numRuns: 40},
    );
  });

  test('is looked for in bounded pieces', () => {
    const {database} = memoryDatabase();
    for (let part = 0; part < 5; part++) {
      database.appendOwn(
        WITH_BOB,
        Array.from({length: 1000}, (_, index) => draft(`${part} ${index}`)),
      );
    }
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1));
    const first = database.arrivedAfter(0, 10);
    expect(first).toEqual({entries: [], next: 4096});
    expect(bodies(database.arrivedAfter(4096, 10).entries)).toEqual(['at 1']);
  });
});

describe('the cursor', () => {
  test('is kept for each front end', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1, 2, 3));
    expect(database.cursor('headless')).toBeNull();
    database.saveCursor('headless', 2);
    database.saveCursor('other', 3);
    database.saveCursor('headless', 1);
    expect([database.cursor('headless'), database.cursor('other')]).toEqual([1, 3]);
  });

  test('misses nothing that takes the place of a forgotten conversation', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1));
    database.appendRemote(WITH_EVE, EVE, 5, 1, texts(7, 8, 9));
    database.saveCursor('headless', database.newestRow());
    database.forgetPeer(EVE);
    expect(arrived(database, 0, 10)).toHaveLength(1);
    rewriteWhole(database);
    database.saveCursor('headless', database.cursor('headless') ?? 0);
    database.appendRemote(WITH_BOB, BOB, 5, 2, texts(2, 3));
    expect(bodies(arrived(database, database.cursor('headless') ?? 0, 10))).toEqual(['at 2', 'at 3']);
  });

  test('never stands behind what is stored', () => {
    const {database} = memoryDatabase();
    database.saveCursor('headless', 1e9);
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1));
    expect(bodies(arrived(database, database.cursor('headless') ?? 0, 10))).toEqual(['at 1']);
  });
});
