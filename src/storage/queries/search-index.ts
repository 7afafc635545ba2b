import type {Connection} from '../connection.ts';
import {IS_SHOWN} from '../schema.ts';

/** The full-text index over the bodies of shown entries. */
export type SearchIndex = {
  readonly add: (row: number, text: string) => void;
  /** Takes an entry out; the index needs the text that it holds of it. */
  readonly remove: (row: number, text: string) => void;
  /** To be called while the entries are still there. */
  readonly removeConversation: (conversation: number) => void;
};

/**
 * Taking words out one entry at a time costs a millisecond each; above so many entries it is cheaper to
 * mark them as gone and to write the whole index anew without them (two seconds for a million).
 */
const FEW = 500;

/** Prepares the statements on the index; they are to run in the transaction that changes the entries. */
export function createSearchIndex(connection: Connection): SearchIndex {
  // Not a trigger: each one would write the index out, which halves the speed of a batch.
  const add = connection.prepare('INSERT INTO search (rowid, body) VALUES (?, ?)');
  const count = connection
    .prepare<[number], number>(`SELECT count(*) FROM entries WHERE conversation = ? AND ${IS_SHOWN}`)
    .pluck();
  const remove = connection.prepare("INSERT INTO search (search, rowid, body) VALUES ('delete', ?, ?)");
  const removeAll = connection.prepare(
    `INSERT INTO search (search, rowid, body)
     SELECT 'delete', row, body FROM searchable
     WHERE row IN (SELECT row FROM entries WHERE conversation = ?  AND ${IS_SHOWN})`,
  );
  const markOnly = connection.prepare("INSERT INTO search (search, rank) VALUES ('secure-delete', 0)");
  const takeOut = connection.prepare("INSERT INTO search (search, rank) VALUES ('secure-delete', 1)");
  const writeAnew = connection.prepare("INSERT INTO search (search) VALUES ('optimize')");
  return {
    add(row, text) {
      add.run(row, text);
    },
    remove(row, text) {
      remove.run(row, text);
    },
    removeConversation(conversation) {
      const atOnce = (count.get(conversation) ?? 0) <= FEW;
      if (atOnce) {
        removeAll.run(conversation);
        return;
      }
      markOnly.run();
      removeAll.run(conversation);
      writeAnew.run();
      takeOut.run();
    },
  };
}
