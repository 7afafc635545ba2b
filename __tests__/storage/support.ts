import {createHash} from 'node:crypto';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, expect} from '@jest/globals';
import {directWith} from '../../src/lib/conversation.ts';
import {type ErrorCode, NatterError} from '../../src/lib/errors.ts';
import {peerKey} from '../../src/lib/ids.ts';
import {GRAMS, gramsOf, wantedGrams} from '../../src/lib/text/grams.ts';
import {searchForm} from '../../src/lib/text/search-form.ts';
import {searchWords} from '../../src/lib/text/search-words.ts';
import {createDatabase} from '../../src/storage/database.ts';
import type {Random} from '../../src/storage/profile/secrets.ts';
import {type Connection, connect, IN_MEMORY} from '../../src/storage/sqlite/connection.ts';
import {bindToIdentity} from '../../src/storage/sqlite/queries/authors.ts';
import {createGramTable} from '../../src/storage/sqlite/queries/gram-table.ts';
import {CHUNK, decodeRows, rowsOf} from '../../src/storage/sqlite/queries/postings.ts';
import {migrate} from '../../src/storage/sqlite/schema.ts';
import type {Database, EntryName, OwnLog} from '../../src/storage/types.ts';
import type {WireEntry} from '../../src/wire/chat/messages.ts';

/** Public keys whose ranks are 0x111111111111, 0x222222222222, 0x333333333333. */
export const ADA = peerKey('11'.repeat(32));
export const BOB = peerKey('22'.repeat(32));
export const EVE = peerKey('33'.repeat(32));
/** The conversations with them. */
export const WITH_ADA = directWith(ADA);
export const WITH_BOB = directWith(BOB);
export const WITH_EVE = directWith(EVE);
export const ADA_RANK = 0x111111111111;
export const BOB_RANK = 0x222222222222;
/** Wall time of every test, in milliseconds. */
export const NOW = 1_700_000_000_000;
export const KEY = Buffer.alloc(32, 7);
/** The salt of every entry that a test makes itself. */
export const SALT = new Uint8Array(16).fill(7);

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) {
    rmSync(folder, {recursive: true, force: true});
  }
});

/** A new folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'natter-storage-'));
  folders.push(folder);
  return folder;
}

/** A database in memory, Ada's by default, with the connection below it. Epochs are 1, 2, 3, … */
export function memoryDatabase(
  now: () => number = () => NOW,
  selfKey = ADA,
): {database: Database; connection: Connection} {
  const {database, connection} = unindexedDatabase(now, selfKey);
  return {database: indexedAtOnce(database), connection};
}

/** The same as in the product, where entries wait for the search index. */
export function unindexedDatabase(
  now: () => number = () => NOW,
  selfKey = ADA,
): {database: Database; connection: Connection} {
  const connection = connect(IN_MEMORY, KEY);
  migrate(connection, IN_MEMORY);
  bindToIdentity(connection, selfKey, IN_MEMORY);
  const clockTime = () => 0; // clocks count from 1
  const options = {path: IN_MEMORY, key: KEY, selfKey, random: counting(), now, clockTime};
  return {connection, database: createDatabase(connection, options)};
}

/** A database in which no entry waits for the search index. */
export function indexedAtOnce(database: Database): Database {
  return {
    ...database,
    appendOwn(...appended) {
      const rows = database.appendOwn(...appended);
      indexAll(database);
      return rows;
    },
    appendRemote(...appended) {
      const outcome = database.appendRemote(...appended);
      indexAll(database);
      return outcome;
    },
  };
}

export function indexAll(database: Database): void {
  while (database.isIndexBehind(1)) {
    database.indexNext();
  }
}

/** The texts of the rows that have all grams of one of some words, written as `this OR that`. */
export function findIndexed(connection: Connection, words: string): string[] {
  const {withAll} = createGramTable(connection);
  const last = connection.prepare<[], number | null>('SELECT max(row) FROM entries').pluck().get() ?? 0;
  const rows = new Set<number>();
  for (const word of words.split(' OR ')) {
    const grams = searchWords(word).flatMap(wantedGrams);
    for (let chunk = 0; chunk <= last / CHUNK; chunk += 1) {
      const bits = withAll(chunk, grams);
      for (const row of bits === null ? [] : rowsOf(bits)) {
        rows.add(CHUNK * chunk + row);
      }
    }
  }
  const body = connection.prepare<[number], string>('SELECT body FROM searchable WHERE row = ?').pluck();
  return [...rows].sort((one, other) => one - other).map(row => body.get(row) ?? 'no text');
}

