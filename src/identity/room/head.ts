import {u64} from '../../lib/hash.ts';
import type {PeerKey} from '../../lib/ids.ts';
import {isSigned, sign} from '../signatures.ts';

/** A place in a log of a room: what a head is a signature of. */
export type HeadPlace = {
  /** 32 bytes. */
  readonly room: Uint8Array;
  readonly author: PeerKey;
  readonly lane: number;
  readonly epoch: number;
  readonly sequence: number;
  /** 32 bytes: the running hash of the log there. */
  readonly chain: Uint8Array;
};

/** Signs how far an own log goes: 64 bytes. All entries before it are signed with it. */
export function signHead(place: HeadPlace, secretKey: Uint8Array): Uint8Array {
  return sign('head', contentOf(place), secretKey);
}

/** Tells whether the author of a log said that it goes up to this place. */
export function isHead(place: HeadPlace, signature: Uint8Array): boolean {
  return isSigned('head', contentOf(place), signature, Buffer.from(place.author, 'hex'));
}

/** room 32 ‖ author 32 ‖ lane u8 ‖ epoch u64 ‖ sequence u64 ‖ chain 32. */
function contentOf({room, author, lane, epoch, sequence, chain}: HeadPlace): Buffer {
  return Buffer.concat([room, Buffer.from(author, 'hex'), Buffer.of(lane), u64(epoch), u64(sequence), chain]);
}
