import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {peerOf} from '../../../src/lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../../src/lib/ids.ts';
import {openDatabase} from '../../../src/storage/database.ts';
import {connect} from '../../../src/storage/sqlite/connection.ts';
import type {Database, PeerRow} from '../../../src/storage/types.ts';
import {sized} from '../../support/sizes.ts';
import {
  ADA,
  BOB,
  checkIndex,
  counting,
  draft,
  EVE,
  indexedAtOnce,
  KEY,
  NOW,
  plainPages,
  rewriteWhole,
  SALT,
  temporaryFolder,
  WITH_BOB,
  WITH_EVE,
} from '../support.ts';

/** Words that occur nowhere else; in lower case, as the index keeps them. */
const SAID = 'zebrafish';
const HEARD = 'quicksilver';
const NAMED = 'bartholomew';
const LIVES = 'nowhere.example';
const KEPT = 'wintergreen';

function peer(key: PeerKey, name: string, address: string): PeerRow {
  return {key, name, relation: 'contact', verified: true, address, lastSeen: NOW, held: false};
}

function open(path: string): Database {
  return indexedAtOnce(openDatabase({path, key: KEY, selfKey: ADA, random: counting(), now: () => NOW}));
}

/** So much that entries and index spread over many pages. */
function talk(database: Database, other: ConversationId, mine: string, theirs: string): void {
  const begun = database.positions(other, peerOf(other))[0]?.sequence ?? 0;
  for (let first = begun + 1; first < begun + sized(1000, 2000); first += 50) {
    const numbers = Array.from({length: 50}, (_, index) => first + index);
    database.appendOwn(
      other,
      numbers.map(number => draft(`${mine} ${mine}${number} ${'x'.repeat(number % 200)}`)),
    );
    database.appendRemote(
      other,
      peerOf(other),
      7,
      first,
      numbers.map(number => ({
        clock: 4 * number,
        time: NOW,
        kind: 'text',
        target: null,
        body: `${theirs}${number} ${theirs}`,
        salt: SALT,
      })),
    );
  }
}

function traces(pages: Buffer): Record<string, boolean> {
  const words = [SAID, HEARD, NAMED, LIVES, KEPT];
  const texts = words.map(word => [word, pages.includes(word)] as const);
  return Object.fromEntries([...texts, ['key', pages.includes(Buffer.from(BOB, 'hex'))] as const]);
}

describe('forgetPeer', () => {
  test('leaves no trace in any page of the file, nor in the write-ahead log', () => {
    const path = join(temporaryFolder(), 'natter.db');
    const database = open(path);
    database.savePeer(peer(BOB, NAMED, `${LIVES}:4242`));
    database.savePeer(peer(EVE, 'eve', 'example.org:4242'));
    talk(database, WITH_BOB, SAID, HEARD);
    talk(database, WITH_EVE, KEPT, KEPT);
    database.markRead(WITH_BOB, database.historyBefore(WITH_BOB, null, 400).entries.slice(100));
    database.close();
    const everything = {[SAID]: true, [HEARD]: true, [NAMED]: true, [LIVES]: true, [KEPT]: true, key: true};
    expect(traces(plainPages(path))).toEqual(everything);

    const again = open(path);
    again.savePeer(peer(BOB, `${NAMED} II`, `${LIVES}:4242`)); // stands in the write-ahead log now
    again.forgetPeer(BOB);
    rewriteWhole(again);
    expect(statSync(`${path}-wal`, {throwIfNoEntry: false})?.size ?? 0).toBe(0);
    expect(again.peers().map(row => row.key)).toEqual([EVE]);
    expect(again.conversations().map(row => row.id)).toEqual([EVE]);
    again.close();

    const nothing = Object.fromEntries([SAID, HEARD, NAMED, LIVES, 'key'].map(word => [word, false]));
    expect(traces(plainPages(path))).toEqual({...nothing, [KEPT]: true});
    expect(readFileSync(path).includes('SQLite format 3')).toBe(false); // and the file itself is encrypted
  });

  test.each([1, 20, 399])('leaves no trace of %d messages among many others either', count => {
    const path = join(temporaryFolder(), 'natter.db');
    const database = open(path);
    talk(database, WITH_EVE, KEPT, KEPT);
    database.savePeer(peer(BOB, NAMED, `${LIVES}:4242`));
    for (let number = 0; number < count; number++) {
      database.appendOwn(WITH_BOB, [draft(`${SAID}${number} ${SAID}`)]);
    }
    talk(database, WITH_EVE, KEPT, KEPT);
    database.forgetPeer(BOB);
    rewriteWhole(database);
    database.close();
    expect(traces(plainPages(path))).toMatchObject({
      [SAID]: false,
      [NAMED]: false,
      [LIVES]: false,
      [KEPT]: true,
    });
  });

  test('leaves the conversations of others whole', () => {
    const path = join(temporaryFolder(), 'natter.db');
    const database = open(path);
    talk(database, WITH_BOB, SAID, HEARD);
    talk(database, WITH_EVE, KEPT, KEPT);
    const before = database.historyBefore(WITH_EVE, null, 5000);
    database.forgetPeer(BOB);
    rewriteWhole(database);
    expect(database.historyBefore(WITH_EVE, null, 5000)).toEqual(before);
    database.close();
    const connection = connect(path, KEY);
    checkIndex(connection);
    expect(connection.pragma('integrity_check', {simple: true})).toBe('ok');
    connection.close();
  });

  test('a peer without a conversation goes too, and one that is not there is no error', () => {
    const path = join(temporaryFolder(), 'natter.db');
    const database = open(path);
    database.savePeer(peer(BOB, NAMED, `${LIVES}:4242`));
    database.forgetPeer(BOB);
    database.forgetPeer(BOB);
    rewriteWhole(database);
    database.close();
    expect(traces(plainPages(path))).toMatchObject({[NAMED]: false, [LIVES]: false, key: false});
  });
});

test('what a blocked peer was before is kept, and gone when it is not blocked any more', () => {
  const path = join(temporaryFolder(), 'natter.db');
  const database = open(path);
  const blocked = {
    ...peer(BOB, 'bob', 'example.org:1'),
    relation: 'blocked',
    blockedFrom: 'contact',
  } as const;
  database.savePeer(blocked);
  database.savePeer(peer(EVE, 'eve', 'example.org:2'));
  database.close();
  const again = open(path);
  expect(again.peers()).toEqual([blocked, peer(EVE, 'eve', 'example.org:2')]);
  again.savePeer(peer(BOB, 'bob', 'example.org:1'));
  expect(again.peers()).toEqual([peer(BOB, 'bob', 'example.org:1'), peer(EVE, 'eve', 'example.org:2')]);
  again.close();
});
