import type {Connection} from '../connection.ts';

/** Consecutive sequences of one log, both ends included. */
export type SeenRange = {readonly first: number; readonly last: number};

/** What our user has seen of the logs of others beyond what `logs.read` covers: few ranges, mostly none. */
export type SeenTable = {
  /** In rising order; none touches another. */
  readonly of: (log: number) => readonly SeenRange[];
  readonly replace: (log: number, ranges: readonly SeenRange[]) => void;
};

/** Prepares the statements on the ranges that were seen. */
export function createSeenTable(connection: Connection): SeenTable {
  const of = connection.prepare<[number], SeenRange>(
    'SELECT first, last FROM seen WHERE log = ? ORDER BY first',
  );
  const clear = connection.prepare('DELETE FROM seen WHERE log = ?');
  const add = connection.prepare('INSERT INTO seen (log, first, last) VALUES (?, ?, ?)');
  return {
    of: log => of.all(log),
    replace(log, ranges) {
      clear.run(log);
      for (const {first, last} of ranges) {
        add.run(log, first, last);
      }
    },
  };
}

/** Whether a sequence lies in one of some ranges. */
export function isInRanges(ranges: readonly SeenRange[], sequence: number): boolean {
  return ranges.some(({first, last}) => first <= sequence && sequence <= last);
}

/** The ranges with more sequences, as few ranges as there can be. */
export function addToRanges(ranges: readonly SeenRange[], sequences: readonly number[]): SeenRange[] {
  const all = [...ranges, ...sequences.map(sequence => ({first: sequence, last: sequence}))];
  const joined: SeenRange[] = [];
  for (const range of all.sort((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before !== undefined && range.first <= before.last + 1) {
      joined[joined.length - 1] = {first: before.first, last: Math.max(before.last, range.last)};
    } else {
      joined.push(range);
    }
  }
  return joined;
}
