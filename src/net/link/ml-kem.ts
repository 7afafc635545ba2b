import * as crypto from 'node:crypto';
import {lazy} from '../../lib/lazy.ts';

/** ML-KEM-768 (FIPS 203) as Node's OpenSSL has it. */
export type KemKeyPair = {
  /** 1184 bytes. */
  readonly publicKey: Uint8Array;
  /** The shared secret, 32 bytes, from a ciphertext of 1088. A wrong ciphertext gives another secret, no error. */
  readonly open: (ciphertext: Uint8Array) => Uint8Array;
};

/** What stands before the raw key in a SubjectPublicKeyInfo: the form that every Node with ML-KEM reads and writes. */
const SPKI_PREFIX = Buffer.from('308204b2300b0609608648016503040402038204a100', 'hex');

/** Whether this Node has ML-KEM-768: 24.7 and later, with OpenSSL 3.5. */
export const hasKem: () => boolean = lazy(tryKem);

/** A fresh key pair, for one handshake. */
export function createKemKeyPair(): KemKeyPair {
  const {publicKey, privateKey} = crypto.generateKeyPairSync('ml-kem-768');
  const spki = publicKey.export({format: 'der', type: 'spki'});
  return {
    publicKey: spki.subarray(SPKI_PREFIX.byteLength),
    open: ciphertext => crypto.decapsulate(privateKey, ciphertext),
  };
}

/** Draws a shared secret for the owner of a key of 1184 bytes. Throws for bytes that are no key. */
export function encapsulate(publicKey: Uint8Array): {secret: Uint8Array; ciphertext: Uint8Array} {
  const key = crypto.createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, publicKey]),
    format: 'der',
    type: 'spki',
  });
  const {sharedKey, ciphertext} = crypto.encapsulate(key);
  return {secret: sharedKey, ciphertext};
}

function tryKem(): boolean {
  try {
    return typeof crypto.encapsulate === 'function' && createKemKeyPair().publicKey.byteLength === 1184;
  } catch {
    return false;
  }
}
