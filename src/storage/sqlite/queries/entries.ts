import type {EntryKind, EntryRef} from '../../../wire/chat/messages.ts';
import type {EntryRow} from '../../types.ts';
import type {Connection} from '../connection.ts';
import {IS_SHOWN} from '../schema.ts';
import type {Place} from './entry-order.ts';
import {createRowReader, type EntryRecord, kindNumber, kindOf, SELECT_ENTRIES} from './entry-row.ts';
import type {LogRecord} from './logs.ts';
import {createSearchIndex, type TextWatch} from './search-index.ts';

/** An entry that is to be written. */
export type NewEntry = {
  readonly conversation: number;
  readonly log: number;
  readonly sequence: number;
  readonly clock: number;
  readonly rank: number;
  readonly time: number;
  readonly kind: EntryKind;
  readonly target: EntryRef | null;
  /** Whose entry that is, if this one has an effect on it. */
  readonly targetAuthor: number | null;
  readonly body: string;
  /** Seconds, and the wall time in milliseconds at which they are over; null if it stays. */
  readonly lifetime: number | null;
  readonly expiresAt: number | null;
  /** Wall time of its commit here, milliseconds. */
  readonly arrived: number;
};

/** An entry that is held, as far as others can have an effect on it. */
export type HeldEntry = Pick<EntryRow, 'row' | 'clock' | 'kind' | 'body' | 'deleted'>;

/** An entry whose time is over, with what its end changes. */
export type ExpiringEntry = {
  readonly entry: HeldEntry;
  readonly log: number;
  readonly sequence: number;
  readonly rank: number;
};

/** What tells whether two entries are one. */
export type Twin = Pick<EntryRow, 'clock' | 'time' | 'kind' | 'body' | 'deleted'>;

/** The table of entries, and the full-text index over those that are shown. */
export type EntryTable = {
  /** Writes an entry, which the index learns later, and returns its row. */
  readonly add: (entry: NewEntry) => number;
  readonly at: (log: number, sequence: number) => HeldEntry | null;
  /** Entries whose time is over, those whose time was over first. */
  readonly expired: (now: number, limit: number) => ExpiringEntry[];
  /** When the next one's time is over; null if all stay. */
  readonly nextExpiry: () => number | null;
  /** Puts another text of an entry into the index, or takes it out, if it is in it. */
  readonly reindex: (row: number, indexed: string, text: string) => void;
  readonly unindex: (row: number, indexed: string) => void;
  /** Brings the index up to date once, after all that `work` does: see `SearchIndex`. */
  readonly indexTogether: <T>(work: () => T) => T;
  /** Empties an entry whose author took it back. */
  readonly markDeleted: (row: number) => void;
  /** Shown entries with a clock and a rank that stand in other logs of the same author. */
  readonly twins: (log: LogRecord, rank: number, clock: number) => Twin[];
  /** Entries of one log after a sequence, one by one, in order. */
  readonly after: (log: number, conversation: string, sequence: number) => Iterable<EntryRow>;
  /** The first shown entry of a log after a sequence, and where it stands in its conversation. */
  readonly nextShown: (log: number, after: number) => {sequence: number; place: Place} | null;
  /** Moves the entries of a log after a sequence into an empty log, where they begin at 1. */
  readonly move: (from: number, to: number, after: number) => number;
  /** Own entries in `log` that point into `epoch` after a sequence now point into `nextEpoch`. */
  readonly retarget: (log: number, epoch: number, nextEpoch: number, after: number) => void;
};

/** Prepares the statements on the table of entries. */
export function createEntryTable(connection: Connection, watch: TextWatch): EntryTable {
  return {
    ...createWriting(connection, watch),
    ...createReading(connection),
    ...createEnding(connection),
    ...createMoving(connection),
  };
}

type Writing = Pick<EntryTable, 'add' | 'reindex' | 'unindex' | 'indexTogether' | 'markDeleted'>;

