import {closeSync, constants, lstatSync, openSync, renameSync, rmSync} from 'node:fs';
import {dirname} from 'node:path';
import {NatterError} from '../lib/errors.ts';
import type {PeerKey} from '../lib/ids.ts';
import {profileTexts} from '../lib/texts/profile.ts';
import {retrying, syncFolder, writeFileAtomic} from './files/atomic-file.ts';
import {fileError} from './files/file-errors.ts';
import {checkPrivateFile} from './files/private-file.ts';
import {connect} from './sqlite/connection.ts';
import {bindToIdentity} from './sqlite/queries/authors.ts';
import {migrate} from './sqlite/schema.ts';
import {damagedDatabase, databaseError} from './sqlite/sqlite-errors.ts';

/** SQLite takes what is shorter than a page for a database that is to be made. */
const PAGE_BYTES = 4096;
const WAL_SUFFIX = '-wal';
/** What SQLite may put beside a database. */
const COMPANIONS = [WAL_SUFFIX, '-shm', '-journal'];

/**
 * Looks for the database file: false if there is none, nor anything of one. Throws `DATABASE_DAMAGED` if it
 * has no whole pages (a new one is only ever put in place complete) or if only its write-ahead log is
 * left (SQLite would throw that away), and `PROFILE_UNSAFE` like `checkPrivateFile`.
 */
export function requireDatabaseFile(path: string): boolean {
  const exists = checkPrivateFile(path);
  const companions = COMPANIONS.filter(suffix => checkPrivateFile(path + suffix));
  if (!exists && companions.includes(WAL_SUFFIX)) {
    throw damagedDatabase(path, profileTexts.database.partLeft(path, WAL_SUFFIX));
  }
  const size = exists ? lstatSync(path).size : 0;
  const isCut = size % PAGE_BYTES !== 0 && !companions.includes(WAL_SUFFIX); // a log would mend its end
  if (exists && (size < PAGE_BYTES || isCut)) {
    throw damagedDatabase(path, profileTexts.database.cutShort);
  }
  return exists;
}

/** Says on the disk that the first database of a profile is about to be made. Throws like `createDatabaseFile`. */
export function announceDatabase(path: string): void {
  try {
    emptyInPlace(newOf(path));
  } catch (error) {
    throw fileError(error, profileTexts.attempts.createDatabase(path));
  }
}

/** Throws `DATABASE_DAMAGED` for a database that is gone, unless it was never there: it is announced only. */
export function requireAnnounced(path: string): void {
  if (!checkPrivateFile(newOf(path))) {
    throw new NatterError('DATABASE_DAMAGED', profileTexts.database.gone(path));
  }
}

/** Where a database is made before it is put in its place. */
export function newOf(path: string): string {
  return `${path}.new`;
}

/** Where a copy for a backup is made; one that a kill left is removed at the next start. */
export function snapshotOf(path: string): string {
  return `${path}.backup`;
}

/**
 * Creates a new database and only then puts it in its place, so that a start that is cut short leaves none.
 * Throws `DISK_FULL`, `DISK_FAILED`, `PROFILE_UNWRITABLE`.
 */
export function createDatabaseFile(path: string, key: Uint8Array, selfKey: PeerKey): void {
  const temporary = newOf(path);
  try {
    emptyInPlace(temporary);
    fill(temporary, key, selfKey);
    retrying(() => renameSync(temporary, path));
    syncFolder(dirname(path));
  } catch (error) {
    throw fileError(databaseError(error, temporary), profileTexts.attempts.createDatabase(path));
  }
}

/**
 * Replaces a database by a new one; both are closed. Throws if something of the old one is left beside it: SQLite
 * would take that for a part of the new one.
 */
export function putInPlace(temporary: string, path: string): void {
  if (lstatSync(path + WAL_SUFFIX, {throwIfNoEntry: false}) !== undefined) {
    throw new NatterError('PROFILE_LOCKED', profileTexts.database.inUse(path));
  }
  try {
    syncFolder(dirname(path)); // that the old log is gone is to be on the disk first
    retrying(() => renameSync(temporary, path));
    syncFolder(dirname(path));
  } catch (error) {
    throw fileError(error, profileTexts.attempts.replace(path));
  }
}

/** Leaves an empty file, which is not gone for a moment: it says that a database was never there. */
function emptyInPlace(path: string): void {
  for (const suffix of COMPANIONS) {
    rmSync(path + suffix, {force: true});
  }
  writeFileAtomic(path, new Uint8Array());
}

/** SQLite would make the file readable for others. */
export function createEmptyFile(path: string): void {
  closeSync(openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600));
}

function fill(path: string, key: Uint8Array, selfKey: PeerKey): void {
  const connection = connect(path, key);
  try {
    migrate(connection, path);
    bindToIdentity(connection, selfKey, path);
  } finally {
    connection.close();
  }
}

/** Removes a database with all that SQLite put beside it, if there is any. */
export function removeDatabaseFiles(path: string): void {
  for (const file of [path, ...COMPANIONS.map(suffix => path + suffix)]) {
    rmSync(file, {force: true});
  }
}
