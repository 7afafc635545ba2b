import {GRAMS} from '../../../lib/text/grams.ts';
import type {Connection} from '../connection.ts';
import {addRows, BITS_BYTES, CHUNK, decodeRows, intersect, type RowBits, removeRows} from './postings.ts';

/** Which rows have which gram: the table below the search index. */
export type GramTable = {
  /** Takes rows out of grams and adds them to others. A row is never added to a gram that it has. */
  readonly change: (changes: readonly GramChange[]) => void;
  /** The rows of a chunk that have all of some grams; null if there are none. */
  readonly withAll: (chunk: number, grams: Iterable<number>) => RowBits | null;
};

export type GramChange = {
  readonly row: number;
  readonly removed: readonly number[];
  readonly added: readonly number[];
};

/** Each chunk's grams stand side by side, so that what comes in changes few pages. */
const placeOf = (chunk: number, gram: number) => chunk * GRAMS + gram;

export const chunkOf = (row: number) => Math.floor(row / CHUNK);

/** Prepares the statements. */
export function createGramTable(connection: Connection): GramTable {
  const get = connection
    .prepare<[number], Uint8Array>('SELECT rows FROM search_grams WHERE place = ?')
    .pluck();
  /** `||` makes text of two lists of bytes, without looking at them: they only have to be called bytes again. */
  const append = connection.prepare<[number, Uint8Array]>(
    `INSERT INTO search_grams VALUES (?, ?) ON CONFLICT (place)
     DO UPDATE SET rows = CAST(rows || excluded.rows AS BLOB)
     WHERE length(rows) + length(excluded.rows) < ${BITS_BYTES}`,
  );
  const put = connection.prepare<[number, Uint8Array]>('INSERT OR REPLACE INTO search_grams VALUES (?, ?)');
  const remove = connection.prepare<[number]>('DELETE FROM search_grams WHERE place = ?');

  /** One statement where the stored list only grows: reading it first takes as long again. */
  function add(place: number, rows: Uint16Array): void {
    if (append.run(place, addRows(null, rows)).changes === 0) {
      put.run(place, addRows(get.get(place) ?? null, rows));
    }
  }

  function take(place: number, rows: Uint16Array): void {
    const stored = get.get(place);
    const left = stored === undefined ? null : removeRows(stored, rows);
    if (left === null) {
      remove.run(place);
    } else {
      put.run(place, left);
    }
  }

  return {
    change(changes) {
      for (const [chunk, inChunk] of Map.groupBy(changes, ({row}) => chunkOf(row))) {
        forEachGram(sortByGram(inChunk, 'removed'), (gram, rows) => take(placeOf(chunk, gram), rows));
        forEachGram(sortByGram(inChunk, 'added'), (gram, rows) => add(placeOf(chunk, gram), rows));
      }
    },
    withAll(chunk, grams) {
      let bits: RowBits | null = null;
      for (const gram of grams) {
        const stored = get.get(placeOf(chunk, gram));
        if (stored === undefined) {
          return null;
        }
        const rows = decodeRows(stored);
        if (bits !== null && !intersect(rows, bits)) {
          return null;
        }
        bits = rows;
      }
      return bits;
    },
  };
}

/** Makes one chunk of the index in `target` as it is in `source`, but without some of its rows. */
export function copyChunk(
  source: Connection,
  target: Connection,
  chunk: number,
  without: readonly number[],
): void {
  const [first, end] = [placeOf(chunk, 0), placeOf(chunk + 1, 0)];
  const numbers = without.map(row => row % CHUNK);
  target.prepare<[number, number]>('DELETE FROM search_grams WHERE place >= ? AND place < ?').run(first, end);
  const add = target.prepare<[number, Uint8Array]>('INSERT INTO search_grams VALUES (?, ?)');
  const all = source.prepare<[number, number], {place: number; rows: Uint8Array}>(
    'SELECT place, rows FROM search_grams WHERE place >= ? AND place < ? ORDER BY place',
  );
  for (const {place, rows} of all.iterate(first, end)) {
    const staying = without.length === 0 ? rows : removeRows(rows, numbers);
    if (staying !== null) {
      add.run(place, staying);
    }
  }
}

/** Rows by their gram: of `grams[i]`, those from `ends[i - 1]` to `ends[i]`. Both rise. */
type RowsByGram = {readonly grams: Uint16Array; readonly ends: Uint32Array; readonly rows: Uint16Array};

function forEachGram(
  {grams, ends, rows}: RowsByGram,
  callback: (gram: number, rows: Uint16Array) => void,
): void {
  let start = 0;
  for (const [index, gram] of grams.entries()) {
    const end = ends[index] ?? 0;
    callback(gram, rows.subarray(start, end));
    start = end;
  }
}

/** For each gram a number of the sort below, which leaves zeros. */
const counters = new Uint32Array(GRAMS);

/** Sorts by counting: a million pairs of gram and row would be ten times as slow in maps and lists. */
function sortByGram(changes: readonly GramChange[], which: 'removed' | 'added'): RowsByGram {
  const grams = countGrams(changes, which);
  let total = 0;
  for (const gram of grams) {
    const count = counters[gram] ?? 0;
    counters[gram] = total;
    total += count;
  }
  const rows = new Uint16Array(total);
  for (const change of changes) {
    for (const gram of change[which]) {
      const place = counters[gram] ?? 0;
      rows[place] = change.row % CHUNK;
      counters[gram] = place + 1;
    }
  }
  const ends = new Uint32Array(grams.length);
  for (const [index, gram] of grams.entries()) {
    ends[index] = counters[gram] ?? 0;
    counters[gram] = 0;
  }
  return {grams, ends, rows};
}

/** Counts how often each gram comes, and answers which ones do, in the order of the table. */
function countGrams(changes: readonly GramChange[], which: 'removed' | 'added'): Uint16Array {
  const found: number[] = [];
  for (const change of changes) {
    for (const gram of change[which]) {
      const before = counters[gram] ?? 0;
      counters[gram] = before + 1;
      if (before === 0) {
        found.push(gram);
      }
    }
  }
  return Uint16Array.from(found).sort();
}
