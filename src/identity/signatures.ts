import sodium from 'sodium-native';
import {labels, type SignedLabel} from '../lib/labels.ts';

/** Bytes of a signature. */
export const SIGNATURE_BYTES = 64;

/**
 * Signs `content`, of fixed width, for the purpose that the label names. The only place where an identity signs: its
 * keys take part in handshakes too, and nothing without a label may ever be signed by them.
 */
export function sign(label: SignedLabel, content: Uint8Array, secretKey: Uint8Array): Uint8Array {
  const signature = Buffer.alloc(SIGNATURE_BYTES);
  sodium.crypto_sign_detached(signature, labelled(label, content), Buffer.from(secretKey));
  return signature;
}

/**
 * Tells whether the owner of a public key (32 bytes) signed `content` for this purpose. A key outside of the prime-order
 * group signs nothing: libraries disagree about what it has signed.
 */
export function isSigned(
  label: SignedLabel,
  content: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  const key = Buffer.from(publicKey);
  return (
    signature.byteLength === SIGNATURE_BYTES &&
    isPublicKey(key) &&
    sodium.crypto_sign_verify_detached(Buffer.from(signature), labelled(label, content), key)
  );
}

/** Tells whether bytes are a public key of the prime-order group. */
export function isPublicKey(bytes: Uint8Array): boolean {
  return bytes.byteLength === 32 && sodium.crypto_core_ed25519_is_valid_point(Buffer.from(bytes));
}

function labelled(label: SignedLabel, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(labels[label]), Buffer.of(0), content]);
}
