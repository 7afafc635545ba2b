import {NatterError} from '../../../lib/errors.ts';
import {type ConversationId, type PeerKey, peerKey} from '../../../lib/ids.ts';
import {lazy} from '../../../lib/lazy.ts';
import {profileTexts} from '../../../lib/texts/profile.ts';
import type {EntryKind} from '../../../wire/chat/messages.ts';
import type {EntryRow} from '../../types.ts';
import type {Connection} from '../connection.ts';
import {SELF} from '../schema.ts';
import {createSeenTable, isInRanges, type SeenRange} from './seen.ts';

/** An entry as SQLite returns it: the columns of `SELECT_ENTRIES` in their order, since to name them takes time. */
export type EntryRecord = readonly [
  row: number,
  log: number,
  sequence: number,
  clock: number,
  rank: number,
  time: number,
  kind: number,
  targetBy: number | null,
  targetEpoch: number | null,
  targetSequence: number | null,
  body: string,
  deleted: number,
  lifetime: number | null,
  arrived: number,
  expiresAt: number | null,
  salt: Uint8Array | null,
  digest: Uint8Array | null,
  mentioned: number,
];

/** Selects `EntryRecord`s, for a statement in raw mode. */
export const SELECT_ENTRIES = `
  SELECT e.row, e.log, e.sequence, e.clock, e.rank, e.time, e.kind, e.target_by, e.target_epoch, e.target_sequence,
         e.body, e.deleted, e.lifetime, e.arrived,
         e.expires_at, e.salt, e.digest, e.mentioned
  FROM entries e`;

/** Makes rows of the records of one call: what they have in common is looked up once. */
export type RowReader = () => (record: EntryRecord, conversation: ConversationId) => EntryRow;

type LogRecord = readonly [author: string, outgoing: number, epoch: number, read: number];
/** A log with what was seen of it beyond its `read`, looked up once it matters. */
type Log = {
  readonly author: PeerKey;
  readonly record: LogRecord;
  readonly seen: () => readonly SeenRange[];
};

/** Prepares the look at logs. The rows throw `DATABASE_DAMAGED` for a kind that was never written. */
export function createRowReader(connection: Connection): RowReader {
  const find = connection
    .prepare<[number], LogRecord>(
      `SELECT lower(hex(a.key)), a.author = ${SELF}, l.epoch, l.read
       FROM logs l CROSS JOIN authors a ON a.author = l.author WHERE l.log = ?`,
    )
    .raw();
  const seen = createSeenTable(connection);
  const keyOf = createKeyReader(connection);
  return () => {
    const known = new Map<number, Log>();

    function logOf(log: number): Log {
      const found = known.get(log) ?? read(log);
      known.set(log, found);
      return found;
    }

    function read(log: number): Log {
      const record = find.get(log);
      if (record === undefined) {
        throw new NatterError('DATABASE_DAMAGED', profileTexts.database.lacksLog(log));
      }
      return {author: peerKey(record[0]), record, seen: lazy(() => seen.of(log))};
    }

    return (record, conversation) => toEntryRow(record, logOf(record[1]), conversation, keyOf);
  };
}

/** Stored numbers are forever. Shown kinds come first: the schema counts on it. */
const KIND_NUMBERS: Readonly<Record<EntryKind, number>> = {
  text: 1,
  action: 2,
  edit: 3,
  delete: 4,
  reaction: 5,
  expire: 6,
  unknown: 7,
  gone: 8,
  act: 9,
  invitation: 10,
};

const LAST_SHOWN = KIND_NUMBERS.action;

/** Is added to the kind of an entry that is not shown, whatever its kind: nothing that looks for kinds finds it. */
export const OUT_OF_SIGHT = 32;

/** `deleted` of what somebody else took out of sight: its content stays, since others are to get it. */
export const TAKEN_AWAY = 2;

const KINDS: ReadonlyMap<number, EntryKind> = new Map(
  Object.entries(KIND_NUMBERS).map(([kind, number]) => [number, kind as EntryKind]),
);

/** The number a kind is stored as. */
export function kindNumber(kind: EntryKind): number {
  return KIND_NUMBERS[kind];
}

/** The kind that a stored number means. Throws `DATABASE_DAMAGED` for one that was never written. */
export function kindOf(number: number): EntryKind {
  const kind = KINDS.get(number % OUT_OF_SIGHT);
  if (kind === undefined) {
    throw new NatterError('DATABASE_DAMAGED', profileTexts.database.unknownKind(number));
  }
  return kind;
}

/** Whether entries of a kind are shown, counted as unread and found by a search. */
export function isShown(kind: EntryKind): boolean {
  return kind === 'text' || kind === 'action';
}

/** The place among authors of the holder of a key: its first 6 bytes as a number. */
export function rankOf(key: PeerKey): number {
  return Number.parseInt(key.slice(0, 12), 16);
}

function toEntryRow(
  record: EntryRecord,
  log: Log,
  conversation: ConversationId,
  keyOf: (author: number) => PeerKey,
): EntryRow {
  const [
    row,
    ,
    sequence,
    clock,
    rank,
    time,
    kind,
    targetBy,
    targetEpoch,
    targetSequence,
    body,
    deleted,
    lifetime,
    arrived,
    expiresAt,
    salt,
    digest,
    mentioned,
  ] = record;
  const [, outgoing, epoch, read] = log.record;
  const isUnread = outgoing === 0 && kind <= LAST_SHOWN && sequence > read;
  return {
    row,
    conversation,
    author: log.author,
    outgoing: outgoing === 1,
    epoch,
    sequence,
    clock,
    rank,
    time,
    kind: kindOf(kind),
    target:
      targetBy === null || targetEpoch === null || targetSequence === null
        ? null
        : {author: keyOf(targetBy), epoch: targetEpoch, sequence: targetSequence},
    body: deleted === TAKEN_AWAY ? '' : body,
    deleted: deleted !== 0,
    lifetime,
    expiresAt,
    arrived,
    salt,
    digest,
    mentioned: mentioned === 1,
    unread: isUnread && !isInRanges(log.seen(), sequence),
  };
}

/** Keys of authors by their numbers, each looked up once: neither ever changes. */
function createKeyReader(connection: Connection): (author: number) => PeerKey {
  const find = connection
    .prepare<[number], string>('SELECT lower(hex(key)) FROM authors WHERE author = ?')
    .pluck();
  const known = new Map<number, PeerKey>();
  return author => {
    const key = known.get(author) ?? peerKey(find.get(author) ?? '');
    known.set(author, key);
    return key;
  };
}
