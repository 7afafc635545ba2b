import {NatterError} from '../../lib/errors.ts';
import {MAX_BATCH_BODY_BYTES, MAX_BATCH_ENTRIES} from '../../lib/limits.ts';
import {isErased} from '../../wire/chat/entry-codec.ts';
import type {WireEntry} from '../../wire/chat/messages.ts';
import {SIGNATURE_BYTES} from '../../wire/sizes.ts';
import type {Link} from '../log/append.ts';
import {extendChain, type Hashed} from '../log/chain.ts';
import type {RoomPiece} from '../room-types.ts';
import type {HeadTable} from '../sqlite/queries/heads.ts';
import type {RoomEntries} from '../sqlite/queries/room-entries.ts';

/** The last sequence of the piece of 64 that a sequence lies in. */
export function endOfBlock(sequence: number): number {
  return Math.ceil(sequence / MAX_BATCH_ENTRIES) * MAX_BATCH_ENTRIES;
}

/** How many of some entries, sized in bytes, fit into the piece that begins at `first`; at least one. */
export function countForPiece(first: number, sizes: readonly number[]): number {
  const room = endOfBlock(first) - first + 1;
  let bytes = sizes[0] ?? 0;
  let count = 1;
  while (count < Math.min(room, sizes.length) && bytes + (sizes[count] ?? 0) <= MAX_BATCH_BODY_BYTES) {
    bytes += sizes[count] ?? 0;
    count++;
  }
  return count;
}

/**
 * Heads in the middle of what was signed are dropped once all 64 entries up to the next multiple are here, so far as what
 * is left between two of them still fits into one frame.
 */
export function thinHeads(heads: HeadTable, entries: RoomEntries, log: number, last: number): void {
  if (last % MAX_BATCH_ENTRIES !== 0) {
    return;
  }
  const start = last - MAX_BATCH_ENTRIES;
  const signed = heads.between(log, start, last);
  if (signed.length < 2) {
    return;
  }
  const ends = new Map<number, number>();
  let bytes = 0;
  for (const {sequence, size} of entries.after(log, start, last)) {
    bytes += size;
    ends.set(sequence, bytes);
  }
  let kept = 0;
  for (const [index, {sequence}] of signed.entries()) {
    const next = signed[index + 1];
    if (next !== undefined && (ends.get(next.sequence) ?? 0) - kept <= MAX_BATCH_BODY_BYTES) {
      heads.remove(log, sequence);
    } else {
      kept = ends.get(sequence) ?? 0;
    }
  }
}

/** Throws `PROTOCOL_ERROR` unless a piece has the form of one, whatever it says. */
export function checkPiece({log, first, entries, head}: RoomPiece): void {
  const last = first + entries.length - 1;
  if (!Number.isSafeInteger(first) || first < 1 || entries.length === 0 || !Number.isSafeInteger(last)) {
    throw roomError(`it numbered an entry ${first}`);
  }
  if (last > endOfBlock(first)) {
    throw roomError('it sent entries of a room across a multiple of 64');
  }
  if (head.byteLength !== SIGNATURE_BYTES) {
    throw roomError('it sent a signature that is none');
  }
  if (log.lane === 1 && entries.some(isErased)) {
    throw roomError('it sent an act without its content');
  }
  let previous = 0;
  for (const {clock} of entries) {
    if (!Number.isSafeInteger(clock) || clock <= previous) {
      throw roomError(`the clock of a log does not rise from ${previous} to ${clock}`);
    }
    previous = clock;
  }
}

/** Goes on with a chain over entries, the first one at `from` in both lists. */
export function chainOver(
  beginning: Uint8Array,
  entries: readonly WireEntry[],
  hashed: readonly Hashed[],
  from: number,
): Link[] {
  const links: Link[] = [];
  let chain = beginning;
  for (let index = from; index < entries.length; index++) {
    const [entry, hash] = [entries[index], hashed[index]];
    if (entry !== undefined && hash !== undefined) {
      const next = extendChain(chain, {clock: entry.clock, time: entry.time, digest: hash.digest});
      links.push({...hash, chain: next});
      chain = next;
    }
  }
  return links;
}

/** The text completes "the link was closed because …" on both sides. */
export function roomError(what: string): NatterError {
  return new NatterError('PROTOCOL_ERROR', what);
}
