import type {State} from 'compact-encoding';
import {MAX_BODY_BYTES, MAX_EXPIRY_SECONDS} from '../../lib/limits.ts';
import {
  bytes,
  type Codec,
  enumeration,
  flags,
  lengthPrefixed,
  list,
  skip,
  text,
  uint,
} from '../codec/primitives.ts';
import {flagged, record} from '../codec/record.ts';
import {keyCodec} from './key-codec.ts';
import type {EntryContent, EntryKind, EntryRef, ErasedEntry, WholeEntry, WireEntry} from './messages.ts';

/** What stands on the wire for a kind of entry. Numbers are forever: retire one by leaving a gap. 7 is retired. */
export const entryKindNumbers = {
  unknown: 0,
  text: 1,
  action: 2,
  edit: 3,
  delete: 4,
  reaction: 5,
  expire: 6,
  act: 8,
  invitation: 9,
} as const satisfies Record<Exclude<EntryKind, 'gone'>, number>;

export const SALT_BYTES = 16;
export const DIGEST_BYTES = 32;
/** Members whom one entry names, and how: see `memberTag`. */
export const MAX_MENTIONS = 16;
const MENTION_BYTES = 8;

/** Flags of a content. Unknown bits are ignored. */
const HAS_TARGET = 1;
const HAS_LIFETIME = 2;
const HAS_MENTIONS = 4;
/** Flags before it. Unknown bits are ignored. */
const IS_ERASED = 1;

const target = record<EntryRef>({
  author: keyCodec('author of a target'),
  epoch: uint('epoch of a target'),
  sequence: uint('sequence of a target'),
});

/** What an entry says: the bytes that its digest is made of, up to the end of the entry. */
const content: Codec<EntryContent> = record<EntryContent>(
  {
    kind: enumeration('kind of an entry', entryKindNumbers, 'unknown'),
    target: flagged<EntryRef | null>(HAS_TARGET, target, null),
    body: text('body of an entry', MAX_BODY_BYTES),
    lifetime: flagged(HAS_LIFETIME, uint('lifetime of an entry', MAX_EXPIRY_SECONDS)),
    mentions: flagged(
      HAS_MENTIONS,
      list('list of mentions', bytes('tag of a member', MENTION_BYTES), {min: 1, max: MAX_MENTIONS}),
    ),
  },
  {before: 'target', label: 'flag field of an entry', of: contentFlags},
);

function contentFlags({target: pointing, lifetime, mentions}: EntryContent): number {
  const ofText = (pointing === null ? 0 : HAS_TARGET) | (lifetime === undefined ? 0 : HAS_LIFETIME);
  return mentions === undefined ? ofText : ofText | HAS_MENTIONS;
}

const NOTHING = new Uint8Array();

const clock = uint('clock of an entry');
const time = uint('time of an entry');
const form = flags('form of an entry');
const salt = bytes('salt of an entry', SALT_BYTES);
const digest = bytes('digest of an entry', DIGEST_BYTES);

/** One entry after its size. */
export const entryCodec: Codec<WireEntry> = lengthPrefixed('entry', {
  preencode(state, entry) {
    clock.preencode(state, entry.clock);
    time.preencode(state, entry.time);
    form.preencode(state, 0);
    if (isErased(entry)) {
      digest.preencode(state, entry.digest);
    } else {
      salt.preencode(state, saltOf(entry));
      const came = receivedContent(entry);
      if (came === null) {
        content.preencode(state, entry);
      } else {
        state.end += came.byteLength;
      }
    }
  },
  encode(state, entry) {
    clock.encode(state, entry.clock);
    time.encode(state, entry.time);
    form.encode(state, isErased(entry) ? IS_ERASED : 0);
    if (isErased(entry)) {
      digest.encode(state, entry.digest);
    } else {
      salt.encode(state, saltOf(entry));
      const came = receivedContent(entry);
      if (came === null) {
        content.encode(state, entry);
      } else {
        state.buffer?.set(came, state.start); // as it came: its digest is made of all of it
        state.start += came.byteLength;
      }
    }
  },
  decode(state): WireEntry {
    const logical = clock.decode(state);
    const wall = time.decode(state);
    return (form.decode(state) & IS_ERASED) === 0
      ? decodeWhole(state, logical, wall)
      : {clock: logical, time: wall, kind: 'gone', digest: digest.decode(state)};
  },
});

/** Field by field: a spread takes longer than reading them. */
function decodeWhole(state: State, logical: number, wall: number): WholeEntry {
  const {start} = state;
  skip(state, SALT_BYTES, 'salt of an entry');
  const {kind, target: pointing, body, lifetime, mentions} = content.decode(state);
  const received = {frame: state.buffer ?? NOTHING, start, end: state.end};
  const entry = {clock: logical, time: wall, kind, target: pointing, body, received};
  if (mentions !== undefined) {
    return {...entry, mentions, ...(lifetime !== undefined && {lifetime})};
  }
  return lifetime === undefined ? entry : {...entry, lifetime};
}

/** The salt of an entry; a copy of it, if it lies in a frame. */
export function saltOf({salt: own, received}: WholeEntry): Uint8Array {
  return own ?? new Uint8Array(received.frame.subarray(received.start, received.start + SALT_BYTES));
}

/** The content of an entry as it came, where it lies in its frame; null for an entry of ours. */
export function receivedContent({received}: WholeEntry): Uint8Array | null {
  return received === undefined ? null : received.frame.subarray(received.start + SALT_BYTES, received.end);
}

/** Whether an entry came without its content. */
export function isErased(entry: WireEntry): entry is ErasedEntry {
  return entry.kind === 'gone';
}

/** An entry whose content is kept as it came. Throws `ProtocolError`. */
export function entryAsItCame(
  {clock: logical, time: wall}: Pick<WholeEntry, 'clock' | 'time'>,
  random: Uint8Array,
  came: Uint8Array,
): WholeEntry {
  const frame = Buffer.concat([random, came]);
  return decodeWhole({start: 0, end: frame.byteLength, buffer: frame}, logical, wall);
}

/** Writes the bytes of a content, which its digest is made of, into a buffer; where they end. */
export function encodeContent(said: EntryContent, buffer: Buffer, start: number): number {
  const state: State = {start, end: buffer.byteLength, buffer};
  content.encode(state, said);
  return state.start;
}

/** The most bytes that a content takes. */
export const MAX_CONTENT_BYTES = MAX_BODY_BYTES + 128 + MAX_MENTIONS * MENTION_BYTES;
