import sodium from 'sodium-native';
import {hash32, keyedHash, u64} from '../../lib/hash.ts';
import {labels} from '../../lib/labels.ts';
import {type KeyPair, keyPair} from '../key-pair.ts';

/**
 * The public half of a reach key, checked to be a point of the prime-order group. Only contacts know it: whoever has it
 * can compute the key of every day.
 */
export type ReachPoint = Buffer & {readonly __reachPoint: true};

/** A reach key: separate from the identity key, since a day's scalar that leaked would give its base away. */
export type ReachKey = {
  readonly point: ReachPoint;
  /** Signs with the reach key itself, to prove its possession. */
  readonly pair: KeyPair;
};

/** The key that is announced on one UTC day. Its scalar stays inside. */
export type DayKey = {
  readonly publicKey: Buffer;
  /** 32 bytes, reduced, for the Diffie-Hellman of the announcement's handshake. Never leaves the process. */
  readonly scalar: Buffer;
  /** An ed25519 signature of 64 bytes that any verifier accepts under `publicKey`. */
  readonly sign: (message: Uint8Array) => Buffer;
};

const MILLISECONDS_PER_DAY = 86_400_000;

/** The UTC day of a wall-clock time in milliseconds: days since 1970. */
export function dayOf(time: number): number {
  return Math.floor(time / MILLISECONDS_PER_DAY);
}

/** The reach key of a seed of 32 bytes. */
export function reachKey(seed: Uint8Array): ReachKey {
  const pair = keyPair(seed);
  return {pair, point: Buffer.from(pair.publicKey) as ReachPoint};
}

/**
 * A reach point that a contact told, or null if it is none: not canonical, of small order, or outside the prime-order
 * group. Sums with such a point are keys that nobody can answer for.
 */
export function parseReachPoint(bytes: Uint8Array): ReachPoint | null {
  const point = Buffer.from(bytes);
  return point.byteLength === 32 && sodium.crypto_core_ed25519_is_valid_point(point)
    ? (point as ReachPoint)
    : null;
}

/** The public key of a day, as contacts and the owner compute it: A = P + t·B. */
export function dayPublicKey(point: ReachPoint, day: number): Buffer {
  const offset = Buffer.alloc(32);
  sodium.crypto_scalarmult_ed25519_base_noclamp(offset, tweak(point, day));
  const publicKey = Buffer.alloc(32);
  sodium.crypto_core_ed25519_add(publicKey, point, offset);
  return publicKey;
}

/** The owner's key of a day: a + t, whose public key is that of `dayPublicKey`. */
export function dayKey(key: ReachKey, day: number): DayKey {
  const base = Buffer.alloc(32);
  sodium.extension_tweak_ed25519_sk_to_scalar(base, Buffer.from(key.pair.secretKey));
  const scalar = Buffer.alloc(32);
  sodium.crypto_core_ed25519_scalar_add(scalar, base, tweak(key.point, day));
  sodium.sodium_memzero(base);
  const publicKey = Buffer.alloc(32);
  sodium.crypto_scalarmult_ed25519_base_noclamp(publicKey, scalar);
  return {
    publicKey,
    scalar,
    sign: message => {
      const signature = Buffer.alloc(sodium.crypto_sign_BYTES);
      sodium.extension_tweak_ed25519_sign_detached(signature, Buffer.from(message), scalar);
      return signature;
    },
  };
}

/** The secret that tags on a LAN and in circuits are made with: known to the owner's contacts. */
export function tagSecret(point: ReachPoint): Buffer {
  return keyedHash(32, point, labels.tags);
}

/** Where the announcement of a key is kept in the hash table. */
export function announcementTarget(publicKey: Uint8Array): Buffer {
  return hash32(publicKey);
}

/** The scalar by which a day's key differs from its base. */
function tweak(point: ReachPoint, day: number): Buffer {
  const scalar = Buffer.alloc(32);
  sodium.crypto_core_ed25519_scalar_reduce(scalar, keyedHash(64, point, labels.dayKey, u64(day)));
  return scalar;
}
