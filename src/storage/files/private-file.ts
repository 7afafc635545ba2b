import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  type Stats,
} from 'node:fs';
import {NatterError} from '../../lib/errors.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {errnoOf, fileError} from './file-errors.ts';

const WIDER_THAN_OWNER = 0o077;
const FILE_MODE = 0o600;

/**
 * Checks, without opening it, that a file of the profile is one that only its owner can have put there
 * (SECURITY rule 15), and takes away the rights that others have on it. False if there is no such file.
 * Throws `PROFILE_UNSAFE` for a symbolic link, for anything that is no regular file, and for another owner.
 */
export function checkPrivateFile(path: string): boolean {
  try {
    const stats = lstatSync(path);
    requirePrivate(path, stats);
    tighten(path, stats);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') {
      return false;
    }
    throw fileError(error, profileTexts.attempts.lookAt(path));
  }
}

/**
 * Reads a small file of the profile after the same checks; null if there is none. Throws also
 * `PROFILE_UNSAFE` if it is larger than `limit` bytes: no such file can be natter's.
 */
export function readPrivateFile(path: string, limit: number): Buffer | null {
  if (!checkPrivateFile(path)) {
    return null;
  }
  try {
    return readChecked(path, limit);
  } catch (error) {
    throw fileError(error, profileTexts.attempts.read(path));
  }
}

function readChecked(path: string, limit: number): Buffer {
  // Between the look and the open the file may have been swapped: the open one is what counts.
  const descriptor = openSync(
    path,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  );
  try {
    const stats = fstatSync(descriptor);
    requirePrivate(path, stats);
    if (stats.size > limit) {
      throw unsafe(profileTexts.files.tooLarge(path));
    }
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function requirePrivate(path: string, stats: Stats): void {
  if (stats.isSymbolicLink()) {
    throw unsafe(profileTexts.files.linkToRead(path));
  }
  if (!stats.isFile()) {
    throw unsafe(profileTexts.files.notRegular(path));
  }
  requireOwner(path, stats);
}

/** Throws `PROFILE_UNSAFE` unless we own it. Where the system has no owners, nothing is checked. */
export function requireOwner(path: string, stats: Stats): void {
  const self = process.geteuid?.();
  if (self !== undefined && stats.uid !== self) {
    throw unsafe(profileTexts.files.otherUser(path, stats.uid, self));
  }
}

function tighten(path: string, stats: Stats): void {
  if ((stats.mode & WIDER_THAN_OWNER) !== 0 && process.platform !== 'win32') {
    chmodSync(path, FILE_MODE);
  }
}

function unsafe(message: string): NatterError {
  return new NatterError('PROFILE_UNSAFE', message);
}
