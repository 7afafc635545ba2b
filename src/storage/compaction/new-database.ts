import {createEmptyFile, removeDatabaseFiles} from '../database-file.ts';
import {type Connection, connect, IN_MEMORY} from '../sqlite/connection.ts';
import {migrate} from '../sqlite/schema.ts';
import {type Copy, startCopy} from './copier.ts';

/** A new database, and what fills it. */
export type NewDatabase = {readonly target: Connection; readonly copy: Copy};

/**
 * Makes an empty database, in the place of any file that is there, and begins to copy another one into it. Throws what
 * SQLite or the disk says; no connection is left open then.
 */
export function beginCopy(path: string, key: Uint8Array, source: Connection): NewDatabase {
  if (path !== IN_MEMORY) {
    removeDatabaseFiles(path);
    createEmptyFile(path);
  }
  const target = connect(path, key);
  try {
    target.pragma('journal_mode = MEMORY'); // what a crash leaves of it is thrown away
    migrate(target, path);
    return {target, copy: startCopy(source, target)};
  } catch (error) {
    target.close();
    throw error;
  }
}
