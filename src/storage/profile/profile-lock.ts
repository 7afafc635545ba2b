import {closeSync, constants, openSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import Sqlite from 'better-sqlite3-multiple-ciphers';
import {NatterError} from '../../lib/errors.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {writeFileAtomic} from '../files/atomic-file.ts';
import {errnoOf, fileError} from '../files/file-errors.ts';
import {checkPrivateFile, readPrivateFile} from '../files/private-file.ts';

/** Held by the one process that uses a profile. */
export type ProfileLock = {
  /** Lets the next one in. Calling it twice is harmless. */
  readonly release: () => void;
};

type Holder = {readonly pid: number; readonly since: number};

/** The grace for a holder that was killed a moment ago and is not quite gone, milliseconds. */
const PATIENCE = 200;
const HOLDER_LIMIT = 1024;

/** A connection that nobody refers to is closed by the garbage collector, and the lock with it. */
const held = new Set<Sqlite>();

/**
 * Takes the lock of a profile folder: an exclusive lock of SQLite on an empty database. The system gives it
 * up itself when the process ends, however it ends, so there is no stale lock and no race for one; and SQLite
 * refuses a second one in the same process too. Throws `PROFILE_LOCKED` saying who holds it and since when.
 *
 * Nobody may open the file `lock` by other means while it is held: POSIX drops a process's locks on a file
 * as soon as the process closes any descriptor of it. That is why the holder is named in a file of its own.
 */
export function acquireLock(folder: string, now: () => number): ProfileLock {
  const holderPath = join(folder, 'lock.json');
  const connection = lockExclusively(join(folder, 'lock'), holderPath);
  try {
    writeFileAtomic(holderPath, encodeHolder({pid: process.pid, since: now()}));
  } catch (error) {
    connection.close();
    throw error;
  }
  held.add(connection);
  return {
    release() {
      if (held.delete(connection)) {
        dropHolder(holderPath, connection);
      }
    },
  };
}

/** The name goes before the lock does: afterwards it would be the next holder's. */
function dropHolder(holderPath: string, connection: Sqlite): void {
  try {
    rmSync(holderPath, {force: true});
  } finally {
    connection.close();
  }
}

function lockExclusively(path: string, holderPath: string): Sqlite {
  let connection: Sqlite | undefined;
  try {
    createIfMissing(path);
    checkPrivateFile(path);
    connection = new Sqlite(path, {timeout: PATIENCE, fileMustExist: true});
    connection.pragma('journal_mode = MEMORY'); // nothing is ever written, so there is nothing to roll back
    connection.exec('BEGIN EXCLUSIVE');
    return connection;
  } catch (error) {
    connection?.close();
    throw lockError(error, path, holderPath);
  }
}

/** Never opens a file that is there already: it may be the one we hold. */
function createIfMissing(path: string): void {
  try {
    closeSync(openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600));
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') {
      throw error;
    }
  }
}

function lockError(error: unknown, path: string, holderPath: string): NatterError {
  const code = errnoOf(error) ?? '';
  if (!code.startsWith('SQLITE_')) {
    return fileError(error, profileTexts.attempts.use(path));
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return lockedError(path, readHolder(holderPath), error);
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new NatterError('PROFILE_UNSAFE', profileTexts.profile.notLockFile(path), {
      cause: error,
    });
  }
  return new NatterError('PROFILE_UNWRITABLE', profileTexts.profile.cannotLock(path, code), {cause: error});
}

function lockedError(path: string, holder: Holder | null, cause: unknown): NatterError {
  const who = holder === null ? '' : profileTexts.profile.lockHolder(holder.pid, describeTime(holder.since));
  return new NatterError('PROFILE_LOCKED', profileTexts.profile.locked(who, path), {cause});
}

function describeTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function encodeHolder(holder: Holder): Buffer {
  return Buffer.from(`${JSON.stringify(holder)}\n`);
}

/** Null if it cannot be told, or if the file is left over from a process that is gone. */
function readHolder(path: string): Holder | null {
  try {
    const parsed: unknown = JSON.parse(readPrivateFile(path, HOLDER_LIMIT)?.toString('utf8') ?? 'null');
    return isHolder(parsed) && isRunning(parsed.pid) ? parsed : null;
  } catch {
    return null; // only a courtesy: that the profile is in use is known without it
  }
}

function isHolder(value: unknown): value is Holder {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    Number.isSafeInteger(value.pid) &&
    Number(value.pid) > 0 &&
    'since' in value &&
    typeof value.since === 'number' &&
    Number.isFinite(new Date(value.since).getTime())
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
}