function createWriting(connection: Connection, watch: TextWatch): Writing {
  const add = connection.prepare(
    `INSERT INTO entries (conversation, log, sequence, clock, rank, time, kind, target_own, target_epoch,
       target_sequence, target_author, body, lifetime, expires_at, arrived)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const markDeleted = connection.prepare(
    `UPDATE entries SET body = '', deleted = 1, target_own = NULL, target_epoch = NULL, target_sequence = NULL
     WHERE row = ?`,
  );
  const index = createSearchIndex(connection, watch);
  return {
    add({
      conversation,
      log,
      sequence,
      clock,
      rank,
      time,
      kind,
      target,
      targetAuthor,
      body,
      lifetime,
      expiresAt,
      arrived,
    }) {
      const own = target === null ? null : Number(target.own);
      const place = [conversation, log, sequence, clock, rank, time, kindNumber(kind)];
      const pointing = [own, target?.epoch ?? null, target?.sequence ?? null, targetAuthor];
      const added = add.run(...place, ...pointing, body, lifetime, expiresAt, arrived);
      return Number(added.lastInsertRowid);
    },
    reindex(row, indexed, text) {
      if (indexed !== text && index.remove(row, indexed)) {
        index.add(row, text);
      }
    },
    unindex(row, indexed) {
      index.remove(row, indexed);
    },
    indexTogether: index.together,
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

function createEnding(connection: Connection): Pick<EntryTable, 'at' | 'expired' | 'nextExpiry'> {
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
  return {
    at(log, sequence) {
      const record = at.get(log, sequence);
      return record === undefined ? null : toHeldEntry(record);
    },
    expired: (now, limit) =>
      expired.all(now, limit).map(record => {
        const {log, sequence, rank} = record;
        return {entry: toHeldEntry(record), log, sequence, rank};
      }),
    nextExpiry: () => nextExpiry.get() ?? null,
  };
}

function toHeldEntry({row, clock, kind, body, deleted}: HeldRecord): HeldEntry {
  return {row, clock, kind: kindOf(kind), body, deleted: deleted === 1};
}

type Reading = Pick<EntryTable, 'twins' | 'after' | 'nextShown'>;

function createReading(connection: Connection): Reading {
  const twins = connection.prepare<[number, number, number, number, number], TwinRecord>(
    `SELECT e.clock, e.time, e.kind, e.body, e.deleted FROM entries e CROSS JOIN logs l ON l.log = e.log
     WHERE e.conversation = ? AND e.clock = ? AND e.rank = ? AND e.${IS_SHOWN} AND e.log <> ? AND l.author = ?`,
  );
  const after = connection
    .prepare<[number, number], EntryRecord>(
      `${SELECT_ENTRIES} WHERE e.log = ? AND e.sequence > ? ORDER BY e.sequence`,
    )
    .raw();
  const rows = createRowReader(connection);
  const nextShown = connection.prepare<[number, number], PlaceRecord>(
    `SELECT sequence, clock, rank, row FROM entries
     WHERE log = ? AND sequence > ? AND ${IS_SHOWN} ORDER BY sequence LIMIT 1`,
  );
  return {
    twins: ({log, conversation, author}, rank, clock) =>
      twins.all(conversation, clock, rank, log, author).map(toTwin),
    *after(log, conversation, sequence) {
      const toRow = rows();
      for (const record of after.iterate(log, sequence)) {
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
type TwinRecord = Omit<HeldRecord, 'row'> & {readonly time: number};

function toTwin({clock, time, kind, body, deleted}: TwinRecord): Twin {
  return {clock, time, kind: kindOf(kind), body, deleted: deleted === 1};
}

function createMoving(connection: Connection): Pick<EntryTable, 'move' | 'retarget'> {
  const move = connection.prepare(
    'UPDATE entries SET log = ?, sequence = sequence - ? WHERE log = ? AND sequence > ?',
  );
  const retarget = connection.prepare<[{log: number; epoch: number; nextEpoch: number; after: number}]>(
    `UPDATE entries SET target_epoch = @nextEpoch, target_sequence = target_sequence - @after
     WHERE log = @log AND target_own = 1 AND target_epoch = @epoch AND target_sequence > @after`,
  );
  return {
    move: (from, to, after) => move.run(to, after, from, after).changes,
    retarget(log, epoch, nextEpoch, after) {
      retarget.run({log, epoch, nextEpoch, after});
    },
  };
}
