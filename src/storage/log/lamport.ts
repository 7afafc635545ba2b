/**
 * The rules of Lamport clocks (docs/PROTOCOL.md, "Order"). A clock follows the wall time where nothing newer is known:
 * what two people write apart then stands in the order in which it was written, and what somebody writes who lost
 * their history stands behind what the other has of it.
 */

/** The clock of nothing that was written at an honest wall time lies beyond this: 34 years from 2026. */
const LATEST_WALL = Date.UTC(2026, 0, 1) + 2 ** 40;
/** So far beyond all that is known a clock may be that follows no wall time. */
const MAX_STEP = 2 ** 16;

/** The clock of an entry that is written at a wall time, milliseconds, by somebody who knows clocks up to `known`. */
export function nextClock(known: number, wall: number): number {
  return Math.max(known + 1, Math.min(Math.floor(wall), LATEST_WALL));
}

/**
 * The highest clock that is taken from somebody else, by somebody who knows clocks up to `known`. It does not depend
 * on what our own wall clock shows, so both sides judge alike; and nobody can burn the clocks that are left.
 */
export function highestClock(known: number): number {
  return Math.max(known, LATEST_WALL) + MAX_STEP;
}
