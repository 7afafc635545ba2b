import {copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {directWith, peerOf} from '../../../src/lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../../src/lib/ids.ts';
import {searchWords} from '../../../src/lib/text/search-words.ts';
import {openDatabase} from '../../../src/storage/database.ts';
import {connect} from '../../../src/storage/sqlite/connection.ts';
import type {Database, PeerRow} from '../../../src/storage/types.ts';
import type {EntryRef, WholeEntry, WireEntry} from '../../../src/wire/chat/messages.ts';
import {
  ADA,
  BOB,
  checkIndex,
  counting,
  draft,
  EVE,
  failure,
  indexedAtOnce,
  KEY,
  memoryDatabase,
  NOW,
  plainPages,
  rewriteWhole,
  SALT,
  temporaryFolder,
  WITH_BOB,
  WITH_EVE,
} from '../support.ts';

const SECRET = 'quicksilver';

function open(path: string, now = () => NOW): Database {
  return indexedAtOnce(
    openDatabase({path, key: KEY, selfKey: ADA, random: counting(), now, clockTime: () => 0}),
  );
}

function ownRef(epoch: number, sequence: number): EntryRef {
  return {author: ADA, epoch, sequence};
}

function pointing(kind: 'edit' | 'delete' | 'reaction', target: EntryRef, body = '') {
  return {kind, body, time: NOW, target} as const;
}

function remote(clock: number, more: Partial<Omit<WholeEntry, 'salt' | 'received'>> = {}): WireEntry {
  return {clock, time: NOW, kind: 'text', target: null, body: `heard ${clock}`, salt: SALT, ...more};
}

function peer(key: PeerKey, more: Partial<PeerRow> = {}): PeerRow {
  const name = `peer ${key[0]}`;
  return {
    key,
    name,
    relation: 'contact',
    verified: true,
    address: 'a:1',
    lastSeen: NOW,
    held: false,
    ...more,
  };
}

/** Many messages, so that the search index has several parts. */
function fill(database: Database, other: ConversationId, count: number, word = 'usual'): void {
  for (let first = 0; first < count; first += 64) {
    database.appendOwn(
      other,
      Array.from({length: Math.min(64, count - first)}, (_, index) =>
        draft(`${word}${first + index} ${word} ${'x'.repeat((first + index) % 150)}`),
      ),
    );
  }
}

function found(database: Database, text: string): string[] {
  const words = searchWords(text);
  return database.search({words, conversation: null, before: null, limit: 50}).entries.map(row => row.body);
}

/** Everything that can be asked of a database. */
function everything(database: Database): unknown {
  const conversations = database.conversations();
  return {
    peers: database.peers(),
    drafts: database.drafts(),
    expiry: database.nextExpiry(),
    conversations: conversations.map(row => {
      const {entries} = database.historyBefore(row.id, null, 10_000);
      return {
        row,
        entries,
        shown: database.shown(entries),
        own: database.ownLogs(row.id),
        sent: database.ownLogs(row.id).map(({epoch}) => database.ownEntries(row.id, epoch, 0, 64)),
        positions: database.positions(row.id, peerOf(row.id)),
        read: database.readPositions(row.id, peerOf(row.id)),
      };
    }),
    words: ['usual1', 'heard', 'edited', SECRET].map(word => found(database, word)),
  };
}

/** The file fits together, and its index holds just the words of its texts. */
function expectSound(path: string): void {
  const connection = connect(path, KEY);
  checkIndex(connection);
  expect(connection.pragma('integrity_check', {simple: true})).toBe('ok');
  connection.close();
}

describe('single texts', () => {
  test('that were deleted are in no page after it', () => {
    const path = join(temporaryFolder(), 'natter.db');
    const database = open(path);
    fill(database, WITH_BOB, 1000);
    database.appendOwn(WITH_BOB, [draft(`a ${SECRET} in it`)]);
    fill(database, WITH_BOB, 1000);
    expect(database.traces()).toBeNull();
    database.appendOwn(WITH_BOB, [pointing('delete', ownRef(1, 1001))]);
    expect(database.traces()).toBe('text');
    expect(rewriteWhole(database)).toBeGreaterThan(3);
    expect(database.traces()).toBeNull();
    expect(found(database, SECRET)).toEqual([]);
    database.close();
    expect(plainPages(path).includes(SECRET)).toBe(false);
    expect(plainPages(path).includes('usual999')).toBe(true);
    expectSound(path);
  });

  test('of edits that were edited again are in no page after it', () => {
    const path = join(temporaryFolder(), 'natter.db');
    const database = open(path);
    fill(database, WITH_BOB, 1000);
    for (const text of [`a ${SECRET} by mistake`, 'edited']) {
      database.appendOwn(WITH_BOB, [pointing('edit', ownRef(1, 500), text)]);
      fill(database, WITH_BOB, 500);
    }
    expect(database.traces()).toBe('text');
    rewriteWhole(database);
    expect(found(database, SECRET)).toEqual([]);
    expect(found(database, 'edited')).toHaveLength(1);
    database.close();
    expect(plainPages(path).includes(SECRET)).toBe(false);
    expectSound(path);
  });

  test('that disappeared are in no page after it', () => {
    const path = join(temporaryFolder(), 'natter.db');
    let now = NOW;
    const database = open(path, () => now);
    fill(database, WITH_BOB, 300);
    database.appendOwn(WITH_BOB, [
      {kind: 'expire', body: '60', time: NOW, target: null},
      draft(`${SECRET} here`),
    ]);
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 302});
    now += 60_000;
    expect(database.removeExpired(now, 9)).toHaveLength(1);
    rewriteWhole(database);
    database.close();
    expect(plainPages(path).includes(SECRET)).toBe(false);
    expectSound(path);
  });
});

