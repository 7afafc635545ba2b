import {directWith} from '../lib/conversation.ts';
import type {ConversationId, PeerKey} from '../lib/ids.ts';
import {randomBytes} from '../lib/random.ts';
import {profileTexts} from '../lib/texts/profile.ts';
import {systemClock} from '../lib/time/clock.ts';
import {createRewrite} from './compaction/compaction.ts';
import {startSnapshot} from './compaction/snapshot.ts';
import {createDatabaseFile, requireDatabaseFile} from './database-file.ts';
import {createAppend} from './log/append.ts';
import {contentDigest} from './log/chain.ts';
import {createShown} from './log/entry-projection.ts';
import {createExpiry} from './log/expiry.ts';
import {createOwnHistory} from './log/own-history.ts';
import {createOwnLogs} from './log/own-log.ts';
import {createProgress, createReadMarks} from './log/progress.ts';
import {createRemoteLogs} from './log/remote-log.ts';
import type {Random} from './profile/secrets.ts';
import {createRoomDatabase} from './room/room-database.ts';
import {
  type Connection,
  connect,
  createTransact,
  IN_MEMORY,
  type Transact,
  turnOnWriteAheadLog,
} from './sqlite/connection.ts';
import {addContentDigest} from './sqlite/content-digest.ts';
import {createArrivals} from './sqlite/queries/arrivals.ts';
import {bindToIdentity} from './sqlite/queries/authors.ts';
import {createDeviceTable} from './sqlite/queries/devices.ts';
import {createDraftTable} from './sqlite/queries/drafts.ts';
import {createHistory} from './sqlite/queries/history.ts';
import {createInviteTable} from './sqlite/queries/invites.ts';
import {createMeaningTable} from './sqlite/queries/meanings.ts';
import {createPeerTable} from './sqlite/queries/peers.ts';
import {createReachTables} from './sqlite/queries/reach.ts';
import {createSearch} from './sqlite/queries/search.ts';
import type {IndexWatch} from './sqlite/queries/search-index.ts';
import {checkApplicationId, MIGRATIONS, migrate, noteWriter} from './sqlite/schema.ts';
import {damagedDatabase, translateErrors, translating} from './sqlite/sqlite-errors.ts';
import {createTables} from './sqlite/tables.ts';
import type {Database} from './types.ts';

/** Pages of 4 KiB that are all read at the start: about 8 MiB. */
const MAX_CHECKED_PAGES = 2048;

export type DatabaseOptions = {
  /** The file, or `:memory:`. */
  readonly path: string;
  /** 32 bytes that encrypt it. */
  readonly key: Uint8Array;
  /** Our public key. */
  readonly selfKey: PeerKey;
  /** The version of this program: a database that a later one wrote says which. */
  readonly program?: string;
  /** Epochs of our own logs and salts of entries are drawn from it. */
  readonly random?: Random;
  /** Wall time in milliseconds: entries from the future count as activity of now. */
  readonly now?: () => number;
  /** The wall time that Lamport clocks follow, milliseconds; `now` if it is absent. */
  readonly clockTime?: () => number;
};

/**
 * Opens the database of a profile; one that does not exist is made, whole or not at all. Throws
 * `DATABASE_DAMAGED` (also for a foreign file or another key), `PROFILE_NEWER`, `PROFILE_UNSAFE`,
 * `PROFILE_UNWRITABLE`, `DISK_FULL`, `DISK_FAILED`; a file that is there already is left as it is then.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const {path, key, selfKey} = options;
  if (path !== IN_MEMORY && !requireDatabaseFile(path)) {
    createDatabaseFile(path, key, selfKey);
  }
  return translating(() => {
    const connection = connect(path, key);
    try {
      if (path !== IN_MEMORY) {
        checkApplicationId(connection, path);
      }
      migrate(connection, path, MIGRATIONS, options.program);
      checkIfSmall(connection, path);
      bindToIdentity(connection, selfKey, path);
      turnOnWriteAheadLog(connection);
      if (options.program !== undefined) {
        noteWriter(connection, options.program);
      }
      return createDatabase(connection, options);
    } catch (error) {
      connection.close();
      throw error;
    }
  }, path);
}

/**
 * Reads every page of a database that is small enough for it not to be felt: damage is then found at the
 * start. In a larger one it is found when the page is read, since each page authenticates itself.
 */
