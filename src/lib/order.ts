/** Where an entry stands in its conversation: by clock, then the rank of its author, then the row. */
export type Order = readonly [clock: number, rank: number, row: number];

/** Compares two places in one conversation: negative if `a` is shown before `b`, 0 if they are the same. */
export function compareOrder(a: Order, b: Order): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** A place before every entry. */
export const BEFORE_ALL: Order = [-1, -1, -1];
