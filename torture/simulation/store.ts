import {peerKeyOfSeed} from '../../src/identity/key-pair.ts';
import {createDatabase} from '../../src/storage/database.ts';
import {type Connection, connect, IN_MEMORY} from '../../src/storage/sqlite/connection.ts';
import {bindToIdentity} from '../../src/storage/sqlite/queries/authors.ts';
import {migrate} from '../../src/storage/sqlite/schema.ts';
import type {Database} from '../../src/storage/types.ts';

/** The disk of a simulated node: a database in memory that outlives processes and can be set back. */
export type Store = {
  readonly database: Database;
  /** Remembers the present state; `restore` goes back to the last one remembered. */
  readonly backUp: () => void;
  readonly restore: () => void;
  /** Everything since `begin` is undone, and undone cheaply: thousands of runs share one store. */
  readonly begin: () => void;
  readonly reset: () => void;
};

const KEY = Buffer.alloc(32, 7);
const BACKUP = 'backup';

/** Creates the store of an identity. Epochs are drawn from `random`. */
export function createStore(options: {
  readonly seed: Uint8Array;
  readonly random: (size: number) => Uint8Array;
  readonly now: () => number;
}): Store {
  const selfKey = peerKeyOfSeed(options.seed);
  const connection: Connection = connect(IN_MEMORY, KEY);
  migrate(connection, IN_MEMORY);
  bindToIdentity(connection, selfKey, IN_MEMORY);
  const {random, now} = options;
  const database = createDatabase(connection, {path: IN_MEMORY, key: KEY, selfKey, random, now});
  return {
    database,
    backUp: () => void connection.exec(`SAVEPOINT ${BACKUP}`),
    restore: () => void connection.exec(`ROLLBACK TO ${BACKUP}`),
    begin: () => void connection.exec(`BEGIN; SAVEPOINT ${BACKUP}`),
    reset: () => void connection.exec('ROLLBACK'),
  };
}
