import type {Connection} from '../connection.ts';

/** A place in a log that its author signed. */
export type HeadRecord = {readonly sequence: number; readonly signature: Uint8Array};

/** What authors signed of their logs. */
export type HeadTable = {
  readonly add: (log: number, head: HeadRecord) => void;
  /** Those behind a sequence, up to another one, in order. */
  readonly between: (log: number, after: number, upTo: number) => HeadRecord[];
  readonly remove: (log: number, sequence: number) => void;
  /** Moves those behind a sequence to another log. */
  readonly moveEnd: (from: number, to: number, after: number) => void;
};

/** Prepares the statements on the table of heads. */
export function createHeadTable(connection: Connection): HeadTable {
  const add = connection.prepare<[number, number, Uint8Array]>(
    'INSERT OR IGNORE INTO heads (log, sequence, signature) VALUES (?, ?, ?)',
  );
  const between = connection.prepare<[number, number, number], HeadRecord>(
    'SELECT sequence, signature FROM heads WHERE log = ? AND sequence > ? AND sequence <= ? ORDER BY sequence',
  );
  const remove = connection.prepare<[number, number]>('DELETE FROM heads WHERE log = ? AND sequence = ?');
  const moveEnd = connection.prepare<[number, number, number]>(
    'UPDATE heads SET log = ? WHERE log = ? AND sequence > ?',
  );
  return {
    moveEnd: (from, to, after) => void moveEnd.run(to, from, after),
    add: (log, {sequence, signature}) => void add.run(log, sequence, signature),
    between: (log, after, upTo) => between.all(log, after, upTo),
    remove: (log, sequence) => void remove.run(log, sequence),
  };
}
