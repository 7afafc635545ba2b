import type {Connection} from '../connection.ts';
import {ERASING} from '../content-digest.ts';
import {kindNumber} from './entry-row.ts';

/** Where an entry stands, in the numbers of the tables. It need not be held. */
export type Spot = {
  readonly conversation: number;
  readonly author: number;
  readonly epoch: number;
  readonly sequence: number;
};

/** An edit, a deletion or a reaction that has an effect on the entry at its target. */
export type PointerRecord = {
  readonly row: number;
  readonly kind: number;
  /** The number of its author. */
  readonly author: number;
  readonly clock: number;
  readonly body: string;
};

/**
 * The entries that point at others with effect: `target_author` is set in no other row. Of one target there
 * are at most a deletion, or else an edit and a reaction of each author, however many were sent.
 */
export type PointerTable = {
  readonly at: (spot: Spot) => PointerRecord[];
  /** Whether any points at the log of `first`, from that sequence up to `last`. */
  readonly anyAt: (first: Spot, last: number) => boolean;
  /** Turns an entry of any kind into one that only keeps its place in the log. */
  readonly empty: (row: number) => void;
};

const AT = 'conversation = ? AND target_author = ? AND target_epoch = ? AND target_sequence';

/** Prepares the statements on pointing entries. */
export function createPointerTable(connection: Connection): PointerTable {
  const at = connection.prepare<[number, number, number, number], PointerRecord>(
    `SELECT e.row, e.kind, l.author, e.clock, e.body FROM entries e CROSS JOIN logs l ON l.log = e.log
     WHERE e.conversation = ? AND e.target_author = ? AND e.target_epoch = ? AND e.target_sequence = ?`,
  );
  const anyAt = connection
    .prepare<[number, number, number, number, number], number>(
      `SELECT 1 FROM entries WHERE ${AT} BETWEEN ? AND ? LIMIT 1`,
    )
    .pluck();
  const empty = connection.prepare(
    `UPDATE entries SET ${ERASING}, kind = ${kindNumber('gone')}, body = '', target_by = NULL, target_epoch = NULL,
       target_sequence = NULL, target_author = NULL, deleted = 0, lifetime = NULL, expires_at = NULL
     WHERE row = ?`,
  );
  return {
    at: ({conversation, author, epoch, sequence}) => at.all(conversation, author, epoch, sequence),
    anyAt: ({conversation, author, epoch, sequence}, last) =>
      anyAt.get(conversation, author, epoch, sequence, last) !== undefined,
    empty(row) {
      empty.run(row);
    },
  };
}
