import Sqlite from 'better-sqlite3-multiple-ciphers';
import {prepareLate} from './late-statement.ts';

/** An open SQLite database. */
export type Connection = Sqlite;

/** Does some work in one transaction: all of it, or none if it throws. Inside another it is a part of that. */
export type Transact = <T>(work: () => T) => T;

/** The name of a database that lives in memory only. */
export const IN_MEMORY = ':memory:';

/** The profile lock keeps other natters away; a look at the file from outside may take this long, ms. */
const PATIENCE = 2000;
/** After a checkpoint the write-ahead log is cut back to this, bytes. */
const JOURNAL_LIMIT = 16 * 2 ** 20;
/** Pages kept in memory, KiB: enough for the indexes of a million messages, little beside the rest of the program. */
const CACHE = 8000;
/**
 * Pages in it after which it is written into the file. Many: the newest pages of each table are in it again and again,
 * and of each only the last state goes into the file.
 */
const CHECKPOINT_PAGES = 4000;

/**
 * Opens a database file that exists, or one in memory, and proves that the key fits. Throws SQLite's own
 * errors; nothing is written unless the key fits.
 */
export function connect(path: string, key: Uint8Array): Connection {
  const connection = new Sqlite(path, {timeout: PATIENCE, fileMustExist: path !== IN_MEMORY});
  try {
    if (path !== IN_MEMORY) {
      unlock(connection, key);
    }
    configure(connection);
    prepareLate(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Turns on the write-ahead log, if it is not on already. */
export function turnOnWriteAheadLog(connection: Connection): void {
  connection.pragma('journal_mode = WAL');
  connection.pragma(`journal_size_limit = ${JOURNAL_LIMIT}`);
  connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
}

/** Creates the function that runs work in transactions of this connection. */
export function createTransact(connection: Connection): Transact {
  const run = connection.transaction((work: () => unknown) => work());
  return work => run.immediate(work) as ReturnType<typeof work>;
}

/** The 32 bytes are the cipher's key as they are; nothing is derived from them. */
function unlock(connection: Connection, key: Uint8Array): void {
  const secret = Buffer.concat([Buffer.from('raw:'), key]);
  connection.pragma("cipher = 'chacha20'");
  connection.key(secret);
  secret.fill(0);
  connection.prepare('SELECT count(*) FROM sqlite_schema').get();
}

function configure(connection: Connection): void {
  connection.pragma(`cache_size = -${CACHE}`);
  connection.pragma('synchronous = FULL'); // a transaction is on disk when it returns
  connection.pragma('foreign_keys = ON');
  connection.pragma('secure_delete = ON');
  connection.pragma('temp_store = MEMORY'); // temporary files would not be encrypted
  connection.pragma('trusted_schema = OFF');
  // Without these, macOS keeps what was synced in the disk's own cache.
  connection.pragma('fullfsync = ON');
  connection.pragma('checkpoint_fullfsync = ON');
}
