import {describe, expect, test} from '@jest/globals';
import {searchWords} from '../../../../src/lib/text/search-words.ts';
import type {Database} from '../../../../src/storage/types.ts';
import {ADA, BOB, draft, EVE, memoryDatabase, texts} from '../../support.ts';

type Where = {conversation?: string; before?: number; limit?: number};

function search(database: Database, typed: string, where: Where = {}) {
  const {conversation = null, before = null, limit = 50} = where;
  const {entries, next} = database.search({words: searchWords(typed), conversation, before, limit});
  return {found: entries.map(({row, body}) => `${row} ${body}`), next, entries};
}

/** What Ada said, to Bob or to Eve; rows count from 1. */
function said(...bodies: readonly (readonly [string, string])[]): Database {
  const {database} = memoryDatabase();
  for (const [to, body] of bodies) {
    database.appendOwn(to, [draft(body)]);
  }
  return database;
}

const lunch = () =>
  said(
    [BOB, 'Café at noon'],
    [EVE, 'noon is too late'],
    [BOB, 'afternoon then'],
    [BOB, 'At NOON, not at one'],
    [EVE, 'a cafe, at last'],
  );

describe('search', () => {
  test('finds in all conversations, last stored first, without regard to case and accents', () => {
    expect(search(lunch(), 'noon').found).toEqual([
      '4 At NOON, not at one',
      '2 noon is too late',
      '1 Café at noon',
    ]);
    expect(search(lunch(), 'CAFÉ ').found).toEqual(['5 a cafe, at last', '1 Café at noon']);
  });

  test('tells conversation and author of each', () => {
    const {database} = memoryDatabase();
    database.appendOwn(EVE, [draft('at 3, I say')]);
    database.appendRemote(BOB, BOB, 5, 1, texts(3));
    expect(search(database, 'at 3').entries).toMatchObject([
      {conversation: BOB, author: BOB, outgoing: false, epoch: 5, sequence: 1, body: 'at 3'},
      {conversation: EVE, outgoing: true, body: 'at 3, I say'},
    ]);
  });

  test.each([
    ['noon at', ['4 At NOON, not at one', '1 Café at noon']],
    ['"at noon"', ['4 At NOON, not at one', '1 Café at noon']],
    ['"noon at"', []],
    ['"too late', ['2 noon is too late']],
    ['aft', ['3 afternoon then']],
    ['aft ', []],
    ['af', []],
    ['at-noon', ['4 At NOON, not at one', '1 Café at noon']],
  ])('%j finds %j', (typed, found) => {
    expect(search(lunch(), typed).found).toEqual(found);
  });

  test.each([
    '"',
    '""',
    '*',
    '"*"',
    'NEAR(',
    'NEAR(noon cafe, 1)',
    'AND',
    'noon OR',
    'NOT',
    'body:',
    'body : noon',
    '^noon',
    '{body}: noon',
    '-noon',
    '(',
    ')',
    '+',
    'a"b"c',
    '\0noon',
    '\ud800',
    '🙂',
    ' ',
    '',
    'x '.repeat(1000),
    'y'.repeat(100_000),
    '"'.repeat(10_001),
  ])('no syntax of the index gets through: %j', typed => {
    expect(() => search(lunch(), typed)).not.toThrow();
  });

  test('signs around words change nothing', () => {
    expect(search(lunch(), '(noon) AND* ^late').found).toEqual([]);
    expect(search(lunch(), '*noon* late!').found).toEqual(['2 noon is too late']);
    expect(search(lunch(), '\0noon').found).toHaveLength(3);
  });

  test('finds the newest text of an entry, and nothing of one that was taken back', () => {
    const {database} = memoryDatabase();
    database.appendOwn(BOB, [draft('tea at four'), draft('cake at five')]);
    const at = (sequence: number) => ({author: ADA, epoch: 1, sequence});
    database.appendOwn(BOB, [
      {...draft('coffee at four'), kind: 'edit', target: at(1)},
      {...draft(''), kind: 'delete', target: at(2)},
    ]);
    expect(search(database, 'tea ').found).toEqual([]);
    expect(search(database, 'cake').found).toEqual([]);
    expect(search(database, 'coffee').entries.map(({row}) => row)).toEqual([1]);
  });
});

