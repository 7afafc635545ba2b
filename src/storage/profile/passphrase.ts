import sodium from 'sodium-native';
import {NatterError} from '../../lib/errors.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {joinSecrets, type LockedSecrets, splitSecrets} from './key-format.ts';
import type {Random, Secrets} from './secrets.ts';

/** What one guess of a passphrase costs. */
export type PassphraseCost = {
  /** Passes over the memory. */
  readonly operations: number;
  /** Bytes. */
  readonly memory: number;
};

/** libsodium's moderate setting: three passes over 256 MiB, about a second. */
export const PASSPHRASE_COST: PassphraseCost = {
  operations: sodium.crypto_pwhash_OPSLIMIT_MODERATE,
  memory: sodium.crypto_pwhash_MEMLIMIT_MODERATE,
};

/** Puts secrets into a box that only the passphrase opens: argon2id, then secretbox. */
export function lockSecrets(
  secrets: Secrets,
  passphrase: string,
  random: Random,
  cost: PassphraseCost,
): LockedSecrets {
  const salt = Buffer.from(random(sodium.crypto_pwhash_SALTBYTES));
  const nonce = Buffer.from(random(sodium.crypto_secretbox_NONCEBYTES));
  const message = joinSecrets(secrets);
  const box = Buffer.alloc(message.length + sodium.crypto_secretbox_MACBYTES);
  const key = stretch(passphrase, salt, cost);
  sodium.crypto_secretbox_easy(box, message, nonce, key);
  sodium.sodium_memzero(key);
  sodium.sodium_memzero(message);
  return {...cost, salt, nonce, box};
}

/** Opens the box. Throws `PASSPHRASE_WRONG`. */
export function unlockSecrets(locked: LockedSecrets, passphrase: string): Secrets {
  const box = Buffer.from(locked.box);
  const message = Buffer.alloc(box.length - sodium.crypto_secretbox_MACBYTES);
  const key = stretch(passphrase, Buffer.from(locked.salt), locked);
  const opened = sodium.crypto_secretbox_open_easy(message, box, Buffer.from(locked.nonce), key);
  sodium.sodium_memzero(key);
  if (!opened) {
    throw new NatterError('PASSPHRASE_WRONG', profileTexts.profile.wrongPassphrase);
  }
  const secrets = splitSecrets(message);
  sodium.sodium_memzero(message);
  return secrets;
}

/**
 * Makes a key of 32 bytes from a passphrase: argon2id. One keyboard types é as one character, another as two: both are the
 * same passphrase. Throws `INTERNAL` if there is not so much memory.
 */
export function stretch(passphrase: string, salt: Buffer, cost: PassphraseCost): Buffer {
  const {key, typed} = buffersFor(passphrase);
  try {
    const {operations, memory} = cost;
    sodium.crypto_pwhash(key, typed, salt, operations, memory, sodium.crypto_pwhash_ALG_ARGON2ID13);
    return key;
  } catch (cause) {
    throw noMemory(cost, cause);
  } finally {
    sodium.sodium_memzero(typed);
  }
}

/** The same in a thread of its own, for who must go on meanwhile. */
export async function stretchAside(passphrase: string, salt: Buffer, cost: PassphraseCost): Promise<Buffer> {
  const {key, typed} = buffersFor(passphrase);
  try {
    const {operations, memory} = cost;
    await sodium.crypto_pwhash_async(
      ...([key, typed, salt, operations, memory, sodium.crypto_pwhash_ALG_ARGON2ID13] as const),
    );
    return key;
  } catch (cause) {
    throw noMemory(cost, cause);
  } finally {
    sodium.sodium_memzero(typed);
  }
}

function buffersFor(passphrase: string): {readonly key: Buffer; readonly typed: Buffer} {
  return {
    key: Buffer.alloc(sodium.crypto_secretbox_KEYBYTES),
    typed: Buffer.from(passphrase.normalize('NFC'), 'utf8'),
  };
}

function noMemory({memory}: PassphraseCost, cause: unknown): NatterError {
  return new NatterError('INTERNAL', profileTexts.profile.noMemory(Math.ceil(memory / 2 ** 20)), {cause});
}
