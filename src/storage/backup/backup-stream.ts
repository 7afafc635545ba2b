/**
 * The bytes of a backup:
 *
 *     8  "nattrbak"
 *     1  version, 1
 *     4  argon2id operations, 8 argon2id memory in bytes (both big-endian), 16 salt
 *    16  keyed BLAKE2b of "natter/backup-check/1" under what argon2id makes of the passphrase: tells a wrong one
 *    24  header of a stream (libsodium's secretstream, XChaCha20-Poly1305) under the keyed BLAKE2b of "natter/backup/1"
 *     …  its pieces: 64 KiB of content and 17 bytes more, the last one shorter, and marked as the last
 *
 * All that stands before the stream is authenticated with its first piece. The content is files one after the other: a byte
 * with the length of the name, the name, the size as 8 bytes (big-endian), the bytes.
 */

import sodium from 'sodium-native';
import {NatterError} from '../../lib/errors.ts';
import {keyedHash} from '../../lib/hash.ts';
import {labels} from '../../lib/labels.ts';
import {PROGRAM} from '../../lib/program.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {type PassphraseCost, stretchAside} from '../profile/passphrase.ts';
import type {Random} from '../profile/secrets.ts';

const MAGIC = Buffer.from('nattrbak', 'latin1');
const VERSION = 1;
const CHECK_BYTES = 16;
const COST_AT = MAGIC.length + 1;
const SALT_AT = COST_AT + 12;
const CHECK_AT = SALT_AT + sodium.crypto_pwhash_SALTBYTES;
const STREAM_AT = CHECK_AT + CHECK_BYTES;
/** Bytes before the first piece. */
export const HEAD_BYTES = STREAM_AT + sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES;
/** Content of a piece, bytes. */
export const PIECE_BYTES = 64 * 1024;
/** A full piece as it stands in the file. */
export const SEALED_BYTES = PIECE_BYTES + sodium.crypto_secretstream_xchacha20poly1305_ABYTES;
/** More than natter ever asks for: a file that does is none of its own. */
const MOST_OPERATIONS = 16;
const MOST_MEMORY = 2 ** 31;

/** Encrypts content piece by piece. */
export type Sealer = {
  /** What the file begins with. */
  readonly head: Buffer;
  /** At most `PIECE_BYTES`; less only in the last piece. */
  readonly seal: (content: Buffer, isLast: boolean) => Buffer;
};

/** Begins a backup under a passphrase. Takes about a second of another thread, and the memory that `cost` says. */
export async function createSealer(
  passphrase: string,
  random: Random,
  cost: PassphraseCost,
): Promise<Sealer> {
  const salt = Buffer.from(random(sodium.crypto_pwhash_SALTBYTES));
  const {key, check} = await keysFrom(passphrase, salt, cost);
  const costs = Buffer.alloc(12);
  costs.writeUInt32BE(cost.operations, 0);
  costs.writeBigUInt64BE(BigInt(cost.memory), 4);
  const start = Buffer.concat([MAGIC, Buffer.from([VERSION]), costs, salt, check]);
  const state = Buffer.alloc(sodium.crypto_secretstream_xchacha20poly1305_STATEBYTES);
  const header = Buffer.alloc(sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES);
  sodium.crypto_secretstream_xchacha20poly1305_init_push(state, header, key);
  sodium.sodium_memzero(key);
  const head = Buffer.concat([start, header]);
  let isFirst = true;
  return {
    head,
    seal(content, isLast) {
      const sealed = Buffer.alloc(content.length + sodium.crypto_secretstream_xchacha20poly1305_ABYTES);
      const tag = isLast
        ? sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
        : sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
      sodium.crypto_secretstream_xchacha20poly1305_push(state, sealed, content, isFirst ? head : null, tag);
      isFirst = false;
      return sealed;
    },
  };
}

/** Decrypts a piece, and tells whether it is the last. Throws `BACKUP_DAMAGED`. */
export type Opener = (sealed: Buffer) => {readonly content: Buffer; readonly isLast: boolean};

/**
 * Opens a backup that begins with these `HEAD_BYTES`. Rejects with `BACKUP_DAMAGED` (also for what is none), `PROFILE_NEWER`,
 * `PASSPHRASE_WRONG`.
 */
export async function createOpener(head: Buffer, passphrase: string): Promise<Opener> {
  if (head.length < HEAD_BYTES || !head.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new NatterError('BACKUP_DAMAGED', profileTexts.backup.none);
  }
  if (head[MAGIC.length] !== VERSION) {
    throw new NatterError('PROFILE_NEWER', profileTexts.backup.newer(PROGRAM.release));
  }
  const operations = head.readUInt32BE(COST_AT);
  const memory = Number(head.readBigUInt64BE(COST_AT + 4));
  if (operations < 1 || operations > MOST_OPERATIONS || memory < 8192 || memory > MOST_MEMORY) {
    throw damagedBackup();
  }
  const {key, check} = await keysFrom(passphrase, head.subarray(SALT_AT, CHECK_AT), {operations, memory});
  if (!sodium.sodium_memcmp(check, head.subarray(CHECK_AT, STREAM_AT))) {
    throw new NatterError('PASSPHRASE_WRONG', profileTexts.backup.wrongPassphrase);
  }
  const state = Buffer.alloc(sodium.crypto_secretstream_xchacha20poly1305_STATEBYTES);
  sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, Buffer.from(head.subarray(STREAM_AT)), key);
  sodium.sodium_memzero(key);
  let isFirst = true;
  return sealed => {
    if (sealed.length < sodium.crypto_secretstream_xchacha20poly1305_ABYTES) {
      throw damagedBackup();
    }
    const content = Buffer.alloc(sealed.length - sodium.crypto_secretstream_xchacha20poly1305_ABYTES);
    const tag = Buffer.alloc(1);
    try {
      const additional = isFirst ? head : null;
      sodium.crypto_secretstream_xchacha20poly1305_pull(state, content, tag, sealed, additional);
    } catch {
      throw damagedBackup();
    }
    isFirst = false;
    return {content, isLast: tag[0] === sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL};
  };
}

/** A part of a backup is not what was written. */
export function damagedBackup(): NatterError {
  return new NatterError('BACKUP_DAMAGED', profileTexts.backup.damaged);
}

async function keysFrom(passphrase: string, salt: Uint8Array, cost: PassphraseCost) {
  const stretched = await stretchAside(passphrase, Buffer.from(salt), cost);
  const key = keyedHash(32, stretched, labels.backup);
  const check = keyedHash(CHECK_BYTES, stretched, labels.backupCheck);
  sodium.sodium_memzero(stretched);
  return {key, check};
}
