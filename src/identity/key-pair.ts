import sodium from 'sodium-native';
import {type PeerKey, peerKeyOf} from '../lib/ids.ts';

/** An ed25519 key pair. The secret key holds the seed, so neither it nor the seed leaves the process. */
export type KeyPair = {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64 bytes: the seed and the public key. */
  readonly secretKey: Uint8Array;
};

/** Length of the seed that an identity is made from, in bytes. */
export const SEED_BYTES = 32;

/** The key pair of a 32-byte seed, the same that secret-stream makes of it. Throws a TypeError on another length. */
export function keyPair(seed: Uint8Array): KeyPair {
  if (seed.byteLength !== SEED_BYTES) {
    throw new TypeError(`A seed has ${SEED_BYTES} bytes, not ${seed.byteLength}`);
  }
  const publicKey = Buffer.alloc(sodium.crypto_sign_PUBLICKEYBYTES);
  const secretKey = Buffer.alloc(sodium.crypto_sign_SECRETKEYBYTES);
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, Buffer.from(seed));
  return {publicKey, secretKey};
}

/** The identity of the owner of a seed. */
export function peerKeyOfSeed(seed: Uint8Array): PeerKey {
  return peerKeyOf(keyPair(seed).publicKey);
}