/** The index holds the grams of the texts that it knows, and nothing else. */
export function checkIndex(connection: Connection): void {
  const upTo = connection.prepare<[], number>('SELECT upto FROM indexing').pluck().get() ?? 0;
  const expected = new Map<number, number[]>();
  const texts = connection.prepare<[number], {row: number; body: string}>(
    'SELECT row, body FROM indexed WHERE row <= ? ORDER BY row',
  );
  for (const {row, body} of texts.all(upTo)) {
    for (const gram of gramsOf(searchForm(body))) {
      const place = Math.floor(row / CHUNK) * GRAMS + gram;
      const rows = expected.get(place) ?? [];
      rows.push(row % CHUNK);
      expected.set(place, rows);
    }
  }
  const held = connection
    .prepare<[], {place: number; rows: Uint8Array}>('SELECT place, rows FROM search_grams ORDER BY place')
    .all();
  const written = (place: number, rows: readonly number[]) => `${place}: ${rows.join()}`;
  expect(held.map(({place, rows}) => written(place, rowsOf(decodeRows(rows))))).toEqual(
    [...expected].sort(([one], [other]) => one - other).map(([place, rows]) => written(place, rows)),
  );
}

const EPOCH_BYTES = 6;

/** Draws 1, 2, 3, … as big-endian numbers for epochs, and on their own for all else. */
export function counting(): Random {
  const drawn = {epochs: 0, others: 0};
  return size => {
    const bytes = Buffer.alloc(size);
    const number = size === EPOCH_BYTES ? ++drawn.epochs : ++drawn.others;
    bytes.writeUInt32BE(number, size - 4);
    return bytes;
  };
}

/** Consecutive texts with the clocks given. */
export function texts(...clocks: readonly number[]): WireEntry[] {
  return clocks.map(clock => ({
    clock,
    time: NOW - 1000 + clock,
    kind: 'text',
    target: null,
    body: `at ${clock}`,
    salt: SALT,
  }));
}

/** Names of entries of Bob, for marks: [epoch, sequence]. */
export function named(...places: readonly (readonly [epoch: number, sequence: number])[]): EntryName[] {
  return places.map(([epoch, sequence]) => ({author: BOB, epoch, sequence}));
}

/** An own text that is to be written. */
export function draft(body: string) {
  return {kind: 'text', body, time: NOW, target: null} as const;
}

/** Expects a failure with this code, and returns its message. */
export function failure(code: ErrorCode, work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(NatterError);
    expect(error).toMatchObject({code});
    return (error as NatterError).message;
  }
  throw new Error(`Expected ${code}, but nothing was thrown`);
}

/** All pages of a database, decrypted: those in use and those that are free. */
export function plainPages(path: string): Buffer {
  const connection = connect(path, KEY) as Connection & {serialize: () => Buffer};
  try {
    const pages = connection.serialize();
    const count = Number(connection.pragma('page_count', {simple: true}));
    const size = Number(connection.pragma('page_size', {simple: true}));
    expect(pages.byteLength).toBe(count * size);
    expect(pages.subarray(0, 15).toString()).toBe('SQLite format 3');
    return pages;
  } finally {
    connection.close();
  }
}

/** Writes the file anew in one go; in how many pieces. */
export function rewriteWhole(database: Database): number {
  let pieces = 1;
  while (database.rewrite()) {
    pieces++;
  }
  return pieces;
}

/** Name and content hash of every file of a folder: equal if nothing in it was touched. */
export function fingerprint(folder: string): Record<string, string> {
  const hashes = readdirSync(folder).map(name => [name, sha256(readFileSync(join(folder, name)))]);
  return Object.fromEntries(hashes);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** An own log of today that was never handed to a link. */
export function ownLog(epoch: number, last: number, acknowledged: number, read: number): OwnLog {
  return {epoch, last, acknowledged, read, isOld: false, isSent: false};
}

/** What a conversation is where nobody changed it. */
export const USUAL = {mutedUntil: null, listing: 'normal'} as const;
