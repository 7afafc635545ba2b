import sodium from 'sodium-native';
import {u64} from '../../lib/hash.ts';
import {labels} from '../../lib/labels.ts';
import type {ReachKey, ReachPoint} from './day-key.ts';

/** The owner of a reach key, its number, and the link on which that is told: keys and binding of 32 bytes. */
export type Owner = {readonly person: Uint8Array; readonly serial: number; readonly binding: Uint8Array};

/** A signature of 64 bytes by a reach key: its owner tells it, on this very link. */
export function provePossession({pair}: ReachKey, owner: Owner): Buffer {
  const signature = Buffer.alloc(sodium.crypto_sign_BYTES);
  sodium.crypto_sign_detached(signature, signed(owner), Buffer.from(pair.secretKey));
  return signature;
}

/** Tells whether a reach key is the owner's: somebody else's must not be passed off as one's own. */
export function isPossessed(point: ReachPoint, owner: Owner, signature: Uint8Array): boolean {
  return (
    signature.byteLength === sodium.crypto_sign_BYTES &&
    sodium.crypto_sign_verify_detached(Buffer.from(signature), signed(owner), point)
  );
}

function signed({person, serial, binding}: Owner): Buffer {
  return Buffer.concat([Buffer.from(labels.reachOwn), person, u64(serial), binding]);
}
