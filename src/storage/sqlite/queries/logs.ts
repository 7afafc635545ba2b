import {MAX_LOG_POSITIONS} from '../../../lib/limits.ts';
import type {LogPosition, ReadPosition} from '../../../wire/chat/messages.ts';
import {CHAIN_BYTES} from '../../../wire/sizes.ts';
import type {Lane} from '../../room-types.ts';
import type {Connection} from '../connection.ts';
import {SELF} from '../schema.ts';

/** A log as SQLite returns it. */
export type LogRecord = {
  readonly log: number;
  readonly conversation: number;
  readonly author: number;
  readonly lane: Lane;
  /** What the names of its entries have: of a branch a number made of its name. */
  readonly epoch: number;
  /** The name of a branch and the epoch that it belongs to; null for every other log. */
  readonly branch: Uint8Array | null;
  readonly branch_of: number | null;
  /** It begins behind this place, where its chain is `base_chain`; 0 and null for its very beginning. */
  readonly base: number;
  readonly base_chain: Uint8Array | null;
  /** The last sequence held; 0 if none. */
  readonly last: number;
  /** The Lamport clock of that entry. */
  readonly last_clock: number;
  /** The running hash there; null for a log from before there were hashes. */
  readonly chain: Uint8Array | null;
  /** 1 once an own log was handed to a link. */
  readonly sent: number;
  readonly read: number;
  /** 1 for an own log that is not written to any more. */
  readonly ended: number;
  /** How far somebody else has an own log of a room. */
  readonly stored: number;
  /** Entries behind it are not shown; null: all are. */
  readonly shown_to: number | null;
};

/** A log of a room that is begun. */
export type NewLog = Pick<
  LogRecord,
  'conversation' | 'author' | 'lane' | 'epoch' | 'branch' | 'branch_of' | 'base' | 'base_chain' | 'ended'
> & {readonly chain: Uint8Array};

/** The end of a log. */
export type LogEnd = {readonly last: number; readonly clock: number; readonly chain: Uint8Array | null};

/** The table of logs: one for each author and epoch of a conversation. */
export type LogTable = RoomLogs & {
  /** The log of talk in which an entry with a name stands. */
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

/** What only the logs of rooms have: lanes, branches, beginnings in the middle. */
type RoomLogs = {
  readonly all: (conversation: number) => LogRecord[];
  /** A log and its branches, in the order in which they came. */
  readonly ofEpoch: (conversation: number, author: number, lane: Lane, epoch: number) => LogRecord[];
  readonly byAuthor: (conversation: number, author: number) => LogRecord[];
  /** The own log of a lane that is written to; null if none is. */
  readonly openOwn: (conversation: number, lane: Lane) => LogRecord | null;
  readonly add: (log: NewLog) => LogRecord;
  readonly setBase: (log: number, base: number, chain: Uint8Array) => void;
  readonly setShownTo: (log: number, shownTo: number | null) => void;
  readonly setStored: (log: number, stored: number) => void;
  /** No own log of a lane is written to any more. */
  readonly endOwn: (conversation: number, lane: Lane) => void;
};

const NO_CHAIN = new Uint8Array(CHAIN_BYTES);

/** Prepares the statements on the table of logs. */
export function createLogTable(connection: Connection): LogTable {
  return {
    ...createFinding(connection),
    ...createPositions(connection),
    ...createChanging(connection),
    ...createRoomLogs(connection),
  };
}

type Finding = Pick<
  LogTable,
  'find' | 'currentOwn' | 'own' | 'others' | 'get' | 'count' | 'highestClockBeside'
>;

function createFinding(connection: Connection): Finding {
  const find = connection.prepare<[number, number, number], LogRecord>(
    `SELECT * FROM logs WHERE conversation = ? AND author = ? AND epoch = ? AND lane = 0
     ORDER BY coalesce(branch, x'') LIMIT 1`,
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

function createRoomLogs(connection: Connection): RoomLogs {
  const all = connection.prepare<[number], LogRecord>(
    'SELECT * FROM logs WHERE conversation = ? ORDER BY log',
  );
  const BY_AUTHOR = 'SELECT * FROM logs WHERE conversation = ? AND author = ?';
  const byAuthor = connection.prepare<[number, number], LogRecord>(`${BY_AUTHOR} ORDER BY log`);
  const ofEpoch = connection.prepare<[number, number, number, number, number], LogRecord>(
    `${BY_AUTHOR} AND lane = ? AND ((epoch = ? AND branch IS NULL) OR branch_of = ?) ORDER BY log`,
  );
  const openOwn = connection.prepare<[number, number], LogRecord>(
    `SELECT * FROM logs WHERE conversation = ? AND author = ${SELF} AND lane = ? AND ended = 0
     ORDER BY log DESC LIMIT 1`,
  );
  const add = connection.prepare<[NewLog & {last: number}], LogRecord>(
    `INSERT INTO logs
       (conversation, author, lane, epoch, branch, branch_of, base, base_chain, last, chain, read, ended)
     VALUES
       (@conversation, @author, @lane, @epoch, @branch, @branch_of, @base, @base_chain, @last, @chain, @last, @ended)
     RETURNING *`,
  );
  const setBase = connection.prepare<[number, Uint8Array, number]>(
    'UPDATE logs SET base = ?, base_chain = ? WHERE log = ?',
  );
  const setShownTo = connection.prepare<[number | null, number]>(
    'UPDATE logs SET shown_to = ? WHERE log = ?',
  );
  const setStored = connection.prepare<[number, number]>(
    'UPDATE logs SET stored = max(stored, ?) WHERE log = ?',
  );
  const endOwn = connection.prepare<[number, number]>(
    `UPDATE logs SET ended = 1 WHERE conversation = ? AND author = ${SELF} AND lane = ?`,
  );
  return {
    all: conversation => all.all(conversation),
    byAuthor: (conversation, author) => byAuthor.all(conversation, author),
    ofEpoch: (conversation, author, lane, epoch) => ofEpoch.all(conversation, author, lane, epoch, epoch),
    openOwn: (conversation, lane) => openOwn.get(conversation, lane) ?? null,
    add: log => found(add.get({...log, last: log.base})),
    setBase: (log, base, chain) => void setBase.run(base, chain, log),
    setShownTo: (log, shownTo) => void setShownTo.run(shownTo, log),
    setStored: (log, stored) => void setStored.run(stored, log),
    endOwn: (conversation, lane) => void endOwn.run(conversation, lane),
  };
}

function found(record: LogRecord | undefined): LogRecord {
  if (record === undefined) {
    throw new Error('SQLite returned no row for a log');
  }
  return record;
}
