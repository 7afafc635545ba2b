import {describe, expect, test} from '@jest/globals';
import {conversationId} from '../../../../src/lib/conversation.ts';
import type {ConversationId} from '../../../../src/lib/ids.ts';
import {searchWords} from '../../../../src/lib/text/search-words.ts';
import type {Database} from '../../../../src/storage/types.ts';
import {sized} from '../../../support/sizes.ts';
import {
  ADA,
  BOB,
  draft,
  indexAll,
  memoryDatabase,
  texts,
  unindexedDatabase,
  WITH_BOB,
  WITH_EVE,
} from '../../support.ts';

type Where = {conversation?: ConversationId; before?: number; limit?: number};

function search(database: Database, typed: string, where: Where = {}) {
  const {conversation = null, before = null, limit = 50} = where;
  const {entries, next} = database.search({words: searchWords(typed), conversation, before, limit});
  return {found: entries.map(({row, body}) => `${row} ${body}`), next, entries};
}

/** What Ada said, to Bob or to Eve; rows count from 1. */
function said(...bodies: readonly (readonly [ConversationId, string])[]): Database {
  const {database} = memoryDatabase();
  for (const [to, body] of bodies) {
    database.appendOwn(to, [draft(body)]);
  }
  return database;
}

const lunch = () =>
  said(
    [WITH_BOB, 'Café at noon'],
    [WITH_EVE, 'noon is too late'],
    [WITH_BOB, 'afternoon then'],
    [WITH_BOB, 'At NOON, not at one'],
    [WITH_EVE, 'a cafe, at last'],
  );

