import {cpSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {peerKeyOfSeed} from '../../../src/identity/key-pair.ts';
import {directWith} from '../../../src/lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../../src/lib/ids.ts';
import {openDatabase} from '../../../src/storage/database.ts';
import {connect} from '../../../src/storage/sqlite/connection.ts';
import {MIGRATIONS, migrate} from '../../../src/storage/sqlite/schema.ts';
import type {Database} from '../../../src/storage/types.ts';
import {run} from '../child.ts';
import {failure, temporaryFolder} from '../support.ts';

/** Two profiles that natter 0.1.0 (8c0ab90) wrote: ann's and bob's, who talk to each other. */
const FIXTURES = new URL('../../fixtures/profile-0.1.0/', import.meta.url).pathname;
const KEY = Buffer.alloc(32, 9);
const ANN = peerKeyOfSeed(Buffer.alloc(32, 'a'));
const BOB = peerKeyOfSeed(Buffer.alloc(32, 'b'));
const [WITH_ANN, WITH_BOB] = [directWith(ANN), directWith(BOB)];
/** The wall time at which they were written. */
const THEN = 1_790_000_000_000;
const RELEASED = 6;

function copyOf(name: 'ann' | 'bob'): string {
  const path = join(temporaryFolder(), `${name}.db`);
  cpSync(join(FIXTURES, `${name}.db`), path);
  return path;
}

function open(path: string, selfKey: PeerKey): Database {
  return openDatabase({path, key: KEY, selfKey, now: () => THEN});
}

function texts(database: Database, other: ConversationId): string[] {
  const {entries} = database.historyBefore(other, null, 100);
  return database.shown(entries).map(({text, edited, reactions, quoted}) => {
    const marks = [
      ...(edited ? ['edited'] : []),
      ...reactions.map(({emoji, author}) => `${emoji} by ${author === ANN ? 'ann' : 'bob'}`),
      ...(quoted === null ? [] : [`to ${quoted.text}`]),
    ];
    return [text, ...marks].join(' | ');
  });
}

const ANNS = ['a1 | 👍 by bob', 'a2', 'the a3 | edited', 'b1 | to a2', ''];

describe('a profile of 0.1.0', () => {
  test('shows the same as before, on both sides', () => {
    const [ann, bob] = [open(copyOf('ann'), ANN), open(copyOf('bob'), BOB)];
    expect(texts(ann, WITH_BOB)).toEqual([
      ...ANNS,
      'a4, not delivered',
      'a5, not delivered | to a4, not delivered',
      'a6, disappears',
    ]);
    expect(texts(bob, WITH_ANN)).toEqual([...ANNS.slice(0, 4), 'b2, not delivered']);
    expect(ann.ownLogs(WITH_BOB)).toMatchObject([{last: 10, acknowledged: 4, read: 2, isOld: true}]);
    expect(ann.positions(WITH_BOB, BOB)).toMatchObject([{sequence: 2, chain: new Uint8Array(16)}]);
    expect(ann.drafts()).toEqual([{conversation: BOB, text: 'half a line'}]);
    expect(ann.conversation(WITH_BOB)).toMatchObject({muted: true, expiry: 5});
    expect(ann.peers()).toMatchObject([{key: BOB, name: 'bob', verified: true, addressProven: true}]);
  });

  test('goes on in a new log, and moves what is not known to have arrived', () => {
    const ann = open(copyOf('ann'), ANN);
    const [old] = ann.ownLogs(WITH_BOB);
    const [row] = ann.appendOwn(WITH_BOB, [{kind: 'text', body: 'a7', time: THEN, target: null}]);
    expect(row?.epoch).not.toBe(old?.epoch);
    const moved = ann.retireOldLog(WITH_BOB, old?.epoch ?? 0, 4);
    expect(moved).toMatchObject({last: 6, acknowledged: 0, isOld: false});
    const rows = ann.ownEntries(WITH_BOB, moved?.epoch ?? 0, 0, 64);
    expect(
      rows.map(({body, deleted, digest, salt}) => [body, deleted, digest !== null, salt !== null]),
    ).toEqual([
      ['', true, true, false],
      ['', false, false, true],
      ['a4, not delivered', false, false, true],
      ['a5, not delivered', false, false, true],
      ['3', false, false, true],
      ['a6, disappears', false, false, true],
    ]);
    expect(rows[3]?.target).toEqual({author: ANN, epoch: moved?.epoch, sequence: 3});
    expect(ann.retireOldLog(WITH_BOB, old?.epoch ?? 0, 4)).toBeNull();
  });

  test('that is cut off in the middle of the change is as it was, and changes the next time', () => {
    const path = copyOf('ann');
    const before = readFileSync(path);
    for (let upTo = RELEASED + 1; upTo <= MIGRATIONS.length; upTo++) {
      const connection = connect(path, KEY);
      const broken = [...MIGRATIONS.slice(0, upTo - 1), `${MIGRATIONS[upTo - 1]}; SELECT * FROM nowhere;`];
      expect(() => migrate(connection, path, broken)).toThrow('no such table: nowhere');
      expect(connection.pragma('user_version', {simple: true})).toBe(upTo - 1);
      connection.close();
    }
    expect(readFileSync(path)).not.toEqual(before);
    expect(texts(open(path, ANN), WITH_BOB).slice(0, 5)).toEqual(ANNS);
  });

  test('is copied whole when the file is written anew', () => {
    const path = copyOf('ann');
    const ann = open(path, ANN);
    const before = texts(ann, WITH_BOB);
    ann.appendOwn(WITH_BOB, [{kind: 'text', body: 'a7', time: THEN, target: null}]);
    while (ann.rewrite()) {
      // until it is done
    }
    expect(texts(ann, WITH_BOB)).toEqual([...before, 'a7']);
  });
});

/** Adds own messages to a database of 0.1.0, which is as it was released. */
function grow(path: string, count: number): void {
  const connection = connect(path, KEY);
  const log = connection.prepare<[], {log: number; last: number; last_clock: number; conversation: number}>(
    'SELECT log, last, last_clock, conversation FROM logs WHERE author = 1',
  );
  const {log: number = 0, last = 0, last_clock: clock = 0, conversation = 0} = log.get() ?? {};
  const add = connection.prepare(
    `INSERT INTO entries (conversation, log, sequence, clock, rank, time, kind, body)
     VALUES (?, ?, ?, ?, 0, ?, 1, ?)`,
  );
  connection.transaction(() => {
    for (let index = 1; index <= count; index++) {
      add.run(conversation, number, last + index, clock + index, THEN, `message ${index} of many`);
    }
    const end = [last + count, clock + count];
    connection.prepare('UPDATE logs SET last = ?, last_clock = ? WHERE log = ?').run(...end, number);
    connection
      .prepare('UPDATE conversations SET clock = ? WHERE conversation = ?')
      .run(clock + count, conversation);
  })();
  connection.close();
}

/** Migration and statement behind which the process is killed, one after the other on the same file. */
const DEATHS = [
  [7, 1], // the first change of all
  [7, 7], // entries have a new column, which is half filled
  [10, 4], // the new table of logs is there, and empty
  [10, 10], // all entries are being written anew
  [10, 16], // the old table of logs is gone
  [11, 2],
] as const;

test('a process that is killed in the middle of it loses nothing, wherever', async () => {
  const path = copyOf('ann');
  const count = 4000;
  grow(path, count);
  for (const [step, statement] of DEATHS) {
    const child = run('migrate-and-die.ts', path, String(step), String(statement));
    expect([await child.line(), await child.line()]).toEqual(['dying', null]);
    const connection = connect(path, KEY);
    expect([step, connection.pragma('user_version', {simple: true})]).toEqual([step, step - 1]);
    connection.close();
  }
  const ann = open(path, ANN);
  const {entries} = ann.historyBefore(WITH_BOB, null, 2 * count);
  expect(entries.filter(({body}) => body.endsWith('of many')).map(({body}) => body)).toEqual(
    Array.from({length: count}, (_, index) => `message ${index + 1} of many`),
  );
  expect(texts(ann, WITH_BOB)).toHaveLength(100);
  expect(ann.ownLogs(WITH_BOB)).toMatchObject([{last: 10 + count, acknowledged: 4, read: 2}]);
  ann.close();
  const connection = connect(path, KEY);
  expect(connection.pragma('integrity_check', {simple: true})).toBe('ok');
  connection.close();
});

test('natter 0.1.0 refuses a profile that was migrated, and leaves it as it is', () => {
  const path = copyOf('ann');
  open(path, ANN).close();
  const before = readFileSync(path);
  const connection = connect(path, KEY);
  const message = failure('PROFILE_NEWER', () => migrate(connection, path, MIGRATIONS.slice(0, RELEASED)));
  connection.close();
  expect(message).toContain('Update natter, or choose another folder with --profile.');
  expect(readFileSync(path)).toEqual(before);
});

test('every table is copied when a file is written anew', () => {
  const path = copyOf('ann');
  const ann = open(path, ANN);
  ann.close();
  const connection = connect(path, KEY);
  const tables = connection
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'")
    .pluck()
    .all();
  connection.close();
  const copier = readFileSync(new URL('../../../src/storage/compaction/copier.ts', import.meta.url), 'utf8');
  const elsewhere = ['entries', 'indexing', 'traces']; // copied row by row, made anew, and not to be kept
  const missing = tables.filter(table => !elsewhere.includes(table) && !copier.includes(`['${table}', `));
  expect(missing).toEqual([]);
});
