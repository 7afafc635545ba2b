import sodium from 'sodium-native';
import {isRoom, peerOf, roomIdOf} from '../../lib/conversation.ts';
import {hash32, u64} from '../../lib/hash.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {labels} from '../../lib/labels.ts';
import {
  DIGEST_BYTES,
  encodeContent,
  isErased,
  MAX_CONTENT_BYTES,
  receivedContent,
  SALT_BYTES,
  saltOf,
} from '../../wire/chat/entry-codec.ts';
import type {EntryContent, WholeEntry, WireEntry} from '../../wire/chat/messages.ts';

/**
 * The running hash of a log (docs/PROTOCOL.md, "The chain of a log"): two logs with one chain at one place hold the
 * same entries up to there. It goes over salted digests, so that an entry can be erased and the chain goes on.
 */
const HASH_BYTES = 32;
const NUMBER_BYTES = 8;

const contentInput = inputBeginning(labels.content, SALT_BYTES + MAX_CONTENT_BYTES);
const SALT_AT = contentInput.byteLength - SALT_BYTES - MAX_CONTENT_BYTES;
const CONTENT_AT = SALT_AT + SALT_BYTES;

const linkInput = inputBeginning(labels.chain, HASH_BYTES + 2 * NUMBER_BYTES + DIGEST_BYTES);
const CHAIN_AT = linkInput.byteLength - HASH_BYTES - 2 * NUMBER_BYTES - DIGEST_BYTES;
const CLOCK_AT = CHAIN_AT + HASH_BYTES;
const TIME_AT = CLOCK_AT + NUMBER_BYTES;
const DIGEST_AT = TIME_AT + NUMBER_BYTES;

/** What goes before everything else: no hash of one kind can be taken for one of another. */
function inputBeginning(label: string, rest: number): Buffer {
  return Buffer.concat([Buffer.from(label), Buffer.alloc(rest)]);
}

function hash(input: Buffer): Buffer {
  const output = Buffer.allocUnsafe(HASH_BYTES);
  sodium.crypto_generichash(output, input);
  return output;
}

/** The digest of a content as we write it. */
export function contentDigest(salt: Uint8Array, said: EntryContent): Buffer {
  contentInput.set(salt, SALT_AT);
  return hash(contentInput.subarray(0, encodeContent(said, contentInput, CONTENT_AT)));
}

/** The bytes of a content as we write it. */
export function contentBytes(said: EntryContent): Buffer {
  return Buffer.from(contentInput.subarray(CONTENT_AT, encodeContent(said, contentInput, CONTENT_AT)));
}

/** What the chain goes over of an entry, and whether its content as it is stored would give the same. */
export type Hashed = {readonly digest: Uint8Array; readonly isFaithful: boolean};

/** The digest of an entry as it came, with its content or without. */
export function hashEntry(entry: WireEntry): Hashed {
  return isErased(entry) ? {digest: entry.digest, isFaithful: false} : digestOf(entry);
}

/** The digest of an entry that came with its content. */
export function digestOf(entry: WholeEntry): Hashed {
  const came = receivedContent(entry);
  const end = encodeContent(entry, contentInput, CONTENT_AT);
  const isFaithful = came === null || isSame(contentInput.subarray(CONTENT_AT, end), came);
  contentInput.set(saltOf(entry), SALT_AT);
  if (isFaithful) {
    return {digest: hash(contentInput.subarray(0, end)), isFaithful};
  }
  const input = Buffer.concat([contentInput.subarray(0, CONTENT_AT), came]);
  return {digest: hash(input), isFaithful};
}

/** The chain of a log before its first entry. */
export function beginChain(log: {
  readonly conversation: ConversationId;
  /** The side of the conversation that this database belongs to. */
  readonly self: PeerKey;
  readonly author: PeerKey;
  readonly lane: number;
  readonly epoch: number;
}): Buffer {
  const room = isRoom(log.conversation)
    ? roomIdOf(log.conversation)
    : pairId(log.self, peerOf(log.conversation));
  return hash32(labels.log, room, fromHex(log.author), Buffer.of(log.lane), u64(log.epoch));
}

/** Stands for a direct conversation where a room has its id. */
function pairId(one: PeerKey, other: PeerKey): Buffer {
  return hash32(labels.direct, ...[one, other].sort().map(fromHex));
}

/** The chain after one more entry. */
export function extendChain(
  chain: Uint8Array,
  {clock, time, digest}: {readonly clock: number; readonly time: number; readonly digest: Uint8Array},
): Buffer {
  linkInput.set(chain, CHAIN_AT);
  writeNumber(linkInput, clock, CLOCK_AT);
  writeNumber(linkInput, time, TIME_AT);
  linkInput.set(digest, DIGEST_AT);
  return hash(linkInput);
}

/** Whether two digests, chains or contents are the same bytes. */
export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function fromHex(key: PeerKey): Buffer {
  return Buffer.from(key, 'hex');
}

/** 8 bytes, little-endian, of a safe integer. */
function writeNumber(buffer: Buffer, value: number, at: number): void {
  buffer.writeUInt32LE(value % 2 ** 32, at);
  buffer.writeUInt32LE(Math.floor(value / 2 ** 32), at + 4);
}
