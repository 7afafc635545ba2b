import {describe, expect, test} from '@jest/globals';
import {directWith} from '../../../src/lib/conversation.ts';
import {digestOfRow} from '../../../src/storage/log/own-history.ts';
import type {Connection} from '../../../src/storage/sqlite/connection.ts';
import type {Database, EntryRow} from '../../../src/storage/types.ts';
import type {WireEntry} from '../../../src/wire/chat/messages.ts';
import {
  ADA,
  BOB,
  checkIndex,
  draft,
  memoryDatabase,
  NOW,
  named,
  SALT,
  texts,
  WITH_BOB,
  WITH_EVE,
} from '../support.ts';

const FOUR_WEEKS = 28 * 24 * 60 * 60_000;

const setting = (body: string) => ({kind: 'expire', body, time: NOW, target: null}) as const;

/** Bob's text that lives so many seconds. */
const living = (clock: number, lifetime: number, body = `at ${clock}`): WireEntry => ({
  clock,
  time: NOW,
  kind: 'text',
  target: null,
  body,
  lifetime,
  salt: SALT,
});

function bodies(database: Database, conversation = BOB): string[] {
  return database.historyBefore(directWith(conversation), null, 100).entries.map(row => row.body);
}

function holds(connection: Connection, word: string): boolean {
  return (connection as Connection & {serialize: () => Buffer}).serialize().includes(word);
}

describe('the setting', () => {
  test('gives new own messages their lifetime, and only messages', () => {
    const {database} = memoryDatabase();
    const target = {author: ADA, epoch: 1, sequence: 1};
    database.appendOwn(WITH_BOB, [draft('before'), setting('60'), draft('after')]);
    const later = database.appendOwn(WITH_BOB, [
      {...draft('waves'), kind: 'action'},
      {...draft('edited'), kind: 'edit', target},
      setting('0'),
      draft('stays'),
    ]);
    expect(later.map(({body, lifetime}) => [body, lifetime])).toEqual([
      ['waves', 60],
      ['edited', null],
      ['0', null],
      ['stays', null],
    ]);
    const told = database.ownEntries(WITH_BOB, 1, 0, 9).map(({body, lifetime}) => [body, lifetime]);
    expect(told.slice(0, 3)).toEqual([
      ['before', null],
      ['60', null],
      ['after', 60],
    ]);
    expect(database.conversation(WITH_BOB)?.expiry).toBeNull();
  });

  test('is the newest of both sides by its place, whenever it arrives', () => {
    const {database} = memoryDatabase();
    const remote = (clock: number, body: string): WireEntry => ({
      clock,
      time: NOW,
      kind: 'expire',
      target: null,
      salt: SALT,
      body,
    });
    database.appendOwn(WITH_BOB, [setting('10')]); // clock 1
    database.appendRemote(WITH_BOB, BOB, 5, 1, [remote(7, '70')]);
    expect(database.conversation(WITH_BOB)?.expiry).toBe(70);
    database.appendRemote(WITH_BOB, BOB, 6, 1, [remote(5, '50')]);
    expect(database.conversation(WITH_BOB)?.expiry).toBe(70);
    database.appendOwn(WITH_BOB, [setting('0')]); // clock 8
    expect(database.conversation(WITH_BOB)?.expiry).toBeNull();
    database.appendRemote(WITH_BOB, BOB, 6, 2, [remote(8, '80')]); // the same clock: the higher rank is later
    expect(database.conversation(WITH_BOB)?.expiry).toBe(80);
    expect(database.appendOwn(WITH_BOB, [draft('x')])).toMatchObject([{lifetime: 80}]);
    expect(database.appendOwn(WITH_EVE, [draft('x')])).toMatchObject([{lifetime: null}]);
  });

  test.each(['', '-1', '1.5', '1e3', '0x10', ' 60', '060', '31622401', '99999999999', '1', '4'])(
    '"%s" is none',
    body => {
      const {database} = memoryDatabase();
      database.appendOwn(WITH_BOB, [setting('60')]);
      database.appendRemote(WITH_BOB, BOB, 5, 1, [{...setting(body), clock: 9, salt: SALT}]);
      expect(database.conversation(WITH_BOB)?.expiry).toBe(60);
    },
  );
});