function checkIfSmall(connection: Connection, path: string): void {
  const pages = Number(connection.pragma('page_count', {simple: true}));
  if (pages <= MAX_CHECKED_PAGES && connection.pragma('quick_check(1)', {simple: true}) !== 'ok') {
    throw damagedDatabase(path, profileTexts.database.pagesDiffer);
  }
}

/** The methods over a connection whose schema is up to date, and over those that take its place. */
export function createDatabase(connection: Connection, options: DatabaseOptions): Database {
  let current = connection;
  /** The copy that is under way; the file is not written anew meanwhile. */
  let snapshot: ReturnType<typeof startSnapshot> | null = null;
  const watch: IndexWatch = {
    changed(chunk) {
      rewrite.watch.changed(chunk);
      snapshot?.watch.changed(chunk);
    },
  };
  const rewrite = createRewrite({
    ...options,
    connection: () => current,
    replaced(next) {
      current = next;
      methods = createMethods(next, options, watch);
    },
  });
  let methods = createMethods(connection, options, watch);
  const rooms = delegating(() => methods.rooms);
  const database = {
    ...delegating(() => methods.flat),
    forgetPeer(key: PeerKey) {
      copyAnew(); // it has copied what is to go now
      methods.flat.forgetPeer(key);
    },
    rewrite: () => snapshot !== null || rewrite.step(),
    snapshot(path: string) {
      rewrite.abandon();
      snapshot?.remove();
      const started = startSnapshot({
        ...{path, key: options.key, source: () => current},
        onEnd() {
          snapshot = snapshot === started ? null : snapshot;
        },
      });
      snapshot = started;
      return {step: started.step, remove: started.remove};
    },
    close() {
      rewrite.abandon();
      snapshot?.remove();
      current.close();
    },
  };
  const roomDatabase = {
    ...rooms,
    forget(room: ConversationId) {
      copyAnew();
      methods.rooms.forget(room);
    },
  };

  function copyAnew(): void {
    rewrite.abandon();
    snapshot?.restart();
  }

  return {
    ...translateErrors(database, options.path),
    rooms: translateErrors(roomDatabase, options.path),
  };
}

/** What is made anew for each connection. */
type Methods = {
  readonly flat: Omit<Database, 'rewrite' | 'snapshot' | 'close' | 'rooms'>;
  readonly rooms: Database['rooms'];
};

/** Methods that stay while the connection behind them is exchanged. */
function delegating<T extends Record<string, (...call: never[]) => unknown>>(current: () => T): T {
  const methods = Object.keys(current()).map(name => [
    name,
    (...call: never[]) => current()[name]?.(...call),
  ]);
  return Object.fromEntries(methods) as T;
}

