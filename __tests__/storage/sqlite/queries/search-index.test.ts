import {describe, expect, test} from '@jest/globals';
import type {ConversationId} from '../../../../src/lib/ids.ts';
import {searchWords} from '../../../../src/lib/text/search-words.ts';
import {createDatabase} from '../../../../src/storage/database.ts';
import {connect, IN_MEMORY} from '../../../../src/storage/sqlite/connection.ts';
import {MOST_WAITING} from '../../../../src/storage/sqlite/queries/search-index.ts';
import {MIGRATIONS, migrate} from '../../../../src/storage/sqlite/schema.ts';
import type {Database} from '../../../../src/storage/types.ts';
import {
  ADA,
  BOB,
  checkIndex,
  draft,
  EVE,
  failure,
  findIndexed,
  indexAll,
  KEY,
  memoryDatabase,
  NOW,
  SALT,
  texts,
  unindexedDatabase,
  WITH_BOB,
  WITH_EVE,
} from '../../support.ts';

describe('the full-text index', () => {
  test('finds own and remote texts and actions by word, without regard to case and accents', () => {
    const {database, connection} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('Caf\u00e9 at noon'), {...draft('makes noon tea'), kind: 'action'}]);
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(12));
    expect(findIndexed(connection, 'cafe')).toEqual(['Caf\u00e9 at noon']);
    expect(findIndexed(connection, 'NOON')).toEqual(['Caf\u00e9 at noon', 'makes noon tea']);
    expect(findIndexed(connection, '"at 12"')).toEqual(['at 12']);
    checkIndex(connection);
  });

  test('holds nothing of entries that are not shown', () => {
    const {database, connection} = memoryDatabase();
    const target = {author: ADA, epoch: 1, sequence: 1};
    database.appendOwn(WITH_BOB, [draft('one'), {...draft('liked'), kind: 'reaction', target}]);
    database.appendRemote(WITH_BOB, BOB, 5, 1, [
      {clock: 1, time: NOW, kind: 'unknown', target: null, body: 'strange', salt: SALT},
    ]);
    expect(findIndexed(connection, 'liked OR strange')).toEqual([]);
    checkIndex(connection);
  });

  test('holds nothing of entries that were refused', () => {
    const {database, connection} = memoryDatabase();
    failure('PROTOCOL_ERROR', () => database.appendRemote(WITH_BOB, BOB, 5, 1, texts(5, 4)));
    expect(findIndexed(connection, 'at')).toEqual([]);
    checkIndex(connection);
  });
});

test('64 edits of old messages in one batch are one change of the index, not 64', () => {
  const {database, connection} = memoryDatabase();
  const changes = () => connection.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0;
  const search = (text: string) =>
    database.search({words: searchWords(text), conversation: null, before: null, limit: 9}).entries.length;
  database.appendRemote(WITH_EVE, EVE, 5, 1, texts(...Array.from({length: 64}, (_, index) => 1 + index)));
  const edit = (number: number, sequence: number) => ({
    clock: 100 + number,
    time: NOW,
    kind: 'edit' as const,
    target: {author: EVE, epoch: 5, sequence},
    body: `version ${number}`,
    salt: SALT,
  });
  const before = changes();
  const edits = Array.from({length: 64}, (_, number) =>
    edit(number, number % 2 === 0 ? 7 : 64 - (number % 5)),
  );
  database.appendRemote(WITH_EVE, EVE, 5, 65, edits);
  expect(changes() - before).toBeLessThan(4 * 64); // rows of entries and what they replaced, and little more
  expect([search('version'), search('"version 62"'), search('"version 60"')]).toEqual([6, 1, 0]);
  checkIndex(connection);
});

const many = (count: number, word = 'plum') =>
  Array.from({length: count}, (_, index) => draft(`${word} ${index}`));

const pointing = (kind: 'edit' | 'delete', sequence: number, body: string) =>
  ({kind, body, time: NOW, target: {author: ADA, epoch: 1, sequence}}) as const;

