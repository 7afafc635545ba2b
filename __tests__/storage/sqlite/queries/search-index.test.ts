import {describe, expect, test} from '@jest/globals';
import {searchWords} from '../../../../src/lib/text/search-words.ts';
import type {Connection} from '../../../../src/storage/sqlite/connection.ts';
import {ADA, BOB, draft, EVE, failure, memoryDatabase, NOW, SALT, texts} from '../../support.ts';

function find(connection: Connection, words: string): string[] {
  const select = 'SELECT body FROM search WHERE search MATCH ? ORDER BY rowid';
  return connection.prepare<[string], string>(select).pluck().all(words);
}

function checkIndex(connection: Connection): void {
  connection.prepare("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)").run();
}

describe('the full-text index', () => {
  test('finds own and remote texts and actions by word, without regard to case and accents', () => {
    const {database, connection} = memoryDatabase();
    database.appendOwn(BOB, [draft('Caf\u00e9 at noon'), {...draft('makes noon tea'), kind: 'action'}]);
    database.appendRemote(BOB, BOB, 5, 1, texts(12));
    expect(find(connection, 'cafe')).toEqual(['Caf\u00e9 at noon']);
    expect(find(connection, 'NOON')).toEqual(['Caf\u00e9 at noon', 'makes noon tea']);
    expect(find(connection, '"at 12"')).toEqual(['at 12']);
    checkIndex(connection);
  });

  test('holds nothing of entries that are not shown', () => {
    const {database, connection} = memoryDatabase();
    const target = {author: ADA, epoch: 1, sequence: 1};
    database.appendOwn(BOB, [draft('one'), {...draft('liked'), kind: 'reaction', target}]);
    database.appendRemote(BOB, BOB, 5, 1, [
      {clock: 1, time: NOW, kind: 'unknown', target: null, body: 'strange', salt: SALT},
    ]);
    expect(find(connection, 'liked OR strange')).toEqual([]);
    checkIndex(connection);
  });

  test('holds nothing of entries that were refused', () => {
    const {database, connection} = memoryDatabase();
    failure('PROTOCOL_ERROR', () => database.appendRemote(BOB, BOB, 5, 1, texts(5, 4)));
    expect(find(connection, 'at')).toEqual([]);
    checkIndex(connection);
  });
});

test('64 edits of old messages in one batch are one change of the index, not 64', () => {
  const {database, connection} = memoryDatabase();
  const changes = () => connection.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0;
  const search = (text: string) =>
    database.search({words: searchWords(text), conversation: null, before: null, limit: 9}).entries.length;
  database.appendRemote(EVE, EVE, 5, 1, texts(...Array.from({length: 64}, (_, index) => 1 + index)));
  expect(search('at')).toBe(9); // the index holds them now
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
  database.appendRemote(EVE, EVE, 5, 65, edits);
  expect(changes() - before).toBeLessThan(4 * 64); // rows of entries and what they replaced, and little more
  expect([search('version'), search('"version 62"'), search('"version 60"')]).toEqual([6, 1, 0]);
  checkIndex(connection);
});

describe('forgetPeer', () => {
  test('leaves nothing of it to be seen', () => {
    const {database} = memoryDatabase();
    database.appendOwn(BOB, [draft('a')]);
    database.appendRemote(BOB, BOB, 5, 1, texts(1, 2));
    database.appendRemote(EVE, EVE, 5, 1, texts(1));
    database.forgetPeer(BOB);
    database.forgetPeer(BOB);
    expect(database.conversations().map(row => row.id)).toEqual([EVE]);
    expect(database.positions(BOB, BOB)).toEqual([]);
    expect(database.ownLogs(BOB)).toEqual([]);
    expect(database.historyBefore(BOB, null, 9)).toEqual({entries: [], more: false});
  });

  test('lets it begin anew with another epoch', () => {
    const {database} = memoryDatabase();
    database.appendOwn(BOB, [draft('a')]);
    database.forgetPeer(BOB);
    expect(database.appendOwn(BOB, [draft('b')])).toMatchObject([{epoch: 2, sequence: 1, clock: 1}]);
  });

  test('can be a part of something larger', () => {
    const {database} = memoryDatabase();
    database.appendOwn(BOB, [draft('a')]);
    const stop = () =>
      database.together(() => {
        database.forgetPeer(BOB);
        throw new Error('stop');
      });
    expect(stop).toThrow('stop');
    expect(database.historyBefore(BOB, null, 9).entries).toHaveLength(1);
  });
});
