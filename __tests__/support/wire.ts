import type {PeerKey} from '../../src/lib/ids.ts';
import {isErased, saltOf} from '../../src/wire/chat/entry-codec.ts';
import type {
  ChatMessage,
  Entries,
  FrameSlice,
  Have,
  LogPosition,
  Read,
  ReadPosition,
  WholeEntry,
  WireEntry,
} from '../../src/wire/chat/messages.ts';

/** The salt of every entry that a test makes itself. */
export const SALT = new Uint8Array(16).fill(7);

const NO_CHAIN = new Uint8Array(16);

type More = Partial<Omit<WholeEntry, 'salt' | 'received'>>;

/** An entry as a peer may send it. */
export function wireEntry(clock: number, body = `at ${clock}`, more: More = {}): WholeEntry {
  return {clock, time: 0, kind: 'text', target: null, body, salt: SALT, ...more};
}

/** A content as it came in a frame, behind that salt. */
export function asReceived(content: Uint8Array): FrameSlice {
  const frame = Buffer.concat([Buffer.of(0, 0), SALT, content, Buffer.of(0)]);
  return {frame, start: 2, end: frame.byteLength - 1};
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

/** A message as its writer had it: of an entry that came, only the salt. */
export function asWritten(message: ChatMessage): ChatMessage {
  return message.type === 'entries' ? {...message, entries: message.entries.map(withSalt)} : message;
}

function withSalt(entry: WireEntry): WireEntry {
  if (isErased(entry)) {
    return entry;
  }
  const {received: _, ...said} = entry;
  return {...said, salt: saltOf(entry)};
}