describe('the index follows the entries', () => {
  const found = (database: Database, text: string, conversation: ConversationId | null = null) =>
    database
      .search({words: searchWords(text), conversation, before: null, limit: 50})
      .entries.map(({body}) => body);

  test('in pieces, when many wait; what waits is found all the same', () => {
    const {database, connection} = unindexedDatabase();
    database.appendOwn(WITH_BOB, many(MOST_WAITING - 1));
    expect(database.isIndexBehind()).toBe(false);
    database.appendOwn(WITH_BOB, many(3 * MOST_WAITING + 1, 'pear'));
    expect(database.isIndexBehind()).toBe(true);
    expect(found(database, '"plum 77"')).toEqual(['plum 77']);
    database.indexNext();
    expect(database.isIndexBehind()).toBe(true);
    checkIndex(connection);
    database.indexNext();
    expect(database.isIndexBehind(1)).toBe(false);
    expect([found(database, '"plum 77"'), found(database, '"pear 77"', WITH_BOB)]).toEqual([
      ['plum 77'],
      ['pear 77'],
    ]);
    checkIndex(connection);
  });

  test('a piece is bounded by the length of its texts too', () => {
    const {database, connection} = unindexedDatabase();
    const long = 'a pear, '.repeat(2000);
    database.appendOwn(
      WITH_BOB,
      Array.from({length: 17}, () => draft(long)),
    );
    database.indexNext();
    expect(database.isIndexBehind(8)).toBe(true);
    expect(findIndexed(connection, 'pear')).toHaveLength(9);
  });

  test('entries that are never indexed do not wait for ever', () => {
    const {database} = unindexedDatabase();
    database.appendOwn(
      WITH_BOB,
      Array.from({length: MOST_WAITING}, () => ({...draft(''), kind: 'expire'}) as const),
    );
    database.indexNext();
    expect(database.isIndexBehind(1)).toBe(false);
  });

  test('an edit, a deletion and an end of what waits or is indexed leave nothing of it', () => {
    for (const isIndexed of [false, true]) {
      const {database, connection} = isIndexed ? memoryDatabase() : unindexedDatabase();
      database.appendOwn(WITH_BOB, [draft('pear one'), draft('pear two'), draft('pear three')]);
      database.appendOwn(WITH_BOB, [pointing('edit', 1, 'plum one'), pointing('delete', 2, '')]);
      database.appendRemote(WITH_BOB, BOB, 5, 1, [
        {clock: 9, time: NOW, kind: 'text', target: null, body: 'pear four', lifetime: 5, salt: SALT},
      ]);
      database.removeExpired(NOW + 5000, 10);
      expect(found(database, 'pear')).toEqual(['pear three']);
      expect(found(database, 'plum')).toEqual(['pear one']); // the row; its text is that of the edit
      checkIndex(connection);
      indexAll(database);
      checkIndex(connection);
      expect(findIndexed(connection, 'pear OR plum')).toEqual(['plum one', 'pear three']);
    }
  });

  test('what was taken back with its transaction is not indexed', () => {
    const {database, connection} = unindexedDatabase();
    database.appendOwn(WITH_BOB, many(10, 'pear'));
    const work = () => {
      database.appendOwn(WITH_BOB, many(10));
      database.indexNext();
      throw new Error('taken back');
    };
    expect(() => database.together(work)).toThrow('taken back');
    expect(database.isIndexBehind(10)).toBe(true);
    checkIndex(connection);
    database.appendOwn(WITH_BOB, many(1));
    indexAll(database);
    expect(found(database, 'plum')).toEqual(['plum 0']);
    checkIndex(connection);
  });

  test('chunks have borders, and all of them are searched', () => {
    const {database, connection} = memoryDatabase();
    database.appendOwn(WITH_BOB, many(4200));
    expect(found(database, '"plum 4095"')).toEqual(['plum 4095']);
    expect(found(database, '"plum 4100"', WITH_BOB)).toEqual(['plum 4100']);
    database.appendOwn(WITH_BOB, [pointing('edit', 4096, 'pear here'), pointing('delete', 4097, '')]);
    expect(findIndexed(connection, '"plum 4095" OR "plum 4096" OR pear')).toEqual(['pear here']);
    checkIndex(connection);
  });

  test('a profile from before is indexed while the program runs, and searched meanwhile', () => {
    const connection = connect(IN_MEMORY, KEY);
    const before = MIGRATIONS.findIndex(text => text.includes('search_grams'));
    migrate(connection, IN_MEMORY, MIGRATIONS.slice(0, before));
    connection.exec(`
      INSERT INTO authors (author, key) VALUES (1, x'${ADA}'), (2, x'${BOB}');
      INSERT INTO conversations (conversation, id) VALUES (1, '${BOB}');
    `);
    const log = connection.prepare(
      'INSERT INTO logs (log, conversation, author, epoch, last) VALUES (1, 1, 1, 1, 600)',
    );
    log.run();
    const entry = connection.prepare(
      `INSERT INTO entries (conversation, log, sequence, clock, rank, time, kind, body) VALUES (1, 1, ?, ?, 0, 0, 1, ?)`,
    );
    for (let sequence = 1; sequence <= 600; sequence += 1) {
      entry.run(sequence, sequence, `今天${sequence}天気`);
    }
    connection.exec(
      'INSERT INTO search (rowid, body) SELECT row, body FROM searchable; UPDATE indexing SET upto = 600',
    );
    migrate(connection, IN_MEMORY);
    const database = createDatabase(connection, {path: IN_MEMORY, key: KEY, selfKey: ADA});
    expect(database.isIndexBehind()).toBe(true);
    expect(found(database, '天気')).toHaveLength(50);
    database.indexNext();
    expect(found(database, '1天気')).toHaveLength(50);
    indexAll(database);
    expect(found(database, '今天 77')).toEqual(['今天77天気']);
    checkIndex(connection);
    database.close();
  });
});

describe('forgetPeer', () => {
  test('leaves nothing of it to be seen', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('a')]);
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1, 2));
    database.appendRemote(WITH_EVE, EVE, 5, 1, texts(1));
    database.forgetPeer(BOB);
    database.forgetPeer(BOB);
    expect(database.conversations().map(row => row.id)).toEqual([EVE]);
    expect(database.positions(WITH_BOB, BOB)).toEqual([]);
    expect(database.ownLogs(WITH_BOB)).toEqual([]);
    expect(database.historyBefore(WITH_BOB, null, 9)).toEqual({entries: [], more: false});
  });

  test('lets it begin anew with another epoch', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('a')]);
    database.forgetPeer(BOB);
    expect(database.appendOwn(WITH_BOB, [draft('b')])).toMatchObject([{epoch: 2, sequence: 1, clock: 1}]);
  });

  test('can be a part of something larger', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('a')]);
    const stop = () =>
      database.together(() => {
        database.forgetPeer(BOB);
        throw new Error('stop');
      });
    expect(stop).toThrow('stop');
    expect(database.historyBefore(WITH_BOB, null, 9).entries).toHaveLength(1);
  });
});
