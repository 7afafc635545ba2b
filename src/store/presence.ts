/**
 * The one rule of presence. The bell, receipts, unread counts and the "new" line all follow from it, so that natter
 * never rings for somebody and tells others at the same time that this person has read.
 */

/** Where a terminal tells nothing of its focus, somebody who pressed no key for so long is away. Milliseconds. */
const PATIENCE = 60_000;

/** What is known of whoever may sit in front of the terminal. */
export type Signs = {
  /** What the terminal said last: its window has the focus, or has not; null if it never said. */
  readonly focus: boolean | null;
  /** Milliseconds since the last key. */
  readonly sinceKey: number;
};

/** Whether somebody is there: the terminal decides; one that says nothing is believed for a minute after each key. */
export function isSomebodyThere({focus, sinceKey}: Signs): boolean {
  return focus ?? sinceKey < PATIENCE;
}