describe('search', () => {
  test('finds in all conversations, last stored first, without regard to case and accents', () => {
    expect(search(lunch(), 'noon').found).toEqual([
      '4 At NOON, not at one',
      '3 afternoon then',
      '2 noon is too late',
      '1 Café at noon',
    ]);
    expect(search(lunch(), 'CAFÉ ').found).toEqual(['5 a cafe, at last', '1 Café at noon']);
  });

  test('tells conversation and author of each', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_EVE, [draft('at 3, I say')]);
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(3));
    expect(search(database, 'at 3').entries).toMatchObject([
      {conversation: WITH_BOB, author: BOB, outgoing: false, epoch: 5, sequence: 1, body: 'at 3'},
      {conversation: WITH_EVE, outgoing: true, body: 'at 3, I say'},
    ]);
  });

  test.each([
    ['noon at', ['4 At NOON, not at one', '1 Café at noon']],
    ['"at noon"', ['4 At NOON, not at one', '1 Café at noon']],
    ['"noon at"', []],
    ['"too late', ['2 noon is too late']],
    ['"noon"', ['4 At NOON, not at one', '2 noon is too late', '1 Café at noon']],
    ['aft', ['3 afternoon then']],
    ['ternoo', ['3 afternoon then']],
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
    expect(search(lunch(), '\0noon').found).toHaveLength(4);
  });

  test.each([true, false])(
    'finds what stands inside of words and runs, and emoji (indexed: %s)',
    isIndexed => {
      const {database} = isIndexed ? memoryDatabase() : unindexedDatabase();
      const bodies = [
        '今天天気がいい',
        '我在北京大学',
        '오늘공부했다',
        'ring 5550123',
        'lunch🍕now',
        'ＡＢＣ',
      ];
      database.appendOwn(
        WITH_BOB,
        bodies.map(body => draft(body)),
      );
      const finds = (typed: string) => search(database, typed).entries.map(({body}) => body);
      for (const [index, typed] of ['天気', '北京', '공부', '5012', '🍕', 'abc'].entries()) {
        expect(finds(typed)).toEqual([bodies[index]]);
        expect(search(database, typed, {conversation: WITH_BOB}).entries).toHaveLength(1);
      }
      expect(finds('気天')).toEqual([]);
    },
  );

  test('finds the newest text of an entry, and nothing of one that was taken back', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('tea at four'), draft('cake at five')]);
    const at = (sequence: number) => ({author: ADA, epoch: 1, sequence});
    database.appendOwn(WITH_BOB, [
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
    const database = said(...Array.from({length: 5}, (_, index) => [WITH_BOB, `noon ${index}`] as const));
    const first = search(database, 'noon', {limit: 2});
    expect(first).toMatchObject({found: ['5 noon 4', '4 noon 3'], next: 4});
    const second = search(database, 'noon', {limit: 2, before: 4});
    expect(second).toMatchObject({found: ['3 noon 2', '2 noon 1'], next: 2});
    expect(search(database, 'noon', {limit: 2, before: 2})).toMatchObject({found: ['1 noon 0'], next: null});
  });

  test('in one conversation leave out the others', () => {
    expect(search(lunch(), 'noon', {conversation: WITH_EVE})).toMatchObject({
      found: ['2 noon is too late'],
      next: null,
    });
    expect(search(lunch(), 'noon', {conversation: conversationId('44'.repeat(32))})).toMatchObject({
      found: [],
      next: null,
    });
  });

  /** Bob heard a lot of noon; Eve once, before all that. */
  function manyOfBob(count: number): Database {
    const database = said([WITH_EVE, 'noon for Eve'], [WITH_EVE, 'tea for Eve']);
    database.together(() => {
      for (let done = 0; done < count; done += 500) {
        database.appendOwn(
          WITH_BOB,
          Array.from({length: 500}, (_, index) => draft(`noon ${done + index}`)),
        );
      }
    });
    return database;
  }

  /** All hits, and how many queries they took. */
  function searchAll(database: Database, typed: string, conversation: ConversationId | null) {
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

  test.each(['noon', '"noon"', 'noo'])('find %j in a conversation that all others drown', typed => {
    expect(searchAll(manyOfBob(8500), typed, WITH_EVE)).toEqual({hits: ['1 noon for Eve'], queries: 1});
  });

  test.each([
    ['noon 123', 11 + 2],
    ['"noon 123"', 1],
    ['noon', 4500],
    ['noo', 4500],
  ])('of %j in a long conversation miss and double nothing', (typed, expected) => {
    const database = manyOfBob(4500);
    const {hits, queries} = searchAll(database, typed, WITH_BOB);
    const everywhere = searchAll(database, typed, null).hits.filter(hit => !hit.includes('Eve'));
    expect(hits).toEqual(everywhere);
    expect(new Set(hits).size).toBe(hits.length);
    expect(hits.length).toBeGreaterThanOrEqual(expected);
    expect(queries).toBeLessThan(30);
  });

  test.each([null, WITH_BOB])('read at most 1 MiB of texts, and go on from there (in %s)', conversation => {
    const {database} = unindexedDatabase();
    const others = sized(150, 300);
    database.appendOwn(WITH_BOB, [
      draft('tea for Bob'),
      ...Array.from({length: others}, () => draft('noon at tea, '.repeat(1200))),
    ]);
    const where = conversation === null ? {} : {conversation};
    const first = search(database, 'tea for', where);
    expect(first.found).toEqual([]);
    expect(others + 2 - (first.next ?? 0)).toBeLessThanOrEqual(1 + (1024 * 1024) / (13 * 1200));
    const all = searchAll(database, 'tea for', conversation);
    expect(all.hits).toEqual(['1 tea for Bob']);
    expect(all.queries).toBe(sized(3, 5));
    indexAll(database);
    expect(searchAll(database, 'tea for', null)).toEqual({hits: ['1 tea for Bob'], queries: 1});
  });

  test('in one conversation are in its order, whenever messages came', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('one at 1'), draft('one at 2'), draft('one at 3')]);
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(2));
    expect(search(database, 'at 2 ', {conversation: WITH_BOB}).found).toEqual(['4 at 2', '2 one at 2']);
    const first = search(database, 'at', {conversation: WITH_BOB, limit: 2});
    expect(first).toMatchObject({found: ['3 one at 3', '4 at 2'], next: 4});
    expect(search(database, 'at', {conversation: WITH_BOB, limit: 2, before: 4}).found).toEqual([
      '2 one at 2',
      '1 one at 1',
    ]);
  });

  test('behind a message that is gone are none', () => {
    expect(search(lunch(), 'noon', {conversation: WITH_BOB, before: 99})).toMatchObject({
      found: [],
      next: null,
    });
  });
});
