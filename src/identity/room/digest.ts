import {hash32, keyedHash, u64} from '../../lib/hash.ts';
import type {PeerKey} from '../../lib/ids.ts';
import {labels} from '../../lib/labels.ts';

/** One log of a room, as a digest has it. */
export type DigestedLog = {
  readonly author: PeerKey;
  readonly lane: number;
  readonly epoch: number;
  /** 16 bytes; null for the first branch. */
  readonly branch: Uint8Array | null;
  readonly sequence: number;
  /** 32 bytes: the running hash there. */
  readonly chain: Uint8Array;
};

/** Parts of the digest of a room. */
const PARTS = 64;
const PART_BYTES = 16;
const NO_BRANCH = Buffer.alloc(PART_BYTES);

/** The part of the digest that an author belongs to. */
export function partOf(author: PeerKey): number {
  return Number.parseInt(author.slice(0, 2), 16) % PARTS;
}

/**
 * How far all logs of a room are here, in 64 parts of 16 bytes: where those of two members are equal, so are the logs.
 * The key is new with each link, so that nobody can prepare logs whose digests are equal though they are not.
 */
export function digestOfLogs(room: Uint8Array, binding: Uint8Array, logs: readonly DigestedLog[]): Buffer[] {
  const key = hash32(labels.digest, room, binding);
  const parts: Uint8Array[][] = Array.from({length: PARTS}, () => []);
  for (const log of [...logs].sort(byName)) {
    parts[partOf(log.author)]?.push(fieldsOf(log));
  }
  return parts.map(part => keyedHash(PART_BYTES, key, ...part));
}

/** author 32 ‖ lane u8 ‖ epoch u64 ‖ branch 16 ‖ sequence u64 ‖ chain 32. */
function fieldsOf({author, lane, epoch, branch, sequence, chain}: DigestedLog): Buffer {
  return Buffer.concat([
    Buffer.from(author, 'hex'),
    Buffer.of(lane),
    u64(epoch),
    branch ?? NO_BRANCH,
    u64(sequence),
    chain,
  ]);
}

function byName(one: DigestedLog, other: DigestedLog): number {
  return (
    (one.author < other.author ? -1 : Number(one.author > other.author)) ||
    one.lane - other.lane ||
    one.epoch - other.epoch ||
    Buffer.compare(one.branch ?? NO_BRANCH, other.branch ?? NO_BRANCH)
  );
}
