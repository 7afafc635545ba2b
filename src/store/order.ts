import type {EntryOrder} from '../core/api.ts';

/** Compares two places in one conversation: negative if `a` is shown before `b`. */
export function compareOrder(a: EntryOrder, b: EntryOrder): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** A place before every entry. */
export const BEFORE_ALL: EntryOrder = [-1, -1, -1];
