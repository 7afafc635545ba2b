import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {searchWords} from '../../../../src/lib/text/search-words.ts';
import {createDatabase, openDatabase} from '../../../../src/storage/database.ts';
import {type Connection, connect, IN_MEMORY} from '../../../../src/storage/sqlite/connection.ts';
import {claimDatabase} from '../../../../src/storage/sqlite/queries/authors.ts';
import {MOST_WAITING} from '../../../../src/storage/sqlite/queries/deferred-index.ts';
import {migrate} from '../../../../src/storage/sqlite/schema.ts';
import type {Database} from '../../../../src/storage/types.ts';
import {ADA, BOB, counting, draft, KEY, NOW, SALT, temporaryFolder, texts} from '../../support.ts';

/** As in the product, where some entries wait for the index. */
function lateDatabase(): {database: Database; connection: Connection} {
  const connection = connect(IN_MEMORY, KEY);
  migrate(connection, IN_MEMORY);
  claimDatabase(connection, ADA, IN_MEMORY);
  const options = {path: IN_MEMORY, key: KEY, selfKey: ADA, random: counting(), now: () => NOW};
  return {connection, database: createDatabase(connection, options)};
}

function found(database: Database, typed: string, conversation: string | null = null): string[] {
  const wanted = {words: searchWords(typed), conversation, before: null, limit: 50};
  return database.search(wanted).entries.map(({body}) => body);
}

/** The rows that the index holds. */
function indexed(connection: Connection): number[] {
  return connection.prepare<[], number>('SELECT id FROM search_docsize ORDER BY id').pluck().all();
}

function checkIndex(connection: Connection): void {
  connection.prepare("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)").run();
}

const many = (count: number, word = 'plum') =>
  Array.from({length: count}, (_, index) => draft(`${word} ${index}`));

const pointing = (kind: 'edit' | 'delete', sequence: number, body: string) =>
  ({kind, body, time: NOW, target: {author: ADA, epoch: 1, sequence}}) as const;

describe('the index follows the entries', () => {
  test('what was just written waits, and a search finds it all the same', () => {
    const {database, connection} = lateDatabase();
    database.appendOwn(BOB, [draft('a red plum')]);
    database.appendRemote(BOB, BOB, 5, 1, texts(12));
    expect(indexed(connection)).toEqual([]);
    expect(found(database, 'red plum ')).toEqual(['a red plum']);
    expect(found(database, 'at 12 ', BOB)).toEqual(['at 12']);
    expect(indexed(connection)).toEqual([1, 2]);
    database.appendOwn(BOB, [draft('a blue plum')]);
    expect(found(database, 'plum ')).toEqual(['a blue plum', 'a red plum']);
    checkIndex(connection);
  });

  test('when much waits, the commit that makes it much indexes all', () => {
    const {database, connection} = lateDatabase();
    database.appendOwn(BOB, many(MOST_WAITING - 1));
    expect(indexed(connection)).toHaveLength(0);
    database.appendOwn(BOB, many(1));
    expect(indexed(connection)).toHaveLength(MOST_WAITING);
    database.appendOwn(BOB, many(MOST_WAITING - 1));
    expect(indexed(connection)).toHaveLength(MOST_WAITING);
    checkIndexAfterSearch(database, connection);
  });

  test('entries that are never indexed do not count again and again', () => {
    const {database, connection} = lateDatabase();
    database.appendOwn(BOB, [draft('a plum')]);
    const nothing = Array.from({length: MOST_WAITING}, () => ({...draft(''), kind: 'expire'}) as const);
    database.appendOwn(BOB, nothing);
    database.appendOwn(BOB, many(1));
    expect(indexed(connection)).toEqual([1]);
  });

  test('an edit, a deletion and an end of what waits leave nothing of it to be found', () => {
    const {database, connection} = lateDatabase();
    database.appendOwn(BOB, [draft('pear one'), draft('pear two'), draft('pear three')]);
    database.appendOwn(BOB, [pointing('edit', 1, 'plum one'), pointing('delete', 2, '')]);
    database.appendRemote(BOB, BOB, 5, 1, [
      {clock: 9, time: NOW, kind: 'text', target: null, body: 'pear four', lifetime: 5, salt: SALT},
    ]);
    database.removeExpired(NOW + 5000, 10);
    expect(indexed(connection)).toEqual([]);
    expect(found(database, 'pear ')).toEqual(['pear three']);
    expect(found(database, 'plum ')).toEqual(['pear one']); // the row; its text is that of the edit
    checkIndex(connection);
  });

  test('what is indexed changes at once, beside what waits', () => {
    const {database, connection} = lateDatabase();
    database.appendOwn(BOB, [draft('pear one'), draft('pear two')]);
    expect(found(database, 'pear ')).toHaveLength(2);
    database.appendOwn(BOB, [
      draft('pear three'),
      pointing('edit', 1, 'plum one'),
      pointing('delete', 2, ''),
      pointing('edit', 3, 'plum three'),
    ]);
    expect(indexed(connection)).toEqual([1]);
    expect(found(database, 'pear ')).toEqual([]);
    expect(found(database, 'plum ')).toEqual(['pear three', 'pear one']);
    checkIndex(connection);
  });

  test('what was taken back with its transaction is indexed when it comes again', () => {
    const {database, connection} = lateDatabase();
    database.appendOwn(BOB, many(10, 'pear'));
    const work = () => {
      database.appendOwn(BOB, many(MOST_WAITING));
      throw new Error('taken back');
    };
    expect(() => database.together(work)).toThrow('taken back');
    expect(indexed(connection)).toEqual([]);
    expect(found(database, 'pear ')).toHaveLength(10);
    database.appendOwn(BOB, many(1));
    expect(found(database, 'plum ')).toEqual(['plum 0']);
    checkIndex(connection);
  });

  test('a database that takes nothing more still finds what it has indexed', () => {
    const {database, connection} = lateDatabase();
    database.appendOwn(BOB, [draft('pear one')]);
    expect(found(database, 'pear ')).toEqual(['pear one']);
    database.appendOwn(BOB, [draft('pear two')]);
    connection.pragma('query_only = ON');
    expect(found(database, 'pear ')).toEqual(['pear one']);
    connection.pragma('query_only = OFF');
    expect(found(database, 'pear ')).toEqual(['pear two', 'pear one']);
  });

  test('what waits when the program ends is found by the next one', () => {
    const path = join(temporaryFolder(), 'natter.db');
    const open = () => openDatabase({path, key: KEY, selfKey: ADA, random: counting(), now: () => NOW});
    const first = open();
    first.appendOwn(BOB, [draft('a plum')]);
    first.close();
    const second = open();
    expect(found(second, 'plum ')).toEqual(['a plum']);
    second.close();
  });
});

/** The check compares the index with all texts, so nothing may wait. */
function checkIndexAfterSearch(database: Database, connection: Connection): void {
  found(database, 'plum ');
  checkIndex(connection);
}
