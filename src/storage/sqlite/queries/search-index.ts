import {gramsOf} from '../../../lib/text/grams.ts';
import {searchForm} from '../../../lib/text/search-form.ts';
import type {Connection} from '../connection.ts';
import {chunkOf, createGramTable, type GramChange} from './gram-table.ts';

/** The index over the texts of shown entries: which grams each of them has. It follows the entries later. */
export type SearchIndex = {
  /** Puts another text (null: none) in the place of the one that an entry has, if the index knows the entry yet. */
  readonly replace: (row: number, held: string, next: string | null) => void;
  /**
   * Makes one change of all that `work` does: 64 edits of one message change the index once. If `work` throws,
   * nothing is changed.
   */
  readonly together: <T>(work: () => T) => T;
  /** Whether so many entries wait that a piece of them is worth its commit. */
  readonly isBehind: (most?: number) => boolean;
  /** Indexes the next piece of what waits, in a transaction of the caller. */
  readonly follow: () => void;
};

/** Hears which chunks of the index change. */
export type IndexWatch = {readonly changed: (chunk: number) => void};

/** Entries that may wait to be indexed; a search reads their texts. */
export const MOST_WAITING = 512;
/** Entries and UTF-16 units of text that are indexed in one piece: about 15 ms. */
const PIECE_ROWS = 1024;
const PIECE_LENGTH = 128 * 1024;

/** What the index holds of an entry, and what it is to hold; null for nothing. */
type Change = {readonly held: string | null; readonly next: string | null};

/** Prepares the statements on the index; they are to run in the transaction that changes the entries. */
export function createSearchIndex(connection: Connection, watch: IndexWatch | null = null): SearchIndex {
  const grams = createGramTable(connection);
  const reached = connection.prepare<[], number>('SELECT upto FROM indexing').pluck();
  const note = connection.prepare<[number]>('UPDATE indexing SET upto = ?');
  const newest = connection.prepare<[], number>('SELECT coalesce(max(row), 0) FROM entries').pluck();
  const waiting = connection.prepare<[number], {row: number; body: string}>(
    'SELECT row, body FROM indexed WHERE row > ? ORDER BY row',
  );
  const noteTrace = connection.prepare('INSERT OR IGNORE INTO traces VALUES (1)');
  let changes: Map<number, Change> | null = null;

  const upTo = () => reached.get() ?? 0;

  function apply(changed: ReadonlyMap<number, Change>): void {
    grams.change([...changed].map(([row, change]) => gramChangeOf(row, change)));
    for (const chunk of new Set([...changed.keys()].map(chunkOf))) {
      watch?.changed(chunk);
    }
  }

  function change(row: number, held: string, next: string | null): void {
    if (changes === null) {
      apply(new Map([[row, {held, next}]]));
    } else {
      const before = changes.get(row);
      changes.set(row, {held: before === undefined ? held : before.held, next});
    }
  }

  return {
    replace(row, held, next) {
      noteTrace.run();
      if (row <= upTo()) {
        change(row, held, next);
      }
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
      apply(collected);
      return result;
    },
    isBehind: (most = MOST_WAITING) => (newest.get() ?? 0) - upTo() >= most,
    follow() {
      const added = new Map<number, Change>();
      let length = 0;
      let last: number | null = null;
      for (const {row, body} of waiting.iterate(upTo())) {
        added.set(row, {held: null, next: body});
        length += body.length;
        if (added.size === PIECE_ROWS || length >= PIECE_LENGTH) {
          last = row;
          break;
        }
      }
      apply(added);
      note.run(last ?? newest.get() ?? 0);
    },
  };
}

/** Grams that both texts have stay as they are. */
function gramChangeOf(row: number, {held, next}: Change): GramChange {
  const [before, after] = [gramsOfText(held), gramsOfText(next)];
  if (held === null || next === null) {
    return {row, removed: before, added: after};
  }
  const [had, has] = [new Set(before), new Set(after)];
  return {row, removed: before.filter(gram => !has.has(gram)), added: after.filter(gram => !had.has(gram))};
}

function gramsOfText(text: string | null): readonly number[] {
  return text === null ? [] : gramsOf(searchForm(text));
}
