import {MAX_LOG_POSITIONS} from '../../../lib/limits.ts';
import {CHAIN_BYTES} from '../../../wire/chat/codecs.ts';
import type {LogPosition, ReadPosition} from '../../../wire/chat/messages.ts';
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
  /** The running hash there; null for a log from before there were hashes. */
  readonly chain: Uint8Array | null;
  /** 1 once an own log was handed to a link. */
  readonly sent: number;
  readonly read: number;
};

/** The end of a log. */
export type LogEnd = {readonly last: number; readonly clock: number; readonly chain: Uint8Array | null};

/** The table of logs: one for each author and epoch of a conversation. */
export type LogTable = {
  readonly find: (conversation: number, author: number, epoch: number) => LogRecord | null;
  readonly begin: (conversation: number, author: number, epoch: number, chain: Uint8Array) => LogRecord;
  /** The own log that is written to, or null if none was begun. */
  readonly currentOwn: (conversation: number) => LogRecord | null;
  /** Our own logs, oldest first. */
  readonly own: (conversation: number) => LogRecord[];
  /** The logs that others wrote. */
  readonly others: (conversation: number) => LogRecord[];
  readonly positions: (conversation: number, author: number) => LogPosition[];
  readonly readPositions: (conversation: number, author: number) => ReadPosition[];
  readonly setEnd: (log: number, end: LogEnd) => void;
  readonly setRead: (log: number, read: number) => void;
  readonly setSent: (log: number) => void;
  readonly get: (log: number) => LogRecord;
  /** How many logs an author has in a conversation. */
  readonly count: (conversation: number, author: number) => number;
  /** The highest clock in the other logs of an author; 0 if there are none. */
  readonly highestClockBeside: (log: LogRecord) => number;
  readonly remove: (log: number) => void;
};

const NO_CHAIN = new Uint8Array(CHAIN_BYTES);

/** Prepares the statements on the table of logs. */
export function createLogTable(connection: Connection): LogTable {
  return {...createFinding(connection), ...createPositions(connection), ...createChanging(connection)};
}

type Finding = Pick<
  LogTable,
  'find' | 'currentOwn' | 'own' | 'others' | 'get' | 'count' | 'highestClockBeside'
>;

function createFinding(connection: Connection): Finding {
  const find = connection.prepare<[number, number, number], LogRecord>(
    'SELECT * FROM logs WHERE conversation = ? AND author = ? AND epoch = ?',
  );
  const currentOwn = connection.prepare<[number], LogRecord>(
    `SELECT * FROM logs WHERE conversation = ? AND author = ${SELF} ORDER BY log DESC LIMIT 1`,
  );
  const own = connection.prepare<[number], LogRecord>(
    `SELECT * FROM logs WHERE conversation = ? AND author = ${SELF} ORDER BY log`,
  );
  const others = connection.prepare<[number], LogRecord>(
    `SELECT * FROM logs WHERE conversation = ? AND author <> ${SELF} ORDER BY log`,
  );
  const get = connection.prepare<[number], LogRecord>('SELECT * FROM logs WHERE log = ?');
  const count = connection
    .prepare<[number, number], number>('SELECT count(*) FROM logs WHERE conversation = ? AND author = ?')
    .pluck();
  const highest = connection
    .prepare<[number, number, number], number | null>(
      'SELECT max(last_clock) FROM logs WHERE conversation = ? AND author = ? AND log <> ?',
    )
    .pluck();
  return {
    find: (conversation, author, epoch) => find.get(conversation, author, epoch) ?? null,
    currentOwn: conversation => currentOwn.get(conversation) ?? null,
    own: conversation => own.all(conversation),
    others: conversation => others.all(conversation),
    get: log => found(get.get(log)),
    count: (conversation, author) => count.get(conversation, author) ?? 0,
    highestClockBeside: ({log, conversation, author}) => highest.get(conversation, author, log) ?? 0,
  };
}

type PositionRecord = Pick<LogRecord, 'epoch' | 'last' | 'chain'>;

function createPositions(connection: Connection): Pick<LogTable, 'positions' | 'readPositions'> {
  const positions = connection.prepare<[number, number], PositionRecord>(
    `SELECT epoch, last, chain FROM (
       SELECT log, epoch, last, chain FROM logs WHERE conversation = ? AND author = ?
       ORDER BY log DESC LIMIT ${MAX_LOG_POSITIONS}
     ) ORDER BY log`,
  );
  const readPositions = connection.prepare<[number, number], ReadPosition>(
    `SELECT epoch, sequence FROM (
       SELECT log, epoch, read AS sequence FROM logs WHERE conversation = ? AND author = ? AND read > 0
       ORDER BY log DESC LIMIT ${MAX_LOG_POSITIONS}
     ) ORDER BY log`,
  );
  return {
    positions: (conversation, author) => positions.all(conversation, author).map(toPosition),
    readPositions: (conversation, author) => readPositions.all(conversation, author),
  };
}

/** How far a log is held, as it travels. */
export function toPosition({epoch, last, chain}: PositionRecord): LogPosition {
  return {
    epoch,
    sequence: last,
    chain: chain === null ? NO_CHAIN : new Uint8Array(chain.subarray(0, CHAIN_BYTES)),
  };
}

function createChanging(
  connection: Connection,
): Pick<LogTable, 'begin' | 'setEnd' | 'setRead' | 'setSent' | 'remove'> {
  const begin = connection.prepare<[number, number, number, Uint8Array], LogRecord>(
    'INSERT INTO logs (conversation, author, epoch, chain) VALUES (?, ?, ?, ?) RETURNING *',
  );
  const setEnd = connection.prepare('UPDATE logs SET last = ?, last_clock = ?, chain = ? WHERE log = ?');
  const setRead = connection.prepare('UPDATE logs SET read = ? WHERE log = ?');
  const setSent = connection.prepare('UPDATE logs SET sent = 1 WHERE log = ?');
  const remove = connection.prepare('DELETE FROM logs WHERE log = ?');
  return {
    begin: (conversation, author, epoch, chain) => found(begin.get(conversation, author, epoch, chain)),
    setEnd(log, {last, clock, chain}) {
      setEnd.run(last, clock, chain, log);
    },
    setRead(log, read) {
      setRead.run(read, log);
    },
    setSent(log) {
      setSent.run(log);
    },
    remove(log) {
      remove.run(log);
    },
  };
}

function found(record: LogRecord | undefined): LogRecord {
  if (record === undefined) {
    throw new Error('SQLite returned no row for a log');
  }
  return record;
}
