import type {Connection} from '../connection.ts';

/** The full-text index over the bodies of shown entries. */
export type SearchIndex = {
  readonly add: (row: number, text: string) => void;
  /**
   * Takes an entry out; the index needs the text that it holds of it. False if it holds none: it follows the
   * entries late, see `LateIndex`.
   */
  readonly remove: (row: number, text: string) => boolean;
  /**
   * Makes one change of all that `work` does, row by row: the index is written out whenever a row comes that is
   * not behind the last one, so that 64 edits of one message would take half a second. If `work` throws, nothing
   * is changed.
   */
  readonly together: <T>(work: () => T) => T;
};

/** Hears of each text that is to be found no more, whether or not the index held it yet. */
export type TextWatch = {readonly removed: (row: number, text: string) => void};

/** What the index holds of an entry, and what it is to hold; null for nothing. */
type Change = {readonly held: string | null; readonly next: string | null};

/** Prepares the statements on the index; they are to run in the transaction that changes the entries. */
export function createSearchIndex(connection: Connection, watch: TextWatch | null = null): SearchIndex {
  // Not a trigger: each one would write the index out, which halves the speed of a batch.
  const add = connection.prepare('INSERT INTO search (rowid, body) VALUES (?, ?)');
  const remove = connection.prepare("INSERT INTO search (search, rowid, body) VALUES ('delete', ?, ?)");
  const held = connection.prepare<[number], number>('SELECT 1 FROM search_docsize WHERE id = ?').pluck();
  const noteTrace = connection.prepare('INSERT OR IGNORE INTO traces VALUES (1)');
  let changes: Map<number, Change> | null = null;

  function apply(row: number, change: Change): void {
    if (change.held === change.next) {
      return;
    }
    if (change.held !== null) {
      remove.run(row, change.held);
    }
    if (change.next !== null) {
      add.run(row, change.next);
    }
  }

  function note(row: number, change: Change): void {
    if (changes === null) {
      apply(row, change);
      return;
    }
    const before = changes.get(row);
    changes.set(row, {held: before === undefined ? change.held : before.held, next: change.next});
  }

  function holds(row: number): boolean {
    const change = changes?.get(row);
    return change === undefined ? held.get(row) !== undefined : change.next !== null;
  }

  return {
    add: (row, text) => note(row, {held: null, next: text}),
    remove(row, text) {
      noteTrace.run();
      watch?.removed(row, text);
      const isHeld = holds(row);
      if (isHeld) {
        note(row, {held: text, next: null});
      }
      return isHeld;
    },
    together(work) {
      if (changes !== null) {
        return work();
      }
      const collected = new Map<number, Change>();
      changes = collected;
      let result: ReturnType<typeof work>;
      try {
        result = work();
      } finally {
        changes = null;
      }
      for (const [row, change] of [...collected].sort(([one], [other]) => one - other)) {
        apply(row, change);
      }
      return result;
    },
  };
}
