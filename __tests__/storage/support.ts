import {createHash} from 'node:crypto';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, expect} from '@jest/globals';
import {type ErrorCode, NatterError} from '../../src/lib/errors.ts';
import {createDatabase} from '../../src/storage/database.ts';
import type {Random} from '../../src/storage/profile/secrets.ts';
import {type Connection, connect, IN_MEMORY} from '../../src/storage/sqlite/connection.ts';
import {claimDatabase} from '../../src/storage/sqlite/queries/authors.ts';
import {migrate} from '../../src/storage/sqlite/schema.ts';
import type {Database, EntryName, OwnLog} from '../../src/storage/types.ts';
import type {WireEntry} from '../../src/wire/chat/messages.ts';

/** Public keys whose ranks are 0x111111111111, 0x222222222222, 0x333333333333. */
export const ADA = '11'.repeat(32);
export const BOB = '22'.repeat(32);
export const EVE = '33'.repeat(32);
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
  const connection = connect(IN_MEMORY, KEY);
  migrate(connection, IN_MEMORY);
  claimDatabase(connection, selfKey, IN_MEMORY);
  const clockTime = () => 0; // clocks count from 1
  const options = {path: IN_MEMORY, key: KEY, selfKey, random: counting(), now, clockTime, mostUnindexed: 1};
  return {connection, database: createDatabase(connection, options)};
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
