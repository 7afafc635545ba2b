/**
 * The bytes of the key file:
 *
 *     8  "nattrkey"
 *     1  version, 1
 *     1  how the secrets are kept: 0 as they are, 1 in a box under a passphrase
 *        0: 32 seed, 32 database key
 *        1: 4 argon2id operations, 8 argon2id memory in bytes (both big-endian), 16 salt, 24 nonce,
 *           80 secretbox of seed and database key
 *    32  BLAKE2b of all that stands before it
 *
 * The checksum comes last in every version, so that damage is told from a version we do not know, and from
 * a wrong passphrase. It is no protection against somebody who can write the file.
 */
import sodium from 'sodium-native';
import {NatterError} from '../../lib/errors.ts';
import {HEADER_BYTES, KIND_AT, LOCKED, MAGIC, PLAIN, VERSION, VERSION_AT} from './key-header.ts';
import {DATABASE_KEY_BYTES, SEED_BYTES, type Secrets} from './secrets.ts';

/** Secrets in a box; what is needed to open it besides the passphrase. */
export type LockedSecrets = {
  readonly operations: number;
  /** Bytes. */
  readonly memory: number;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
  readonly box: Uint8Array;
};

/** What a key file says. */
export type KeyFile =
  | {readonly protection: 'none'; readonly secrets: Secrets}
  | {readonly protection: 'passphrase'; readonly locked: LockedSecrets};

const CHECKSUM_BYTES = 32;
const SECRET_BYTES = SEED_BYTES + DATABASE_KEY_BYTES;
const SALT_AT = 12;
const NONCE_AT = SALT_AT + sodium.crypto_pwhash_SALTBYTES;
const BOX_AT = NONCE_AT + sodium.crypto_secretbox_NONCEBYTES;
const LOCKED_BYTES = BOX_AT + SECRET_BYTES + sodium.crypto_secretbox_MACBYTES;

/** Writes a key file. */
export function encodeKeyFile(file: KeyFile): Buffer {
  const kind = file.protection === 'none' ? PLAIN : LOCKED;
  const body = file.protection === 'none' ? joinSecrets(file.secrets) : encodeLocked(file.locked);
  const content = Buffer.concat([MAGIC, Buffer.from([VERSION, kind]), body]);
  return Buffer.concat([content, checksum(content)]);
}

/** Reads a key file. Throws `KEY_DAMAGED` if any bit is wrong, `PROFILE_NEWER` for a later version. */
export function decodeKeyFile(bytes: Buffer, path: string): KeyFile {
  const content = bytes.subarray(0, Math.max(0, bytes.length - CHECKSUM_BYTES));
  if (
    !checksum(content).equals(bytes.subarray(content.length)) ||
    !content.subarray(0, VERSION_AT).equals(MAGIC)
  ) {
    throw damagedKey(path);
  }
  if (content[VERSION_AT] !== VERSION) {
    throw new NatterError(
      'PROFILE_NEWER',
      `The key file ${path} was written by a newer natter. Update natter, or choose another folder with --profile.`,
    );
  }
  return decodeBody(content.subarray(HEADER_BYTES), content[KIND_AT], path);
}

/** The two secrets in a row, 64 bytes. */
export function joinSecrets(secrets: Secrets): Buffer {
  return Buffer.concat([secrets.seed, secrets.databaseKey], SECRET_BYTES);
}

/** Takes them apart again. */
export function splitSecrets(bytes: Uint8Array): Secrets {
  return {
    seed: Uint8Array.from(bytes.subarray(0, SEED_BYTES)),
    databaseKey: Uint8Array.from(bytes.subarray(SEED_BYTES, SECRET_BYTES)),
  };
}

/** The key file cannot be used. */
export function damagedKey(path: string): NatterError {
  return new NatterError(
    'KEY_DAMAGED',
    `The key file ${path} is damaged. It was left as it is; without it nobody can be you or read your history. ` +
      'Put back a copy of it, or begin anew with another --profile.',
  );
}

function decodeBody(body: Buffer, kind: number | undefined, path: string): KeyFile {
  if (kind === PLAIN && body.length === SECRET_BYTES) {
    return {protection: 'none', secrets: splitSecrets(body)};
  }
  if (kind === LOCKED && body.length === LOCKED_BYTES) {
    return {protection: 'passphrase', locked: decodeLocked(body)};
  }
  throw damagedKey(path);
}

function encodeLocked(locked: LockedSecrets): Buffer {
  const costs = Buffer.alloc(SALT_AT);
  costs.writeUInt32BE(locked.operations, 0);
  costs.writeBigUInt64BE(BigInt(locked.memory), 4);
  return Buffer.concat([costs, locked.salt, locked.nonce, locked.box], LOCKED_BYTES);
}

function decodeLocked(body: Buffer): LockedSecrets {
  return {
    operations: body.readUInt32BE(0),
    memory: Number(body.readBigUInt64BE(4)),
    salt: body.subarray(SALT_AT, NONCE_AT),
    nonce: body.subarray(NONCE_AT, BOX_AT),
    box: body.subarray(BOX_AT),
  };
}

function checksum(content: Buffer): Buffer {
  const hash = Buffer.alloc(CHECKSUM_BYTES);
  sodium.crypto_generichash(hash, content);
  return hash;
}
