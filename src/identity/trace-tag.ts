import {hash32} from '../lib/hash.ts';
import type {PeerKey} from '../lib/ids.ts';
import {labels} from '../lib/labels.ts';
import {encodeZBase32} from '../lib/z-base-32.ts';

/** 30 bits: enough to tell the peers of one person apart. */
const LENGTH = 6;

/** Stands for a public key of 64 hex digits in a trace: the same on both sides, and no way back to the key. */
export function traceTag(publicKey: PeerKey): string {
  return encodeZBase32(hash32(labels.trace, Buffer.from(publicKey, 'hex'))).slice(0, LENGTH);
}