describe('pages', () => {
  test('go on from where the one before ended', () => {
    const database = said(...Array.from({length: 5}, (_, index) => [BOB, `noon ${index}`] as const));
    const first = search(database, 'noon', {limit: 2});
    expect(first).toMatchObject({found: ['5 noon 4', '4 noon 3'], next: 4});
    const second = search(database, 'noon', {limit: 2, before: 4});
    expect(second).toMatchObject({found: ['3 noon 2', '2 noon 1'], next: 2});
    expect(search(database, 'noon', {limit: 2, before: 2})).toMatchObject({found: ['1 noon 0'], next: null});
  });

  test('in one conversation leave out the others', () => {
    expect(search(lunch(), 'noon', {conversation: EVE})).toMatchObject({
      found: ['2 noon is too late'],
      next: null,
    });
    expect(search(lunch(), 'noon', {conversation: '44'.repeat(32)})).toMatchObject({found: [], next: null});
  });

  /** Bob heard a lot of noon; Eve once, before all that. */
  function manyOfBob(count: number): Database {
    const database = said([EVE, 'noon for Eve'], [EVE, 'tea for Eve']);
    database.together(() => {
      for (let done = 0; done < count; done += 500) {
        database.appendOwn(
          BOB,
          Array.from({length: 500}, (_, index) => draft(`noon ${done + index}`)),
        );
      }
    });
    return database;
  }

  /** All hits, and how many queries they took. */
  function searchAll(database: Database, typed: string, conversation: string | null) {
    const hits: string[] = [];
    let before: number | null = null;
    for (let queries = 1; ; queries++) {
      const where = {limit: 1000, ...(conversation === null ? {} : {conversation})};
      const page = search(database, typed, before === null ? where : {...where, before});
      hits.push(...page.found);
      before = page.next;
      if (before === null) {
        return {hits, queries};
      }
    }
  }

  test.each(['noon', 'noon ', 'noo'])('find %j in a conversation that all others drown', typed => {
    expect(search(manyOfBob(20_000), typed, {conversation: EVE})).toMatchObject({
      found: ['1 noon for Eve'],
      next: null,
    });
  });

  test.each([
    ['noon 123', 1],
    ['noon 12', 3 + 110 + 1000],
    ['noon ', 12_000],
    ['noo', 12_000],
  ])('of %j in a long conversation miss and double nothing', (typed, expected) => {
    const database = manyOfBob(12_000);
    const {hits, queries} = searchAll(database, typed, BOB);
    const everywhere = searchAll(database, typed, null).hits.filter(hit => !hit.includes('Eve'));
    expect(hits).toEqual(everywhere);
    expect(new Set(hits).size).toBe(hits.length);
    expect(hits.length).toBeGreaterThanOrEqual(Math.min(expected, hits.length));
    expect(queries).toBeLessThan(30);
  });

  test('in one conversation look at a part only, and go on from there', () => {
    const database = manyOfBob(20_000);
    database.appendOwn(
      BOB,
      Array.from({length: 5000}, () => draft('else')),
    );
    const first = search(database, 'noon ', {conversation: BOB});
    expect(first).toMatchObject({found: [], next: 20_002 + 5000 - 1023});
    const second = search(database, 'noon ', {conversation: BOB, before: first.next ?? 0});
    expect(second.found[0]).toBe('20002 noon 19999');
    expect(second).toMatchObject({next: 20_002 - 49});
  });

  test('in one conversation are in its order, whenever messages came', () => {
    const {database} = memoryDatabase();
    database.appendOwn(BOB, [draft('one at 1'), draft('one at 2'), draft('one at 3')]);
    database.appendRemote(BOB, BOB, 5, 1, texts(2));
    expect(search(database, 'at 2 ', {conversation: BOB}).found).toEqual(['4 at 2', '2 one at 2']);
    const first = search(database, 'at', {conversation: BOB, limit: 2});
    expect(first).toMatchObject({found: ['3 one at 3', '4 at 2'], next: 4});
    expect(search(database, 'at', {conversation: BOB, limit: 2, before: 4}).found).toEqual([
      '2 one at 2',
      '1 one at 1',
    ]);
  });

  test('behind a message that is gone are none', () => {
    expect(search(lunch(), 'noon', {conversation: BOB, before: 99})).toMatchObject({found: [], next: null});
  });
});
