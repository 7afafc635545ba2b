import type {LogMark, LogPosition} from '../../../wire/chat/messages.ts';
import type {OwnLog} from '../../types.ts';
import type {Connection} from '../connection.ts';
import {SELF} from '../schema.ts';

/** A log as SQLite returns it. */
export type LogRecord = {
  readonly log: number;
  readonly conversation: number;
  readonly author: number;
  readonly epoch: number;
  /** The last sequence held; 0 if none. */
  readonly last: number;
  /** The Lamport clock of that entry. */
  readonly last_clock: number;
  readonly acknowledged: number;
  readonly read: number;
};

/** The table of logs: one for each author and epoch of a conversation. */
export type LogTable = {
  readonly find: (conversation: number, author: number, epoch: number) => LogRecord | null;
  readonly begin: (conversation: number, author: number, epoch: number) => LogRecord;
  /** The own log that is written to, or null if none was begun. */
  readonly currentOwn: (conversation: number) => LogRecord | null;
  readonly own: (conversation: number) => OwnLog[];
  /** The logs that others wrote. */
  readonly others: (conversation: number) => LogRecord[];
  readonly positions: (conversation: number, author: number) => LogPosition[];
  readonly marks: (conversation: number, author: number) => LogMark[];
  readonly readPositions: (conversation: number, author: number) => LogPosition[];
  readonly setLast: (log: number, last: number, clock: number) => void;
  readonly setRead: (log: number, read: number) => void;
  /** Raises the two marks of an own log, up to its end, never back. */
  readonly acknowledge: (conversation: number, epoch: number, acknowledged: number, read: number) => void;
  /** Ends a log at a sequence. */
  readonly cut: (log: number, last: number) => void;
  readonly get: (log: number) => LogRecord;
  /** How many logs an author has in a conversation. */
  readonly count: (conversation: number, author: number) => number;
  readonly remove: (log: number) => void;
  readonly removeAll: (conversation: number) => void;
};

/** Prepares the statements on the table of logs. */
export function createLogTable(connection: Connection): LogTable {
  const find = connection.prepare<[number, number, number], LogRecord>(
    'SELECT * FROM logs WHERE conversation = ? AND author = ? AND epoch = ?',
  );
  const begin = connection.prepare<[number, number, number], LogRecord>(
    'INSERT INTO logs (conversation, author, epoch) VALUES (?, ?, ?) RETURNING *',
  );
  const currentOwn = connection.prepare<[number], LogRecord>(
    `SELECT * FROM logs WHERE conversation = ? AND author = ${SELF} ORDER BY log DESC LIMIT 1`,
  );
  const own = connection.prepare<[number], OwnLog>(
    `SELECT epoch, last, acknowledged, read FROM logs WHERE conversation = ? AND author = ${SELF} ORDER BY log`,
  );
  const others = connection.prepare<[number], LogRecord>(
    `SELECT * FROM logs WHERE conversation = ? AND author <> ${SELF} ORDER BY log`,
  );
  const positions = connection.prepare<[number, number], LogPosition>(
    'SELECT epoch, last AS sequence FROM logs WHERE conversation = ? AND author = ? ORDER BY log',
  );
  const marks = connection.prepare<[number, number], LogMark>(
    `SELECT l.epoch, e.time FROM logs l CROSS JOIN entries e ON e.log = l.log AND e.sequence = l.last
     WHERE l.conversation = ? AND l.author = ? ORDER BY l.log`,
  );
  const readPositions = connection.prepare<[number, number], LogPosition>(
    'SELECT epoch, read AS sequence FROM logs WHERE conversation = ? AND author = ? AND read > 0 ORDER BY log',
  );
  const setLast = connection.prepare('UPDATE logs SET last = ?, last_clock = ? WHERE log = ?');
  const setRead = connection.prepare('UPDATE logs SET read = ? WHERE log = ?');
  const acknowledge = connection.prepare(
    `UPDATE logs SET acknowledged = max(acknowledged, min(?, last)), read = max(read, min(?, last))
     WHERE conversation = ? AND author = ${SELF} AND epoch = ?`,
  );
  const cut = connection.prepare<[{last: number; log: number}]>(
    'UPDATE logs SET last = min(last, @last), acknowledged = min(acknowledged, @last), read = min(read, @last) WHERE log = @log',
  );
  const get = connection.prepare<[number], LogRecord>('SELECT * FROM logs WHERE log = ?');
  const count = connection
    .prepare<[number, number], number>('SELECT count(*) FROM logs WHERE conversation = ? AND author = ?')
    .pluck();
  const remove = connection.prepare('DELETE FROM logs WHERE log = ?');
  const removeAll = connection.prepare('DELETE FROM logs WHERE conversation = ?');
  return {
    find: (conversation, author, epoch) => find.get(conversation, author, epoch) ?? null,
    begin: (conversation, author, epoch) => found(begin.get(conversation, author, epoch)),
    currentOwn: conversation => currentOwn.get(conversation) ?? null,
    own: conversation => own.all(conversation),
    others: conversation => others.all(conversation),
    positions: (conversation, author) => positions.all(conversation, author),
    marks: (conversation, author) => marks.all(conversation, author),
    readPositions: (conversation, author) => readPositions.all(conversation, author),
    setLast(log, last, clock) {
      setLast.run(last, clock, log);
    },
    setRead(log, read) {
      setRead.run(read, log);
    },
    acknowledge(conversation, epoch, acknowledged, read) {
      acknowledge.run(acknowledged, read, conversation, epoch);
    },
    cut(log, last) {
      cut.run({last, log});
    },
    get: log => found(get.get(log)),
    count: (conversation, author) => count.get(conversation, author) ?? 0,
    remove(log) {
      remove.run(log);
    },
    removeAll(conversation) {
      removeAll.run(conversation);
    },
  };
}

function found(record: LogRecord | undefined): LogRecord {
  if (record === undefined) {
    throw new Error('SQLite returned no row for a log');
  }
  return record;
}
