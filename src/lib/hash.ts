import sodium from 'sodium-native';

/** What goes into a hash: ASCII labels as text, all else as bytes. */
type Part = string | Uint8Array;

/** BLAKE2b-256 of the parts one after the other. */
export function hash32(...parts: readonly Part[]): Buffer {
  return hash(32, parts);
}

/** Keyed BLAKE2b; `length` is 16 to 64 bytes, the key 16 to 64 bytes. */
export function keyedHash(length: number, key: Uint8Array, ...parts: readonly Part[]): Buffer {
  return hash(length, parts, Buffer.from(key));
}

/** A number below 2^64 as 8 bytes, the lowest first: fields of hashes have a fixed width. */
export function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** A number below 2^32 as 4 bytes, the lowest first. */
export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A number below 2^16 as 2 bytes, the lowest first. */
export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function hash(length: number, parts: readonly Part[], key?: Buffer): Buffer {
  const output = Buffer.alloc(length);
  const input = Buffer.concat(
    parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'ascii') : part)),
  );
  if (key) {
    sodium.crypto_generichash(output, input, key);
  } else {
    sodium.crypto_generichash(output, input);
  }
  return output;
}
