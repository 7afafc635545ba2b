/**
 * The bytes of the key file:
 *
 *     8  "nattrkey"
 *     1  version, 1 or 2
 *     1  how the secrets are kept: 0 as they are, 1 in a box under a passphrase
 *        0: the secrets
 *        1: 4 argon2id operations, 8 argon2id memory in bytes (both big-endian), 16 salt, 24 nonce,
 *           secretbox of the secrets: 16 bytes more than they have
 *    32  BLAKE2b of all that stands before it
 *
 * The secrets are 32 seed of the person, 32 database key and, from version 2 on, 32 seed of the device. In version 1
 * the person and the device are one key, and stay so.
 *
 * The checksum comes last in every version, so that damage is told from a version we do not know, and from
 * a wrong passphrase. It is no protection against somebody who can write the file.
 */

import sodium from 'sodium-native';
import {NatterError} from '../../lib/errors.ts';
import {PROGRAM} from '../../lib/program.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {
  FIRST_VERSION,
  HEADER_BYTES,
  KIND_AT,
  LOCKED,
  MAGIC,
  PLAIN,
  VERSION,
  VERSION_AT,
} from './key-header.ts';
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
const FIRST_SECRET_BYTES = SEED_BYTES + DATABASE_KEY_BYTES;
const SECRET_BYTES = FIRST_SECRET_BYTES + SEED_BYTES;
const SALT_AT = 12;
const NONCE_AT = SALT_AT + sodium.crypto_pwhash_SALTBYTES;
const BOX_AT = NONCE_AT + sodium.crypto_secretbox_NONCEBYTES;

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
  const version = content[VERSION_AT];
  if (version !== VERSION && version !== FIRST_VERSION) {
    throw new NatterError('PROFILE_NEWER', profileTexts.profile.keyNewer(path, PROGRAM.release));
  }
  const secretBytes = version === FIRST_VERSION ? FIRST_SECRET_BYTES : SECRET_BYTES;
  return decodeBody(content.subarray(HEADER_BYTES), content[KIND_AT], secretBytes, path);
}

/** The secrets in a row, 96 bytes. */
export function joinSecrets(secrets: Secrets): Buffer {
  return Buffer.concat([secrets.seed, secrets.databaseKey, secrets.deviceSeed], SECRET_BYTES);
}

/** Takes them apart again: 96 bytes, or the 64 of version 1. */
export function splitSecrets(bytes: Uint8Array): Secrets {
  const seed = Uint8Array.from(bytes.subarray(0, SEED_BYTES));
  const isFirst = bytes.byteLength === FIRST_SECRET_BYTES;
  return {
    seed,
    databaseKey: Uint8Array.from(bytes.subarray(SEED_BYTES, FIRST_SECRET_BYTES)),
    deviceSeed: isFirst ? seed : Uint8Array.from(bytes.subarray(FIRST_SECRET_BYTES, SECRET_BYTES)),
  };
}

/** The key file cannot be used. */
export function damagedKey(path: string): NatterError {
  return new NatterError('KEY_DAMAGED', profileTexts.profile.keyDamaged(path));
}

function decodeBody(body: Buffer, kind: number | undefined, secretBytes: number, path: string): KeyFile {
  if (kind === PLAIN && body.length === secretBytes) {
    return {protection: 'none', secrets: splitSecrets(body)};
  }
  if (kind === LOCKED && body.length === BOX_AT + secretBytes + sodium.crypto_secretbox_MACBYTES) {
    return {protection: 'passphrase', locked: decodeLocked(body)};
  }
  throw damagedKey(path);
}

function encodeLocked(locked: LockedSecrets): Buffer {
  const costs = Buffer.alloc(SALT_AT);
  costs.writeUInt32BE(locked.operations, 0);
  costs.writeBigUInt64BE(BigInt(locked.memory), 4);
  return Buffer.concat([costs, locked.salt, locked.nonce, locked.box]);
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
