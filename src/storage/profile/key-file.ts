import {NatterError} from '../../lib/errors.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {replaceSecretFile, writeFileAtomic} from '../files/atomic-file.ts';
import {checkPrivateFile, readPrivateFile} from '../files/private-file.ts';
import {damagedKey, decodeKeyFile, encodeKeyFile, type KeyFile} from './key-format.ts';
import {KEY_FILE_LIMIT} from './key-header.ts';
import {lockSecrets, PASSPHRASE_COST, type PassphraseCost, unlockSecrets} from './passphrase.ts';
import {DATABASE_KEY_BYTES, type Random, SEED_BYTES, type Secrets} from './secrets.ts';

/**
 * Creates new secrets and writes them, without a passphrase. Throws `KEY_DAMAGED` if there is a key file
 * already: it is never replaced.
 */
export function createKeyFile(path: string, random: Random): Secrets {
  if (checkPrivateFile(path)) {
    throw damagedKey(path);
  }
  const secrets = {
    seed: random(SEED_BYTES),
    databaseKey: random(DATABASE_KEY_BYTES),
    deviceSeed: random(SEED_BYTES),
  };
  writeFileAtomic(path, encodeKeyFile({protection: 'none', secrets}));
  return secrets;
}

/**
 * Reads the secrets. Throws `PASSPHRASE_NEEDED` without a passphrase where one is set, `PASSPHRASE_WRONG`,
 * `KEY_DAMAGED` (also if the file is gone), `PROFILE_NEWER`. A passphrase where none is set is not looked at.
 */
export function readKeyFile(path: string, passphrase: string | null): Secrets {
  return unlock(readFile(path), passphrase);
}

/** Tells whether a passphrase is set. Throws like `readKeyFile` for a damaged file. */
export function isProtected(path: string): boolean {
  return readFile(path).protection === 'passphrase';
}

/**
 * Sets, changes or (with `next` null) removes the passphrase. Only the key file is written: the database key
 * stays as it is. `current` is the one that is set, null if none. Throws like `readKeyFile`, and
 * `PASSPHRASE_NEEDED` if `next` is empty.
 */
export function changePassphrase(
  path: string,
  change: {readonly current: string | null; readonly next: string | null},
  random: Random,
  cost: PassphraseCost = PASSPHRASE_COST,
): void {
  if (change.next === '') {
    throw new NatterError('PASSPHRASE_NEEDED', profileTexts.profile.emptyPassphrase);
  }
  const secrets = unlock(readFile(path), change.current);
  replaceSecretFile(path, encodeKeyFile(protect(secrets, change.next, random, cost)));
}

function readFile(path: string): KeyFile {
  const bytes = readPrivateFile(path, KEY_FILE_LIMIT);
  if (bytes === null) {
    throw new NatterError('KEY_DAMAGED', profileTexts.profile.keyGone(path));
  }
  return decodeKeyFile(bytes, path);
}

function unlock(file: KeyFile, passphrase: string | null): Secrets {
  if (file.protection === 'none') {
    return file.secrets;
  }
  if (passphrase === null) {
    throw new NatterError('PASSPHRASE_NEEDED', profileTexts.profile.passphraseNeeded);
  }
  return unlockSecrets(file.locked, passphrase);
}

function protect(secrets: Secrets, next: string | null, random: Random, cost: PassphraseCost): KeyFile {
  return next === null
    ? {protection: 'none', secrets}
    : {protection: 'passphrase', locked: lockSecrets(secrets, next, random, cost)};
}
