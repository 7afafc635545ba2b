import {describe, expect, test} from '@jest/globals';
import type {Connection} from '../../src/storage/connection.ts';
import {BOB, draft, EVE, failure, memoryDatabase, NOW, texts} from './support.ts';

function find(connection: Connection, words: string): string[] {
  const select = 'SELECT body FROM search WHERE search MATCH ? ORDER BY rowid';
  return connection.prepare<[string], string>(select).pluck().all(words);
}

/** Whether the bytes of a word stand anywhere in the index. */
function indexHolds(connection: Connection, word: string): boolean {
  const blocks = connection.prepare<[], Uint8Array>('SELECT block FROM search_data').pluck().all();
  return blocks.some(block => Buffer.from(block).includes(word));
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
    const target = {own: true, epoch: 1, sequence: 1};
    database.appendOwn(BOB, [draft('one'), {...draft('liked'), kind: 'reaction', target}]);
    database.appendRemote(BOB, BOB, 5, 1, [
      {clock: 1, time: NOW, kind: 'unknown', target: null, body: 'strange'},
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

  test.each([
    ['short', 1],
    ['long', 2000],
  ])('forgets a deleted %s conversation, in its bytes too, and keeps the others', (_, count) => {
    const {database, connection} = memoryDatabase();
    database.appendOwn(
      BOB,
      Array.from({length: count}, (_unused, index) => draft(`the marmalade plan ${index}`)),
    );
    database.appendOwn(EVE, [draft('yet another')]);
    database.appendOwn(EVE, [draft('another plan')]);
    database.appendRemote(BOB, BOB, 5, 1, texts(1, 2, 3));
    expect(indexHolds(connection, 'marmalade')).toBe(true);
    database.deleteConversation(BOB);
    expect(indexHolds(connection, 'marmalade')).toBe(false);
    expect(find(connection, 'plan')).toEqual(['another plan']);
    checkIndex(connection);
  });
});

describe('deleteConversation', () => {
  test('leaves nothing of it', () => {
    const {database, connection} = memoryDatabase();
    database.appendOwn(BOB, [draft('a')]);
    database.appendRemote(BOB, BOB, 5, 1, texts(1, 2));
    database.appendRemote(EVE, EVE, 5, 1, texts(1));
    database.deleteConversation(BOB);
    database.deleteConversation(BOB);
    expect(database.conversations().map(row => row.id)).toEqual([EVE]);
    expect(database.positions(BOB, BOB)).toEqual([]);
    expect(database.ownLogs(BOB)).toEqual([]);
    expect(database.historyBefore(BOB, null, 9)).toEqual({entries: [], more: false});
    const keys = connection.prepare<[], string>('SELECT lower(hex(key)) FROM authors').pluck().all();
    expect(keys).not.toContain(BOB);
    expect(keys).toContain(EVE);
  });

  test('lets it begin anew with another epoch', () => {
    const {database} = memoryDatabase();
    database.appendOwn(BOB, [draft('a')]);
    database.deleteConversation(BOB);
    expect(database.appendOwn(BOB, [draft('b')])).toMatchObject([{epoch: 2, sequence: 1, clock: 1}]);
  });

  test('can be a part of something larger', () => {
    const {database} = memoryDatabase();
    database.appendOwn(BOB, [draft('a')]);
    const stop = () =>
      database.together(() => {
        database.deleteConversation(BOB);
        throw new Error('stop');
      });
    expect(stop).toThrow('stop');
    expect(database.historyBefore(BOB, null, 9).entries).toHaveLength(1);
  });
});
