/**
 * The candidate that differs least from what was typed, or null if none is close: at most one change in three
 * characters. Case does not count. A change is one letter more, less, other, or two swapped (the optimal string
 * alignment distance).
 */
export function nearest(typed: string, candidates: Iterable<string>): string | null {
  const wanted = [...typed.toLowerCase()];
  let best: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const letters = [...candidate.toLowerCase()];
    if (Math.abs(letters.length - wanted.length) < least) {
      const changes = distance(wanted, letters);
      if (changes < least) {
        [best, least] = [candidate, changes];
      }
    }
  }
  return best;
}

function distance(from: readonly string[], to: readonly string[]): number {
  let beforeLast: number[] = [];
  let last = Array.from({length: to.length + 1}, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      current.push(cheapest(from, to, row, column, {beforeLast, last, current}));
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length] ?? 0;
}

type Rows = {
  readonly beforeLast: readonly number[];
  readonly last: readonly number[];
  readonly current: readonly number[];
};

function cheapest(
  from: readonly string[],
  to: readonly string[],
  row: number,
  column: number,
  {beforeLast, last, current}: Rows,
): number {
  const same = from[row - 1] === to[column - 1];
  const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
  return Math.min(
    at(last, column) + 1,
    at(current, column - 1) + 1,
    at(last, column - 1) + (same ? 0 : 1),
    swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
  );
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