describe('a forgotten conversation', () => {
  test('is out of sight at once, and out of the file after it; others do not change', () => {
    const path = join(temporaryFolder(), 'natter.db');
    const database = open(path);
    database.savePeer(peer(BOB));
    database.savePeer(peer(EVE));
    fill(database, WITH_BOB, 700, SECRET);
    database.saveDraft(WITH_BOB, `${SECRET} draft`);
    fill(database, WITH_EVE, 700);
    fill(database, WITH_BOB, 700, SECRET);
    database.appendRemote(WITH_BOB, BOB, 9, 1, [remote(9000, {body: `${SECRET} heard`})]);
    const others = everything(database) as {conversations: unknown[]};
    database.forgetPeer(BOB);
    expect(database.traces()).toBe('conversation');
    expect(database.peers()).toEqual([peer(EVE)]);
    expect(database.conversations().map(row => row.id)).toEqual([EVE]);
    expect(database.conversation(WITH_BOB)).toBeNull();
    expect(database.drafts()).toEqual([]);
    expect(found(database, SECRET)).toEqual([]);
    expect(statSync(`${path}-wal`).size).toBe(0);
    rewriteWhole(database);
    expect(database.traces()).toBeNull();
    expect((everything(database) as typeof others).conversations).toEqual([others.conversations[1]]);
    database.close();
    const pages = plainPages(path);
    expect([pages.includes(SECRET), pages.includes(Buffer.from(BOB, 'hex'))]).toEqual([false, false]);
    expectSound(path);
    expect(readdirSync(join(path, '..'))).toEqual(['natter.db']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('may begin anew meanwhile, with the same peer', () => {
    const path = join(temporaryFolder(), 'natter.db');
    const database = open(path);
    fill(database, WITH_BOB, 1500, SECRET);
    fill(database, WITH_EVE, 600); // more than one piece
    database.forgetPeer(BOB);
    expect(database.rewrite()).toBe(true);
    database.savePeer(peer(BOB));
    database.appendRemote(WITH_BOB, BOB, 5, 1, [remote(1), remote(2)]);
    database.appendOwn(WITH_BOB, [draft('hello again')]);
    const before = everything(database);
    rewriteWhole(database);
    expect(everything(database)).toEqual(before);
    expect(database.historyBefore(WITH_BOB, null, 9).entries.map(row => row.body)).toEqual([
      'heard 1',
      'heard 2',
      'hello again',
    ]);
    database.close();
    expect(plainPages(path).includes(SECRET)).toBe(false);
  });

  test('that is forgotten in the middle of a rewrite is not in the new file either', () => {
    const path = join(temporaryFolder(), 'natter.db');
    const database = open(path);
    fill(database, WITH_BOB, 700, SECRET);
    fill(database, WITH_EVE, 700);
    database.appendOwn(WITH_EVE, [pointing('delete', ownRef(2, 1))]);
    expect([database.rewrite(), database.rewrite()]).toEqual([true, true]);
    database.forgetPeer(BOB);
    rewriteWhole(database);
    expect(database.traces()).toBeNull();
    database.close();
    expect(plainPages(path).includes(SECRET)).toBe(false);
  });

  test('stays so when natter is killed at any moment, and its bytes go with the next rewrite', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'natter.db');
    const database = open(path);
    database.savePeer(peer(BOB));
    fill(database, WITH_BOB, 1200, SECRET);
    fill(database, WITH_EVE, 600);
    database.forgetPeer(BOB);
    const kept = everything(database);
    for (let pieces = 0; database.rewrite(); pieces++) {
      const copy = copyFolder(folder, temporaryFolder());
      const again = open(join(copy, 'natter.db'));
      expect(everything(again)).toEqual(kept);
      expect(again.traces()).toBe('conversation');
      if (pieces < 3) {
        rewriteWhole(again);
        expect(everything(again)).toEqual(kept);
      }
      again.close();
      expect(plainPages(join(copy, 'natter.db')).includes(SECRET)).toBe(pieces >= 3);
    }
    expect(everything(database)).toEqual(kept);
    database.close();
  });
});

/** The files as a killed process leaves them. */
function copyFolder(from: string, to: string): string {
  for (const name of readdirSync(from)) {
    copyFileSync(join(from, name), join(to, name));
  }
  return to;
}

describe('what happens meanwhile', () => {
  test('messages that come in all the time do not keep it from ending, and are in the new file', () => {
    const path = join(temporaryFolder(), 'natter.db');
    const database = open(path);
    fill(database, WITH_BOB, 900);
    for (let said = 0; database.rewrite(); said += 1) {
      expect(said).toBeLessThan(100);
      database.appendOwn(WITH_BOB, [draft(`meanwhile ${said}`)]);
    }
    const shown = database.historyBefore(WITH_BOB, null, 2000).entries;
    expect(shown.at(-1)?.body).toMatch(/^meanwhile /);
    expect(shown.length).toBeGreaterThan(900);
    database.close();
  });

  test.each([1, 2, 3])('is in the new file as if nothing was (story %d)', seed => {
    const path = join(temporaryFolder(), 'natter.db');
    let now = NOW;
    const one = open(path, () => now);
    const twin = memoryDatabase(() => now).database;
    const random = randomFrom(seed);
    const both = (work: (database: Database) => unknown) => expect(work(one)).toEqual(work(twin));
    for (const other of [BOB, EVE]) {
      both(database => database.savePeer(peer(other)));
      both(database => fill(database, directWith(other), 900));
    }
    let [clock, heard] = [5000, 0];
    const happen = [
      () => {
        const drafts = [draft(`edited ${random(9)}`), draft('usual1')];
        both(database => database.appendOwn(WITH_BOB, drafts));
      },
      () => {
        const target = ownRef(1, 1 + random(900));
        both(database =>
          database.appendOwn(WITH_BOB, [pointing('edit', target, `edited ${target.sequence}`)]),
        );
      },
      () => {
        const target = ownRef(2, 1 + random(900));
        both(database => database.appendOwn(WITH_EVE, [pointing('delete', target)]));
      },
      () => {
        const count = 1 + random(5);
        const batch = Array.from({length: count}, () => remote(++clock, {lifetime: 1 + random(3)}));
        both(database => database.appendRemote(WITH_EVE, EVE, 7, heard + 1, batch));
        heard += count;
      },
      () => {
        const target = ownRef(2, 1 + random(900));
        const reaction = remote(++clock, pointing('reaction', target, '👍'));
        both(database => database.appendRemote(WITH_EVE, EVE, 8, 1, [reaction]));
      },
      () => {
        now += 1000;
        both(database => database.removeExpired(now, 32));
      },
      () => both(database => database.rotateOwnLog(WITH_BOB, 850)),
      () => {
        const row = peer(BOB, {name: `bob ${random(99)}`});
        both(database => database.savePeer(row));
      },
      () => {
        const text = 'x'.repeat(random(2000));
        both(database => database.saveDraft(WITH_EVE, text));
      },
      () => {
        const seen = twin.historyBefore(WITH_EVE, null, 1 + random(40)).entries;
        const some = seen.filter(() => random(2) === 0);
        both(database => database.markRead(WITH_EVE, some));
      },
      () => {
        const sequence = 1 + random(800);
        both(database => database.acknowledge(WITH_EVE, EVE, {epoch: 2, sequence}));
      },
      () => {
        const muted = random(2) === 0;
        both(database => database.setMuted(WITH_EVE, muted, muted ? 5 : null));
      },
    ];
    const done = new Set<number>();
    const isOver = (which: number) => [4, 6].includes(which) && done.has(which); // twice is an error
    for (let round = 0; round < 2; round++) {
      do {
        for (let step = 0; step < 6; step++) {
          const which = random(happen.length);
          if (!isOver(which)) {
            happen[which]?.();
            done.add(which);
          }
        }
      } while (one.rewrite());
      expect(everything(one)).toEqual(everything(twin));
    }
    one.close();
    expectSound(path);
  });

  test('in memory too', () => {
    const {database} = memoryDatabase();
    fill(database, WITH_BOB, 600);
    fill(database, WITH_EVE, 600);
    database.forgetPeer(BOB);
    expect(database.rewrite()).toBe(true);
    database.appendOwn(WITH_EVE, [draft('meanwhile')]);
    const before = everything(database);
    rewriteWhole(database);
    expect(everything(database)).toEqual(before);
    expect(database.traces()).toBeNull();
  });
});

test('a disk that refuses leaves the old file in use, and another attempt is made from the beginning', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'natter.db');
  const database = open(path);
  fill(database, WITH_BOB, 600, SECRET);
  fill(database, WITH_EVE, 100);
  database.forgetPeer(BOB);
  mkdirSync(`${path}.new`); // nothing can be written there
  expect(() => database.rewrite()).toThrow();
  database.appendOwn(WITH_EVE, [draft('goes on')]);
  expect(database.traces()).toBe('conversation');
  rmSync(`${path}.new`, {recursive: true});
  rewriteWhole(database);
  database.close();
  expect(plainPages(path).includes(SECRET)).toBe(false);
  expect(plainPages(path).includes('goes on')).toBe(true);
});

test('a log that another program keeps alive is never put beside the new file', () => {
  const path = join(temporaryFolder(), 'natter.db');
  const database = open(path);
  fill(database, WITH_BOB, 100, SECRET);
  const looker = connect(path, KEY);
  looker.prepare('SELECT count(*) FROM peers').get();
  database.appendOwn(WITH_BOB, [pointing('delete', ownRef(1, 1))]);
  failure('PROFILE_LOCKED', () => rewriteWhole(database));
  database.appendOwn(WITH_BOB, [draft('goes on')]);
  expect(database.traces()).toBe('text');
  looker.close();
  rewriteWhole(database);
  expect(database.traces()).toBeNull();
  database.close();
  expect(existsSync(`${path}-wal`)).toBe(false);
  expect(readFileSync(path).includes('SQLite format 3')).toBe(false);
  expectSound(path);
});

/** Numbers from 0 up to a limit, the same for one seed. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed * 2_654_435_761;
  return limit => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
}