describe('an entry whose time is over', () => {
  test('disappears from the page, the index and the disk, in order of its end', () => {
    const {database, connection} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, [
      living(1, 60, 'marmalade'),
      living(2, 30, 'zebrafish'),
      ...texts(3),
    ]);
    expect(database.nextExpiry()).toBe(NOW + 30_000);
    expect(database.removeExpired(NOW + 29_999, 10)).toEqual([]);
    expect(database.removeExpired(NOW + 30_000, 10)).toMatchObject([
      {conversation: BOB, author: BOB, epoch: 5, sequence: 2},
    ]);
    expect(database.nextExpiry()).toBe(NOW + 60_000);
    expect(bodies(database)).toEqual(['marmalade', 'at 3']);
    expect([holds(connection, 'zebrafish'), holds(connection, 'marmalade')]).toEqual([false, true]);
    expect(database.removeExpired(NOW + 1e6, 10)).toHaveLength(1);
    expect(database.nextExpiry()).toBeNull();
    expect(holds(connection, 'marmalade')).toBe(false);
    checkIndex(connection);
  });

  test('keeps its sequence, so that the log goes on', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, [living(1, 60)]);
    database.removeExpired(NOW + 60_000, 10);
    expect(database.positions(WITH_BOB, BOB)).toMatchObject([{epoch: 5, sequence: 1}]);
    expect(database.appendRemote(WITH_BOB, BOB, 5, 1, [living(1, 60)]).added).toEqual([]);
    expect(database.appendRemote(WITH_BOB, BOB, 5, 2, texts(2)).have.sequence).toBe(2);
  });

  test('takes its edits and reactions with it, and what comes for it later comes to nothing', () => {
    const {database, connection} = memoryDatabase();
    const target = {author: BOB, epoch: 5, sequence: 1};
    const edit = (clock: number, body: string): WireEntry => ({
      clock,
      time: NOW,
      kind: 'edit',
      target,
      body,
      salt: SALT,
    });
    database.appendRemote(WITH_BOB, BOB, 5, 1, [living(1, 60, 'marmalade'), edit(2, 'zebrafish')]);
    database.appendOwn(WITH_BOB, [{...draft('🦓'), kind: 'reaction', target}]);
    database.removeExpired(NOW + 60_000, 10);
    const {added} = database.appendRemote(WITH_BOB, BOB, 5, 3, [edit(4, 'quicksilver')]);
    expect(added.map(({kind}) => kind)).toEqual(['gone']);
    for (const word of ['marmalade', 'zebrafish', '🦓', 'quicksilver']) {
      expect([word, holds(connection, word)]).toEqual([word, false]);
    }
    expect(bodies(database)).toEqual([]);
    checkIndex(connection);
  });

  test('is gone even if it was deleted before', () => {
    const {database, connection} = memoryDatabase();
    const target = {author: BOB, epoch: 5, sequence: 1};
    database.appendRemote(WITH_BOB, BOB, 5, 1, [
      living(1, 60),
      {clock: 2, time: NOW, kind: 'delete', target, body: '', salt: SALT},
    ]);
    expect(database.historyBefore(WITH_BOB, null, 9).entries).toMatchObject([{deleted: true}]);
    database.removeExpired(NOW + 60_000, 10);
    expect(bodies(database)).toEqual([]);
    checkIndex(connection);
  });

  test('of ours that still waits stays for four weeks, then goes out empty and is told as undelivered', () => {
    const {database} = memoryDatabase();
    const [, row] = database.appendOwn(WITH_BOB, [setting('60'), draft('secret')]);
    const end = NOW + FOUR_WEEKS + 60_000;
    const digest = digestOfRow(row as EntryRow);
    expect(database.removeExpired(end - 1, 10)).toEqual([]);
    expect(database.removeExpired(end, 10)).toEqual([
      {conversation: BOB, author: ADA, epoch: 1, sequence: 2, isUndelivered: true},
    ]);
    expect(database.ownEntries(WITH_BOB, 1, 1, 9)).toMatchObject([
      {sequence: 2, clock: 2, kind: 'gone', body: '', target: null, lifetime: null, salt: null, digest},
    ]);
    expect(database.erasedIn(WITH_BOB, {epoch: 1, from: 1, to: 2})).toEqual([2]);
  });

  test('of ours lives from its first acknowledgement on', () => {
    let now = NOW;
    const {database} = memoryDatabase(() => now);
    database.appendOwn(WITH_BOB, [setting('60'), draft('one'), draft('two')]);
    now += 10 * 60_000;
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 2});
    expect(database.nextExpiry()).toBe(now + 60_000);
    now += 30_000;
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 3});
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 3});
    expect(database.removeExpired(now + 30_000, 10)).toMatchObject([{sequence: 2, isUndelivered: false}]);
    expect(database.removeExpired(now + 60_000, 10)).toMatchObject([{sequence: 3, isUndelivered: false}]);
  });

  test('of ours behind the last one that was acknowledged is undelivered', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [setting('60'), draft('got'), draft('not')]);
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 2});
    expect(database.removeExpired(NOW + FOUR_WEEKS + 60_000, 10)).toMatchObject([
      {sequence: 2, isUndelivered: false},
      {sequence: 3, isUndelivered: true},
    ]);
  });

  test('is told apart by its author', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [setting('60'), draft('mine')]);
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 2});
    database.appendRemote(WITH_BOB, BOB, 1, 1, [living(9, 60)]);
    expect(database.removeExpired(NOW + 60_000, 10)).toEqual([
      {conversation: BOB, author: ADA, epoch: 1, sequence: 2, isUndelivered: false},
      {conversation: BOB, author: BOB, epoch: 1, sequence: 1, isUndelivered: false},
    ]);
  });

  test('goes at most so many at once', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, [living(1, 5), living(2, 1), living(3, 5)]);
    expect(database.removeExpired(NOW + 4999, 2)).toHaveLength(0); // no message lives shorter
    expect(database.removeExpired(NOW + 5000, 2)).toHaveLength(2);
    expect(database.removeExpired(NOW + 5000, 2)).toHaveLength(1);
  });
});

