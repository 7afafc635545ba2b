import type {ConversationId} from '../../../lib/ids.ts';
import {MIN_EXPIRY_SECONDS} from '../../../lib/limits.ts';
import {DIGEST_BYTES, SALT_BYTES} from '../../../wire/chat/entry-codec.ts';
import type {EntryKind, EntryRef} from '../../../wire/chat/messages.ts';
import type {EntryRow} from '../../types.ts';
import type {Connection} from '../connection.ts';
import {ERASING} from '../content-digest.ts';
import {IS_SHOWN, SELF} from '../schema.ts';
import type {Place} from './entry-order.ts';
import {
  createRowReader,
  type EntryRecord,
  kindNumber,
  kindOf,
  OUT_OF_SIGHT,
  SELECT_ENTRIES,
} from './entry-row.ts';
import type {LogRecord} from './logs.ts';
import {createSearchIndex, type IndexWatch} from './search-index.ts';

/** An entry that is to be written. */
export type NewEntry = {
  readonly conversation: number;
  readonly log: number;
  readonly sequence: number;
  readonly clock: number;
  readonly rank: number;
  readonly time: number;
  readonly kind: EntryKind;
  /** It is not shown, and has no effect. */
  readonly isOutOfSight?: boolean;
  readonly target: EntryRef | null;
  /** The number of its author; null if there is no target. */
  readonly targetBy: number | null;
  /** The same, if this entry has an effect on it. */
  readonly targetAuthor: number | null;
  readonly body: string;
  /** Seconds, and the wall time in milliseconds at which they are over; null if it stays. */
  readonly lifetime: number | null;
  readonly expiresAt: number | null;
  /** Wall time of its commit here, milliseconds. */
  readonly arrived: number;
  readonly salt: Uint8Array | null;
  /** Only where it does not follow from the rest. */
  readonly digest: Uint8Array | null;
};

/** An entry that is held, as far as others can have an effect on it. */
export type HeldEntry = Pick<EntryRow, 'row' | 'clock' | 'kind' | 'body' | 'deleted'>;

/** An entry whose time is over, with what its end changes. */
export type ExpiringEntry = {
  readonly entry: HeldEntry;
  readonly log: number;
  readonly sequence: number;
  readonly rank: number;
  /** Whether it is out of sight: it counts as unread nowhere. */
  readonly isOutOfSight: boolean;
};

/** What tells whether two entries are one. */
export type Twin = Pick<EntryRow, 'time' | 'kind' | 'body' | 'deleted' | 'salt' | 'digest'>;

/** The table of entries, and the full-text index over those that are shown. */
export type EntryTable = {
  /** Writes an entry, which the index learns later, and returns its row. */
  readonly add: (entry: NewEntry) => number;
  readonly at: (log: number, sequence: number) => HeldEntry | null;
  /** Entries whose time is over, those whose time was over first. */
  readonly expired: (now: number, limit: number) => ExpiringEntry[];
  /** When the next one's time is over; null if all stay. */
  readonly nextExpiry: () => number | null;
  /** Lets the own messages between two sequences, first excluded, disappear in time from `now` on. */
  readonly beginLives: (log: number, after: number, upTo: number, now: number) => void;
  /** Those of the sequences from one to another whose content was erased. */
  readonly erasedIn: (log: number, from: number, to: number) => number[];
  /** Puts another text of an entry into the index, or takes it out, if it is in it. */
  readonly reindex: (row: number, indexed: string, text: string) => void;
  readonly unindex: (row: number, indexed: string) => void;
  /** Brings the index up to date once, after all that `work` does: see `SearchIndex`. */
  readonly indexTogether: <T>(work: () => T) => T;
  /** Whether entries wait for the index, and what indexes some of them: see `SearchIndex`. */
  readonly isIndexBehind: (most?: number) => boolean;
  readonly indexNext: () => void;
  /** Empties an entry whose author took it back. */
  readonly markDeleted: (row: number) => void;
  /** Shown entries with a clock and a rank that stand in other logs of the same author. */
  readonly twins: (log: LogRecord, rank: number, clock: number) => Twin[];
  /** Entries of one log after a sequence, up to another one or all, one by one, in order. */
  readonly after: (
    log: number,
    conversation: ConversationId,
    sequence: number,
    upTo?: number,
  ) => Iterable<EntryRow>;
  /** The first shown entry of a log after a sequence, and where it stands in its conversation. */
  readonly nextShown: (log: number, after: number) => {sequence: number; place: Place} | null;
  /** The clock at a sequence; 0 before the first. */
  readonly clockAt: (log: number, sequence: number) => number;
  /** Moves the entries of a log after a sequence into an empty log, where they begin at 1. */
  readonly move: (from: number, to: number, after: number) => number;
  /** Moves the entries of a log after a sequence into another one, where they keep their sequences. */
  readonly moveEnd: (from: number, to: number, after: number) => void;
  /** Entries in a log that point into an epoch of its own author, after a sequence, now point into another one. */
  readonly retargetEnd: (log: number, epoch: number, nextEpoch: number, after: number) => void;
  /** Own entries in `log` that point into `epoch` after a sequence now point into `nextEpoch`. */
  readonly retarget: (log: number, epoch: number, nextEpoch: number, after: number) => void;
  /**
   * Gives the entries of a log that have neither salt nor digest, since they are from before there were any, a salt;
   * those without content a digest of nothing: nobody knows what they said, so nobody can tell.
   */
  readonly addSalts: (log: number) => void;
  readonly shiftClocks: (log: number, by: number) => void;
  /** Keeps the content of an entry as it came, and whether it mentions us. */
  readonly setRaw: (row: number, bytes: Uint8Array, mentioned: boolean) => void;
};

