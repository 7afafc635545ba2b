import {NatterError} from '../../lib/errors.ts';
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
      return damagedDatabase(path, 'it is damaged, or not encrypted with the key of this profile', error);
    case 'SQLITE_FULL':
      return new NatterError('DISK_FULL', `The disk is full: ${path} cannot grow. Make room.`, options);
    case 'SQLITE_IOERR':
      return new NatterError(
        'DISK_FAILED',
        `The disk failed at ${path} (${code}). Nothing is said to be stored that is not. Check the disk.`,
        options,
      );
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
      return new NatterError(
        'PROFILE_UNWRITABLE',
        `The database ${path} cannot be written (${code}). Check its rights and the disk's.`,
        options,
      );
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new NatterError(
        'PROFILE_LOCKED',
        `Another program uses the database ${path}. Quit it, then try again.`,
        options,
      );
    default:
      return error;
  }
}

/** The database cannot be used, and why. */
export function damagedDatabase(path: string, why: string, cause?: unknown): NatterError {
  return new NatterError(
    'DATABASE_DAMAGED',
    `The history in ${path} cannot be read: ${why}. It was left as it is. ` +
      'Put back a copy of it, or move it away and start once with --new-history to begin a new one.',
    {cause},
  );
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