describe('unread', () => {
  test('is what is left', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, [living(1, 60), ...texts(2), living(3, 60), living(4, 90)]);
    database.markRead(WITH_BOB, named([5, 1], [5, 2]));
    expect(database.conversation(WITH_BOB)?.unread).toBe(2);
    database.removeExpired(NOW + 60_000, 10); // one that was read, one that was not
    expect(database.conversation(WITH_BOB)?.unread).toBe(1);
    expect(database.markRead(WITH_BOB, named([5, 1], [5, 2])).unread).toBe(1);
    database.removeExpired(NOW + 90_000, 10);
    expect(database.conversation(WITH_BOB)?.unread).toBe(0);
    expect(database.readPositions(WITH_BOB, BOB)).toEqual([{epoch: 5, sequence: 4}]);
    expect(database.markRead(WITH_BOB, named([5, 4])).unread).toBe(0);
  });

  test('forgets one that came late, above the mark', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(5));
    database.markRead(WITH_BOB, named([5, 1]));
    database.appendRemote(WITH_BOB, BOB, 6, 1, [living(2, 60), ...texts(6)]);
    expect(database.conversation(WITH_BOB)?.unread).toBe(2);
    database.removeExpired(NOW + 60_000, 10);
    expect(database.conversation(WITH_BOB)?.unread).toBe(1);
    expect(database.markRead(WITH_BOB, named([6, 2])).unread).toBe(0);
  });

  test('does not count own ones', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1));
    database.appendOwn(WITH_BOB, [setting('60'), draft('mine')]);
    database.removeExpired(NOW + 60_000, 10);
    expect(database.conversation(WITH_BOB)?.unread).toBe(1);
  });
});
