import type {PeerKey} from '../../src/lib/ids.ts';
import type {
  Entries,
  Have,
  LogPosition,
  Read,
  ReadPosition,
  WholeEntry,
} from '../../src/wire/chat/messages.ts';

/** The salt of every entry that a test makes itself. */
export const SALT = new Uint8Array(16).fill(7);

const NO_CHAIN = new Uint8Array(16);

/** An entry as a peer may send it. */
export function wireEntry(clock: number, body = `at ${clock}`, more: Partial<WholeEntry> = {}): WholeEntry {
  return {clock, time: 0, kind: 'text', target: null, body, salt: SALT, ...more};
}

/** A message with entries of an author. */
export function entriesOf(
  author: PeerKey,
  epoch: number,
  first: number,
  ...entries: Entries['entries']
): Entries {
  return {type: 'entries', author, epoch, first, entries};
}

/** What a peer says to have of the logs of an author; without a chain it is one from before there were any. */
export function haveOf(author: PeerKey, ...logs: readonly (ReadPosition & Partial<LogPosition>)[]): Have {
  return {type: 'have', author, clock: 0, logs: logs.map(log => ({chain: NO_CHAIN, ...log}))};
}

/** What the user of a peer has read of the logs of an author. */
export function readOf(author: PeerKey, ...logs: readonly ReadPosition[]): Read {
  return {type: 'read', author, logs};
}