function createMethods(connection: Connection, options: DatabaseOptions, watch: IndexWatch): Methods {
  const {selfKey, random = randomBytes, now = systemClock.now, clockTime = now} = options;
  const transact = createTransact(connection);
  addContentDigest(connection, contentDigest);
  const tables = createTables(connection, watch);
  const append = createAppend({tables, selfKey, now});
  const {begin, ...own} = createOwnLogs({tables, append, selfKey, random, now, clockTime});
  const history = createOwnHistory({tables, own: {begin}, selfKey, clockTime});
  const readMarks = createReadMarks(tables);
  const remote = createRemoteLogs({tables, append, readMarks, selfKey, now});
  const expiry = createExpiry(tables, readMarks);
  const progress = createProgress({tables, marks: readMarks, selfKey, now});
  const peers = createPeerTable(connection);
  const drafts = createDraftTable(connection);
  const {forgetMeanings, ...meanings} = createMeaningTable(connection);
  const devices = createDeviceTable(connection);
  const {forgetGuest, ...invites} = createInviteTable(connection);
  const reach = createReachTables(connection);
  const {noteBlocked, ...rooms} = createRoomDatabase({
    ...{tables, append, marks: readMarks, isBlocked: peers.isBlocked, selfKey, random, now, clockTime},
  });
  /** Changes a peer, in a transaction. What rooms show follows if that blocks it, or does so no longer. */
  const changePeer = (key: PeerKey, change: () => void): void =>
    transact(() => {
      const wasBlocked = peers.isBlocked(key);
      change();
      if (peers.isBlocked(key) !== wasBlocked) {
        noteBlocked(key);
      }
    });
  const anyTrace = connection.prepare<[], number>('SELECT trace FROM traces LIMIT 1').pluck();
  return {
    flat: {
      ...own,
      ...history,
      ...remote,
      ...progress,
      ...createHistory(connection),
      ...createArrivals(connection),
      ...createSearch(connection),
      isIndexBehind: tables.entries.isIndexBehind,
      indexNext: () => transact(tables.entries.indexNext),
      ...drafts,
      ...meanings,
      ...devices,
      ...invites,
      ...reach,
      saveTableNodes: nodes => transact(() => reach.saveTableNodes(nodes)),
      ...createShown(connection),
      nextExpiry: expiry.nextExpiry,
      removeExpired: (...call) => transact(() => expiry.removeExpired(...call)),
      scrub: () => truncateLog(connection),
      peers: peers.all,
      savePeer: peer => changePeer(peer.key, () => peers.save(peer)),
      deletePeer: key =>
        changePeer(key, () => {
          peers.remove(key);
          forgetMeanings(key);
          forgetGuest(key);
        }),
      forgetPeer(key) {
        changePeer(key, () => {
          peers.remove(key);
          drafts.saveDraft(directWith(key), '');
          forgetMeanings(key);
          forgetGuest(key);
          tables.conversations.forget(directWith(key));
        });
        dropOldPagesIfPossible(connection);
      },
      traces() {
        const text = anyTrace.get() === undefined ? null : 'text';
        return tables.conversations.anyForgotten() ? 'conversation' : text;
      },
      conversations: tables.conversations.all,
      conversation: tables.conversations.get,
      setMuted: tables.conversations.setMuted,
      endMutes: tables.conversations.endMutes,
      nextMuteEnd: tables.conversations.nextMuteEnd,
      receiptOf: (...call) => progress.receiptOf(...call),
      setListing: tables.conversations.setListing,
      markRead: (...call) => transact(() => progress.markRead(...call)),
      appendOwn: (...call) => transact(() => own.appendOwn(...call)),
      appendRemote: (...call) => transact(() => remote.appendRemote(...call)),
      rotateOwnLog: (...call) => transact(() => history.rotateOwnLog(...call)),
      retireOldLog: (...call) => transact(() => history.retireOldLog(...call)),
      learnClock: (...call) => transact(() => history.learnClock(...call)),
      acknowledge: (...call) => transact(() => progress.acknowledge(...call)),
      markPeerRead: (...call) => transact(() => progress.markPeerRead(...call)),
      together: transact,
    },
    rooms: {
      ...inTransactions(rooms, transact),
      forget(room) {
        transact(() => {
          drafts.saveDraft(room, '');
          rooms.forget(room);
        });
        dropOldPagesIfPossible(connection);
      },
    },
  };
}

/** The same methods, each call in a transaction. */
function inTransactions<T extends Record<string, (...call: never[]) => unknown>>(
  methods: T,
  transact: Transact,
): T {
  const wrapped = Object.entries(methods).map(([name, method]) => [
    name,
    (...call: never[]) => transact(() => method(...call)),
  ]);
  return Object.fromEntries(wrapped) as T;
}

/** It is forgotten, whatever the disk says to this; the rewrite that follows makes a new log anyway. */
function dropOldPagesIfPossible(connection: Connection): void {
  try {
    truncateLog(connection);
  } catch {
    // see above
  }
}

/** Empties the write-ahead log, which still holds the pages as they were. */
function truncateLog(connection: Connection): void {
  if (!connection.inTransaction) {
    connection.pragma('wal_checkpoint(TRUNCATE)');
  }
}