/** Prepares the statements on the table of entries. */
export function createEntryTable(connection: Connection, watch: IndexWatch): EntryTable {
  return {
    ...createWriting(connection, watch),
    ...createReading(connection),
    ...createEnding(connection),
    ...createMoving(connection),
  };
}

type Writing = Pick<
  EntryTable,
  'setRaw' | 'add' | 'reindex' | 'unindex' | 'indexTogether' | 'isIndexBehind' | 'indexNext' | 'markDeleted'
>;

function createWriting(connection: Connection, watch: IndexWatch): Writing {
  const add = connection.prepare(
    `INSERT INTO entries (conversation, log, sequence, clock, rank, time, kind, target_by, target_epoch,
       target_sequence, target_author, body, lifetime, expires_at, arrived, salt, digest)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const markDeleted = connection.prepare(
    `UPDATE entries SET ${ERASING}, body = '', deleted = 1, target_by = NULL, target_epoch = NULL, target_sequence = NULL
     WHERE row = ?`,
  );
  const setRaw = connection.prepare<[Uint8Array, number, number]>(
    'UPDATE entries SET raw = ?, mentioned = ? WHERE row = ?',
  );
  const index = createSearchIndex(connection, watch);
  return {
    setRaw: (row, bytes, mentioned) => void setRaw.run(bytes, Number(mentioned), row),
    add({
      conversation,
      log,
      sequence,
      clock,
      rank,
      time,
      kind,
      isOutOfSight = false,
      target,
      targetBy,
      targetAuthor,
      body,
      lifetime,
      expiresAt,
      arrived,
      salt,
      digest,
    }) {
      const place = [
        conversation,
        log,
        sequence,
        clock,
        rank,
        time,
        kindNumber(kind) + (isOutOfSight ? OUT_OF_SIGHT : 0),
      ];
      const pointing = [targetBy, target?.epoch ?? null, target?.sequence ?? null, targetAuthor];
      const added = add.run(...place, ...pointing, body, lifetime, expiresAt, arrived, salt, digest);
      return Number(added.lastInsertRowid);
    },
    reindex(row, indexed, text) {
      if (indexed !== text) {
        index.replace(row, indexed, text);
      }
    },
    unindex(row, indexed) {
      index.replace(row, indexed, null);
    },
    indexTogether: index.together,
    isIndexBehind: index.isBehind,
    indexNext: index.follow,
    markDeleted(row) {
      markDeleted.run(row);
    },
  };
}

type HeldRecord = {
  readonly row: number;
  readonly clock: number;
  readonly kind: number;
  readonly body: string;
  readonly deleted: number;
};
type ExpiringRecord = HeldRecord & {readonly log: number; readonly sequence: number; readonly rank: number};

type Ending = Pick<EntryTable, 'at' | 'expired' | 'nextExpiry' | 'beginLives' | 'erasedIn'>;

function createEnding(connection: Connection): Ending {
  const at = connection.prepare<[number, number], HeldRecord>(
    'SELECT row, clock, kind, body, deleted FROM entries WHERE log = ? AND sequence = ?',
  );
  const expired = connection.prepare<[number, number], ExpiringRecord>(
    `SELECT row, clock, kind, body, deleted, log, sequence, rank FROM entries
     WHERE expires_at <= ? ORDER BY expires_at LIMIT ?`,
  );
  const nextExpiry = connection
    .prepare<[], number | null>('SELECT min(expires_at) FROM entries WHERE expires_at IS NOT NULL')
    .pluck();
  const beginLives = connection.prepare<[{log: number; after: number; upTo: number; now: number}]>(
    `UPDATE entries SET expires_at = min(expires_at, @now + max(lifetime, ${MIN_EXPIRY_SECONDS}) * 1000)
     WHERE log = @log AND sequence > @after AND sequence <= @upTo AND expires_at IS NOT NULL`,
  );
  const erasedIn = connection
    .prepare<[number, number, number], number>(
      `SELECT sequence FROM entries
       WHERE log = ? AND sequence BETWEEN ? AND ? AND (kind = ${kindNumber('gone')} OR deleted = 1)`,
    )
    .pluck();
  return {
    beginLives(log, after, upTo, now) {
      beginLives.run({log, after, upTo, now});
    },
    erasedIn: (log, from, to) => erasedIn.all(log, from, to),
    at(log, sequence) {
      const record = at.get(log, sequence);
      return record === undefined ? null : toHeldEntry(record);
    },
    expired: (now, limit) =>
      expired.all(now, limit).map(record => {
        const {log, sequence, rank} = record;
        const isOutOfSight = record.kind >= OUT_OF_SIGHT;
        return {entry: toHeldEntry(record), log, sequence, rank, isOutOfSight};
      }),
    nextExpiry: () => nextExpiry.get() ?? null,
  };
}

function toHeldEntry({row, clock, kind, body, deleted}: HeldRecord): HeldEntry {
  return {row, clock, kind: kindOf(kind), body, deleted: deleted === 1};
}

type TwinRecord = Omit<Twin, 'kind' | 'deleted'> & {readonly kind: number; readonly deleted: number};

function toTwin(record: TwinRecord): Twin {
  return {...record, kind: kindOf(record.kind), deleted: record.deleted === 1};
}

type Reading = Pick<EntryTable, 'twins' | 'after' | 'nextShown' | 'clockAt'>;

function createReading(connection: Connection): Reading {
  const twins = connection.prepare<[number, number, number, number, number], TwinRecord>(
    `SELECT e.time, e.kind, e.body, e.deleted, e.salt, e.digest FROM entries e CROSS JOIN logs l ON l.log = e.log
     WHERE e.conversation = ? AND e.clock = ? AND e.rank = ? AND e.${IS_SHOWN} AND e.log <> ? AND l.author = ?`,
  );
  const after = connection
    .prepare<[number, number, number], EntryRecord>(
      `${SELECT_ENTRIES} WHERE e.log = ? AND e.sequence > ? AND e.sequence <= ? ORDER BY e.sequence`,
    )
    .raw();
  const rows = createRowReader(connection);
  const nextShown = connection.prepare<[number, number], PlaceRecord>(
    `SELECT sequence, clock, rank, row FROM entries
     WHERE log = ? AND sequence > ? AND ${IS_SHOWN} ORDER BY sequence LIMIT 1`,
  );
  const clockAt = connection
    .prepare<[number, number], number>('SELECT clock FROM entries WHERE log = ? AND sequence = ?')
    .pluck();
  return {
    clockAt: (log, sequence) => clockAt.get(log, sequence) ?? 0,
    twins: ({log, conversation, author}, rank, clock) =>
      twins.all(conversation, clock, rank, log, author).map(toTwin),
    *after(log, conversation, sequence, upTo = Number.MAX_SAFE_INTEGER) {
      const toRow = rows();
      for (const record of after.iterate(log, sequence, upTo)) {
        yield toRow(record, conversation);
      }
    },
    nextShown(log, after) {
      const found = nextShown.get(log, after);
      return found === undefined
        ? null
        : {sequence: found.sequence, place: [found.clock, found.rank, found.row]};
    },
  };
}

type PlaceRecord = {
  readonly sequence: number;
  readonly clock: number;
  readonly rank: number;
  readonly row: number;
};
function createMoving(
  connection: Connection,
): Pick<EntryTable, 'move' | 'moveEnd' | 'retarget' | 'retargetEnd' | 'addSalts' | 'shiftClocks'> {
  const move = connection.prepare(
    'UPDATE entries SET log = ?, sequence = sequence - ? WHERE log = ? AND sequence > ?',
  );
  const retarget = connection.prepare<[{log: number; epoch: number; nextEpoch: number; after: number}]>(
    `UPDATE entries SET target_epoch = @nextEpoch, target_sequence = target_sequence - @after
     WHERE log = @log AND target_by = ${SELF} AND target_epoch = @epoch AND target_sequence > @after`,
  );
  const moveEnd = connection.prepare('UPDATE entries SET log = ? WHERE log = ? AND sequence > ?');
  const retargetEnd = connection.prepare<[{log: number; epoch: number; nextEpoch: number; after: number}]>(
    `UPDATE entries SET target_epoch = @nextEpoch
     WHERE log = @log AND target_epoch = @epoch AND target_sequence > @after
       AND target_by = (SELECT author FROM logs WHERE log = @log)`,
  );
  const addDigests = connection.prepare(
    `UPDATE entries SET digest = randomblob(${DIGEST_BYTES})
     WHERE log = ? AND salt IS NULL AND digest IS NULL AND (deleted = 1 OR kind = ${kindNumber('gone')})`,
  );
  const addSalts = connection.prepare(
    `UPDATE entries SET salt = randomblob(${SALT_BYTES}) WHERE log = ? AND salt IS NULL AND digest IS NULL`,
  );
  const shiftClocks = connection.prepare('UPDATE entries SET clock = clock + ? WHERE log = ?');
  return {
    addSalts(log) {
      addDigests.run(log);
      addSalts.run(log);
    },
    shiftClocks(log, by) {
      shiftClocks.run(by, log);
    },
    moveEnd: (from, to, after) => void moveEnd.run(to, from, after),
    retargetEnd: (log, epoch, nextEpoch, after) => void retargetEnd.run({log, epoch, nextEpoch, after}),
    move: (from, to, after) => move.run(to, after, from, after).changes,
    retarget(log, epoch, nextEpoch, after) {
      retarget.run({log, epoch, nextEpoch, after});
    },
  };
}
