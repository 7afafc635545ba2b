/** The first bytes of the key file, which tell without any cryptography whether it asks for a passphrase. */
import {readPrivateFile} from '../files/private-file.ts';

/** No key file is larger, in bytes. */
export const KEY_FILE_LIMIT = 4096;

export const MAGIC = Buffer.from('nattrkey');
/** The version that is written; version 1 has no seed of a device. */
export const VERSION = 2;
export const FIRST_VERSION = 1;
export const PLAIN = 0;
export const LOCKED = 1;
export const VERSION_AT = MAGIC.length;
export const KIND_AT = VERSION_AT + 1;
export const HEADER_BYTES = KIND_AT + 1;

/**
 * Whether a passphrase seems to be set: false for a file that does not exist yet, or that is damaged in a way that
 * opening it will tell. Throws `PROFILE_UNSAFE`, and the `NatterError` of a file that cannot be read.
 */
export function looksProtected(path: string): boolean {
  const bytes = readPrivateFile(path, KEY_FILE_LIMIT);
  const header = bytes?.subarray(0, HEADER_BYTES);
  return [FIRST_VERSION, VERSION].some(
    version => header?.equals(Buffer.from([...MAGIC, version, LOCKED])) ?? false,
  );
}
