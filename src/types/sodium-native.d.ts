/** The part of sodium-native that is used here. */
declare module 'sodium-native' {
  const sodium: {
    readonly crypto_sign_PUBLICKEYBYTES: number;
    readonly crypto_sign_SECRETKEYBYTES: number;
    readonly crypto_sign_seed_keypair: (publicKey: Buffer, secretKey: Buffer, seed: Buffer) => void;

    readonly crypto_sign_detached: (signature: Buffer, message: Buffer, secretKey: Buffer) => void;
    readonly crypto_sign_verify_detached: (signature: Buffer, message: Buffer, publicKey: Buffer) => boolean;
    /** Whether a point is canonical, of the prime-order group, and not of small order. */
    readonly crypto_core_ed25519_is_valid_point: (point: Buffer) => boolean;

    /** BLAKE2b; the length of `output` is the length of the hash. */
    readonly crypto_generichash: (output: Buffer, input: Buffer, key?: Buffer) => void;

    /** False for a point that is encoded in another way, of small order, or outside the prime-order group. */
    readonly crypto_core_ed25519_is_valid_point: (point: Buffer) => boolean;
    /** Throws if one of the two is no point of the curve. */
    readonly crypto_core_ed25519_add: (sum: Buffer, point: Buffer, other: Buffer) => void;
    readonly crypto_core_ed25519_scalar_add: (sum: Buffer, scalar: Buffer, other: Buffer) => void;
    /** 64 bytes to a scalar of 32. */
    readonly crypto_core_ed25519_scalar_reduce: (scalar: Buffer, wide: Buffer) => void;
    readonly crypto_scalarmult_ed25519_base_noclamp: (point: Buffer, scalar: Buffer) => void;
    /** The scalar of a secret key of 64 bytes. */
    readonly extension_tweak_ed25519_sk_to_scalar: (scalar: Buffer, secretKey: Buffer) => void;
    /**
     * Signs with a bare scalar. Its fourth argument, a public key, is left out of this declaration: another key than
     * the scalar's own would give the scalar away.
     */
    readonly extension_tweak_ed25519_sign_detached: (
      signature: Buffer,
      message: Buffer,
      scalar: Buffer,
    ) => void;
    readonly crypto_sign_BYTES: number;
    readonly crypto_sign_verify_detached: (signature: Buffer, message: Buffer, publicKey: Buffer) => boolean;
    /** Compares two buffers of one length in constant time. */
    readonly sodium_memcmp: (one: Buffer, other: Buffer) => boolean;

    readonly crypto_pwhash_SALTBYTES: number;
    readonly crypto_pwhash_OPSLIMIT_MODERATE: number;
    readonly crypto_pwhash_MEMLIMIT_MODERATE: number;
    readonly crypto_pwhash_ALG_ARGON2ID13: number;
    /** Throws if the memory (bytes) is not to be had. */
    readonly crypto_pwhash: (
      output: Buffer,
      passphrase: Buffer,
      salt: Buffer,
      operations: number,
      memory: number,
      algorithm: number,
    ) => void;

    /** The same in a thread of its own. */
    readonly crypto_pwhash_async: (
      output: Buffer,
      passphrase: Buffer,
      salt: Buffer,
      operations: number,
      memory: number,
      algorithm: number,
    ) => Promise<void>;

    readonly crypto_secretbox_KEYBYTES: number;
    readonly crypto_secretbox_NONCEBYTES: number;
    readonly crypto_secretbox_MACBYTES: number;
    readonly crypto_secretbox_easy: (box: Buffer, message: Buffer, nonce: Buffer, key: Buffer) => void;
    /** False if the box was not made with this key. */
    readonly crypto_secretbox_open_easy: (
      message: Buffer,
      box: Buffer,
      nonce: Buffer,
      key: Buffer,
    ) => boolean;

    readonly crypto_secretstream_xchacha20poly1305_STATEBYTES: number;
    readonly crypto_secretstream_xchacha20poly1305_HEADERBYTES: number;
    readonly crypto_secretstream_xchacha20poly1305_KEYBYTES: number;
    readonly crypto_secretstream_xchacha20poly1305_ABYTES: number;
    readonly crypto_secretstream_xchacha20poly1305_TAG_MESSAGE: number;
    readonly crypto_secretstream_xchacha20poly1305_TAG_FINAL: number;
    readonly crypto_secretstream_xchacha20poly1305_init_push: (
      state: Buffer,
      header: Buffer,
      key: Buffer,
    ) => void;
    readonly crypto_secretstream_xchacha20poly1305_push: (
      state: Buffer,
      cipher: Buffer,
      message: Buffer,
      additional: Buffer | null,
      tag: number,
    ) => void;
    readonly crypto_secretstream_xchacha20poly1305_init_pull: (
      state: Buffer,
      header: Buffer,
      key: Buffer,
    ) => void;
    /** Throws unless the piece is the next one of the stream. */
    readonly crypto_secretstream_xchacha20poly1305_pull: (
      state: Buffer,
      message: Buffer,
      tag: Buffer,
      cipher: Buffer,
      additional: Buffer | null,
    ) => void;

    readonly crypto_hash_sha256_BYTES: number;
    readonly crypto_hash_sha256: (output: Buffer, input: Buffer) => void;

    readonly randombytes_buf: (bytes: Buffer) => void;
    readonly sodium_memzero: (secret: Buffer) => void;
  };
  export default sodium;
}
