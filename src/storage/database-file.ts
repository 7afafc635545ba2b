import {closeSync, constants, lstatSync, openSync, renameSync, rmSync} from 'node:fs';
import {dirname} from 'node:path';
import {syncFolder} from './atomic-file.ts';
import {connect} from './connection.ts';
import {fileError} from './file-errors.ts';
import {checkPrivateFile} from './private-file.ts';
import {claimDatabase} from './queries/authors.ts';
import {migrate} from './schema.ts';
import {damagedDatabase, databaseError} from './sqlite-errors.ts';

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
    throw damagedDatabase(path, `it is gone, but the newest part of it is left in ${path}${WAL_SUFFIX}`);
  }
  const size = exists ? lstatSync(path).size : 0;
  const isCut = size % PAGE_BYTES !== 0 && !companions.includes(WAL_SUFFIX); // a log would mend its end
  if (exists && (size < PAGE_BYTES || isCut)) {
    throw damagedDatabase(path, 'it is cut short');
  }
  return exists;
}

/**
 * Makes a new database and only then puts it in its place, so that a start that is cut short leaves none.
 * Throws `DISK_FULL`, `DISK_FAILED`, `PROFILE_UNWRITABLE`.
 */
export function createDatabaseFile(path: string, key: Uint8Array, selfKey: string): void {
  const temporary = `${path}.new`;
  try {
    removeDatabaseFiles(temporary);
    createEmpty(temporary);
    fill(temporary, key, selfKey);
    renameSync(temporary, path);
    syncFolder(dirname(path));
  } catch (error) {
    throw fileError(databaseError(error, temporary), `create the database ${path}`);
  }
}

/** SQLite would make the file readable for others. */
function createEmpty(path: string): void {
  closeSync(openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600));
}

function fill(path: string, key: Uint8Array, selfKey: string): void {
  const connection = connect(path, key);
  try {
    migrate(connection, path);
    claimDatabase(connection, selfKey, path);
  } finally {
    connection.close();
  }
}

function removeDatabaseFiles(path: string): void {
  for (const file of [path, ...COMPANIONS.map(suffix => path + suffix)]) {
    rmSync(file, {force: true});
  }
}
