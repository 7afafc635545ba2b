import sodium from 'sodium-native';

/** `size` bytes that nobody can guess. Node has them, too, in a module that a start would wait for; this one is there. */
export function randomBytes(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  sodium.randombytes_buf(bytes);
  return bytes;
}
