import {NatterError} from '../../lib/errors.ts';
import type {EntryKind, EntryRef} from '../../wire/messages.ts';
import type {EntryRow} from '../types.ts';

/** An entry as SQLite returns it. */
export type EntryRecord = {
  readonly row: number;
  readonly author: string;
  readonly outgoing: number;
  readonly epoch: number;
  readonly sequence: number;
  readonly clock: number;
  readonly rank: number;
  readonly time: number;
  readonly kind: number;
  readonly target_own: number | null;
  readonly target_epoch: number | null;
  readonly target_sequence: number | null;
  readonly body: string;
  readonly deleted: number;
  readonly lifetime: number | null;
};

/** Selects `EntryRecord`s; CROSS JOIN keeps SQLite from beginning with the short tables. */
export const SELECT_ENTRIES = `
  SELECT e.row, lower(hex(a.key)) AS author, a.author = 1 AS outgoing, l.epoch, e.sequence, e.clock, e.rank,
         e.time, e.kind, e.target_own, e.target_epoch, e.target_sequence, e.body, e.deleted, e.lifetime
  FROM entries e CROSS JOIN logs l ON l.log = e.log CROSS JOIN authors a ON a.author = l.author`;

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
};

const KINDS: ReadonlyMap<number, EntryKind> = new Map(
  Object.entries(KIND_NUMBERS).map(([kind, number]) => [number, kind as EntryKind]),
);

/** The number a kind is stored as. */
export function kindNumber(kind: EntryKind): number {
  return KIND_NUMBERS[kind];
}

/** The kind that a stored number means. Throws `DATABASE_DAMAGED` for one that was never written. */
export function kindOf(number: number): EntryKind {
  const kind = KINDS.get(number);
  if (kind === undefined) {
    throw new NatterError('DATABASE_DAMAGED', `The database holds an entry of the unknown kind ${number}.`);
  }
  return kind;
}

/** Whether entries of a kind are shown, counted as unread and found by a search. */
export function isShown(kind: EntryKind): boolean {
  return kind === 'text' || kind === 'action';
}

/** The place among authors of the holder of a key: its first 6 bytes as a number. */
export function rankOf(key: string): number {
  return Number.parseInt(key.slice(0, 12), 16);
}

/** The entry as others see it. Throws `DATABASE_DAMAGED` for a kind that was never written. */
export function toEntryRow(record: EntryRecord, conversation: string): EntryRow {
  const {row, author, epoch, sequence, clock, rank, time, body, lifetime} = record;
  const outgoing = record.outgoing === 1;
  return {
    row,
    conversation,
    author,
    outgoing,
    epoch,
    sequence,
    clock,
    rank,
    time,
    kind: kindOf(record.kind),
    target: targetOf(record),
    body,
    deleted: record.deleted === 1,
    lifetime,
  };
}

function targetOf(record: EntryRecord): EntryRef | null {
  const {target_own: own, target_epoch: epoch, target_sequence: sequence} = record;
  return own === null || epoch === null || sequence === null ? null : {own: own === 1, epoch, sequence};
}
