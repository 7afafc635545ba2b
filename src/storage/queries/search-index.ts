import type {Connection} from '../connection.ts';

/** The full-text index over the bodies of shown entries. */
export type SearchIndex = {
  readonly add: (row: number, text: string) => void;
  /** Takes an entry out; the index needs the text that it holds of it. */
  readonly remove: (row: number, text: string) => void;
  /**
   * Writes the whole index anew from the entries that are there (some seconds for a million). Words that are
   * taken out one by one can stay where one page of the index ends and the next begins.
   */
  readonly rebuild: () => void;
};

/** Prepares the statements on the index; they are to run in the transaction that changes the entries. */
export function createSearchIndex(connection: Connection): SearchIndex {
  // Not a trigger: each one would write the index out, which halves the speed of a batch.
  const add = connection.prepare('INSERT INTO search (rowid, body) VALUES (?, ?)');
  const remove = connection.prepare("INSERT INTO search (search, rowid, body) VALUES ('delete', ?, ?)");
  const rebuild = connection.prepare("INSERT INTO search (search) VALUES ('rebuild')");
  return {
    add(row, text) {
      add.run(row, text);
    },
    remove(row, text) {
      remove.run(row, text);
    },
    rebuild() {
      rebuild.run();
    },
  };
}
