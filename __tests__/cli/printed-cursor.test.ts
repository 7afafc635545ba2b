import {expect, test} from '@jest/globals';
import {openPrintedCursor} from '../../src/cli/printed-cursor.ts';
import type {Core, EntryView} from '../../src/core/api/api.ts';
import {entry} from '../support/facts.ts';

const PAGE = 256;

/** A core that stores messages of others in the given rows; `kept` is how far they were told. */
function coreWith(rows: readonly number[], start: number | null) {
  const kept: number[] = [];
  const stored = rows.map((row): EntryView => {
    const view = entry(row);
    return {...view, order: [view.order[0], view.order[1], row]};
  });
  const newest = Math.max(0, ...rows);
  const core = {
    async query(query: {type: string; row: number; limit: number}) {
      if (query.type === 'cursor') {
        return {row: start, newest};
      }
      const entries = stored.filter(one => one.order[2] > query.row).slice(0, query.limit);
      const last = entries.at(-1)?.order[2] ?? newest;
      return {entries, next: last < newest ? last : null};
    },
    async perform(action: {row: number}) {
      kept.push(action.row);
      return null;
    },
  } as unknown as Core;
  return {core, kept};
}

async function allMissed(missed: AsyncGenerator<readonly EntryView[]>): Promise<readonly number[]> {
  const found: number[] = [];
  for await (const page of missed) {
    found.push(...page.map(one => one.order[2]));
  }
  return found;
}

test('the history of a profile that never ran this way is no news', async () => {
  const {core, kept} = coreWith([1, 2, 3], null);
  const cursor = await openPrintedCursor(core);
  expect(await allMissed(cursor.missed())).toEqual([]);
  expect(kept).toEqual([3]);
});

test('all that was not printed comes once, over more than one page', async () => {
  const rows = Array.from({length: PAGE * 2 + 3}, (_, index) => index + 1);
  const {core, kept} = coreWith(rows, 2);
  const cursor = await openPrintedCursor(core);
  expect(await allMissed(cursor.missed())).toEqual(rows.slice(2));
  expect(kept).toEqual([rows.length]);
});

test('what is received meanwhile does not pass over what is not printed yet', async () => {
  const {core, kept} = coreWith([1, 2, 3], 1);
  const cursor = await openPrintedCursor(core);
  const missed = cursor.missed();
  await missed.next();
  cursor.printed(7);
  expect(kept).toEqual([]);
  cursor.printed(3);
  expect(kept).toEqual([3]);
  await missed.next();
  expect(kept).toEqual([3, 7]);
  cursor.printed(5);
  cursor.printed(8);
  expect(kept).toEqual([3, 7, 8]);
});

test('a cursor that cannot be kept ends nothing', async () => {
  const {core} = coreWith([], 0);
  const cursor = await openPrintedCursor({...core, perform: () => Promise.reject(new Error('disk full'))});
  cursor.printed(1);
});
