import {hash32, u16, u64} from '../../lib/hash.ts';
import type {PeerKey} from '../../lib/ids.ts';
import {isSigned, sign} from '../signatures.ts';

/** What a member of a room is called and where they can be reached, as they say themselves; others pass it on. */
export type Hint = {
  /** The name its owner chose. */
  readonly name: string;
  /** Numbers the hints of one member in one room, rising. */
  readonly number: number;
  /** Wall time in seconds after which it means nothing. */
  readonly until: number;
  /** The public half of the reach key by which the member is found, 32 bytes; null if only addresses lead there. */
  readonly point: Uint8Array | null;
  /** Addresses of 16 bytes (IPv4 mapped into IPv6) and a port. */
  readonly addresses: readonly {readonly host: Uint8Array; readonly port: number}[];
};

const NO_POINT = Buffer.alloc(32);

/** Signs a hint about ourselves: 64 bytes. */
export function signHint(room: Uint8Array, author: PeerKey, hint: Hint, secretKey: Uint8Array): Uint8Array {
  return sign('hint', contentOf(room, author, hint), secretKey);
}

/** Tells whether a hint is by the member whom it is about. */
export function isHint(room: Uint8Array, author: PeerKey, hint: Hint, signature: Uint8Array): boolean {
  return isSigned('hint', contentOf(room, author, hint), signature, Buffer.from(author, 'hex'));
}

/**
 * room 32 ‖ author 32 ‖ number u64 ‖ until u64 ‖ point 32 ‖ BLAKE2b-256 of the name ‖ BLAKE2b-256 of the addresses, each
 * host 16 ‖ port u16.
 */
function contentOf(room: Uint8Array, author: PeerKey, {name, number, until, point, addresses}: Hint): Buffer {
  const places = addresses.flatMap(({host, port}) => [host, u16(port)]);
  return Buffer.concat([
    room,
    Buffer.from(author, 'hex'),
    u64(number),
    u64(until),
    point ?? NO_POINT,
    hash32(Buffer.from(name)),
    hash32(...places),
  ]);
}
