import type {Connection} from '../connection.ts';

/**
 * Keeps the full-text index up with the entries, many at a time: one by one, indexing would be more than half of
 * what a message costs. A crash loses nothing, since the database itself tells what is not indexed yet.
 */
export type LateIndex = {
  /** Indexes all that waits if it is much: for the end of a transaction that wrote the entry `last`. */
  readonly follow: (last: number) => void;
  /** Whether entries wait. */
  readonly isBehind: () => boolean;
  /** Indexes all that waits, in one transaction of the caller. */
  readonly catchUp: () => void;
};

/** So many entries may wait; to index them takes about 5 ms. */
export const MOST_WAITING = 512;

/** Prepares the statements. */
export function createLateIndex(connection: Connection, mostWaiting = MOST_WAITING): LateIndex {
  const reached = connection
    .prepare<[], number>(
      'SELECT max((SELECT upto FROM indexing), coalesce((SELECT max(id) FROM search_docsize), 0))',
    )
    .pluck();
  const newest = connection.prepare<[], number>('SELECT coalesce(max(row), 0) FROM entries').pluck();
  const add = connection.prepare<[number]>(
    'INSERT INTO search (rowid, body) SELECT row, body FROM searchable WHERE row > ?',
  );
  const note = connection.prepare('UPDATE indexing SET upto = (SELECT max(row) FROM entries)');

  const upTo = () => reached.get() ?? 0;

  function catchUp(): void {
    add.run(upTo());
    note.run();
  }

  return {
    follow(last) {
      if (last - upTo() >= mostWaiting) {
        catchUp();
      }
    },
    isBehind: () => (newest.get() ?? 0) > upTo(),
    catchUp,
  };
}
