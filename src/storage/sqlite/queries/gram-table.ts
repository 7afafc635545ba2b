import {GRAMS} from '../../../lib/text/grams.ts';
import type {Connection} from '../connection.ts';
import {addRows, CHUNK, decodeRows, intersect, type RowBits, removeRows} from './postings.ts';

/** Which rows have which gram: the table below the search index. */
export type GramTable = {
  /** Takes rows out of grams and adds them to others. A row is never added to a gram that it has. */
  readonly change: (changes: readonly GramChange[]) => void;
  /** The rows of a chunk that have all of some grams; null if there are none. */
  readonly withAll: (chunk: number, grams: Iterable<number>) => RowBits | null;
};

export type GramChange = {
  readonly row: number;
  readonly removed: Iterable<number>;
  readonly added: Iterable<number>;
};

/** Each chunk's grams stand side by side, so that what comes in changes few pages. */
const placeOf = (chunk: number, gram: number) => chunk * GRAMS + gram;

export const chunkOf = (row: number) => Math.floor(row / CHUNK);

/** Prepares the statements. */
export function createGramTable(connection: Connection): GramTable {
  const get = connection
    .prepare<[number], Uint8Array>('SELECT rows FROM search_grams WHERE place = ?')
    .pluck();
  const put = connection.prepare<[number, Uint8Array]>('INSERT OR REPLACE INTO search_grams VALUES (?, ?)');
  const remove = connection.prepare<[number]>('DELETE FROM search_grams WHERE place = ?');

  function store(place: number, rows: Uint8Array | null): void {
    if (rows === null) {
      remove.run(place);
    } else {
      put.run(place, rows);
    }
  }

  return {
    change(changes) {
      for (const [place, rows] of byPlace(changes, ({removed}) => removed)) {
        const stored = get.get(place);
        if (stored !== undefined) {
          store(place, removeRows(stored, rows));
        }
      }
      for (const [place, rows] of byPlace(changes, ({added}) => added)) {
        store(place, addRows(get.get(place) ?? null, rows));
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

/** Places in the order of the table, with the rows that some of the grams in `changes` have there. */
function byPlace(
  changes: readonly GramChange[],
  gramsOf: (change: GramChange) => Iterable<number>,
): [place: number, rows: number[]][] {
  const found = new Map<number, number[]>();
  for (const change of changes) {
    const chunk = chunkOf(change.row);
    for (const gram of gramsOf(change)) {
      const place = placeOf(chunk, gram);
      const rows = found.get(place);
      if (rows === undefined) {
        found.set(place, [change.row % CHUNK]);
      } else {
        rows.push(change.row % CHUNK);
      }
    }
  }
  return [...found].sort(([one], [other]) => one - other);
}
