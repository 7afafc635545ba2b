import {describe, expect, test} from '@jest/globals';
import {searchWords} from '../../src/lib/search-words.ts';
import type {Database} from '../../src/storage/types.ts';
import {BOB, draft, EVE, memoryDatabase, texts} from './support.ts';

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
    const at = (sequence: number) => ({own: true, epoch: 1, sequence});
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

  test('in one conversation end after a bounded look, and go on from there', () => {
    const {database} = memoryDatabase();
    database.appendOwn(EVE, [draft('noon for Eve')]);
    const many = Array.from({length: 9000}, () => draft('noon'));
    database.appendOwn(BOB, many);
    const first = search(database, 'noon', {conversation: EVE});
    expect(first).toMatchObject({found: [], next: 9001 - 8191});
    expect(search(database, 'noon', {conversation: EVE, before: first.next ?? 0})).toMatchObject({
      found: ['1 noon for Eve'],
      next: null,
    });
  });
});
