import {dayOf, dayPublicKey, type ReachPoint} from '../../identity/reach/day-key.ts';
import type {PeerKey} from '../api/api.ts';

/** A contact who may call over the hash table, and the reach points they may call as. */
export type Caller = {readonly key: PeerKey; readonly points: readonly ReachPoint[]};

/** Keys are made in pieces of so many: each takes 35 µs. */
const PIECE = 100;

export type ExpectedCallers = {
  /** The holder of a key of these days; null for all others, who get no answer. */
  readonly find: (dayKey: Uint8Array) => PeerKey | null;
  /** Computes what is missing: the next piece at each call. Tells whether there is more. */
  readonly prepare: () => boolean;
};

/**
 * The allow-list of the announced key: the keys of all contacts for yesterday, today and tomorrow, since clocks differ. Made
 * anew when a contact or the day changes; it is only a hint, the decision comes after natter's own handshake.
 */
export function createExpectedCallers(callers: readonly Caller[], now: number): ExpectedCallers {
  const today = dayOf(now);
  const known = new Map<string, PeerKey>();
  const missing = [today, today - 1, today + 1].flatMap(day =>
    callers.flatMap(({key, points}) => points.map(point => ({key, point, day}))),
  );
  return {
    find: dayKey => known.get(Buffer.from(dayKey).toString('hex')) ?? null,
    prepare() {
      for (const {key, point, day} of missing.splice(0, PIECE)) {
        known.set(dayPublicKey(point, day).toString('hex'), key);
      }
      return missing.length > 0;
    },
  };
}
