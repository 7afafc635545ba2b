import {NatterError} from '../../lib/errors.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {errnoOf} from '../files/file-errors.ts';

/**
 * Tells a person what an error of SQLite means for the database at `path`. Every other error passes
 * through unchanged. Pages authenticate themselves, so damage shows as SQLITE_CORRUPT, and on the first
 * page (a wrong key, a foreign file) as SQLITE_NOTADB, at whatever moment it is read.
 */
export function databaseError(error: unknown, path: string): unknown {
  const code = errnoOf(error) ?? '';
  const options = {cause: error};
  switch (primaryCode(code)) {
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return damagedDatabase(path, profileTexts.database.damaged, error);
    case 'SQLITE_FULL':
      return new NatterError('DISK_FULL', profileTexts.database.diskFull(path), options);
    case 'SQLITE_IOERR':
      return new NatterError('DISK_FAILED', profileTexts.database.diskFailed(path, code), options);
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
      return new NatterError('PROFILE_UNWRITABLE', profileTexts.database.notWritable(path, code), options);
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new NatterError('PROFILE_LOCKED', profileTexts.database.inUse(path), options);
    default:
      return error;
  }
}

/** The database cannot be used, and why. */
export function damagedDatabase(path: string, why: string, cause?: unknown): NatterError {
  return new NatterError('DATABASE_DAMAGED', profileTexts.database.unreadable(path, why), {cause});
}

/** The same methods, whose errors are those a person can be told. */
export function translateErrors<T extends Record<string, (...args: never[]) => unknown>>(
  methods: T,
  path: string,
): T {
  const translated = Object.entries(methods).map(([name, method]) => [
    name,
    (...args: never[]) => translating(() => method(...args), path),
  ]);
  return Object.fromEntries(translated) as T;
}

/** Does something with the database at `path`; errors of SQLite become those a person can be told. */
export function translating<T>(work: () => T, path: string): T {
  try {
    return work();
  } catch (error) {
    throw databaseError(error, path);
  }
}

/** `SQLITE_IOERR_FSYNC` is a kind of `SQLITE_IOERR`. */
function primaryCode(code: string): string {
  return code === 'SQLITE_IOERR_CORRUPTFS' ? 'SQLITE_CORRUPT' : code.split('_', 2).join('_');
}
