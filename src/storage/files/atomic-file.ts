import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import {dirname} from 'node:path';
import {NatterError} from '../../lib/errors.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {errnoOf, fileError} from './file-errors.ts';

/** The calls that put a file on disk; a test hands in some that fail. Descriptors are numbers. */
export type FileSystem = {
  readonly open: (path: string, flags: number, mode: number) => number;
  /** Returns how many bytes were taken, at least one. */
  readonly write: (descriptor: number, bytes: Uint8Array, offset: number) => number;
  readonly sync: (descriptor: number) => void;
  readonly close: (descriptor: number) => void;
  readonly rename: (from: string, to: string) => void;
  readonly remove: (path: string) => void;
};

const systemFiles: FileSystem = {
  open: openSync,
  write: (descriptor, bytes, offset) => writeSync(descriptor, bytes, offset),
  sync: fsyncSync,
  close: closeSync,
  rename: (from, to) => retrying(() => renameSync(from, to)),
  remove: path => rmSync(path, {force: true}),
};

/** Scanners for viruses keep a file for a moment that was just written, which only Windows minds. */
const RETRIES = 5;
const BETWEEN_RETRIES = 50;
const HELD = ['EPERM', 'EACCES', 'EBUSY'];

/** Does something to a file, on Windows again if another program has it. Throws what the last try did. */
export function retrying(
  work: () => void,
  platform: NodeJS.Platform = process.platform,
  wait: (milliseconds: number) => void = sleepHere,
): void {
  for (let tries = 1; ; tries++) {
    try {
      work();
      return;
    } catch (error) {
      if (platform !== 'win32' || tries > RETRIES || !HELD.includes(errnoOf(error) ?? '')) {
        throw error;
      }
      wait(BETWEEN_RETRIES);
    }
  }
}

function sleepHere(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

const FILE_MODE = 0o600;
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_FOLLOW;

/** What a temporary file is called while `path` is being written; one that a crash left may be removed. */
export function temporaryPath(path: string): string {
  return `${path}.tmp`;
}

/**
 * Replaces a file as a whole, or not at all: temporary file, fsync, rename, fsync of the folder (SECURITY
 * rule 15). Mode 0600. One writer at a time: the profile lock sees to that. Throws `PROFILE_UNSAFE` if a
 * symbolic link is in its place, `DISK_FULL`, `DISK_FAILED`, `PROFILE_UNWRITABLE`.
 */
export function writeFileAtomic(path: string, bytes: Uint8Array, files: FileSystem = systemFiles): void {
  const temporary = temporaryPath(path);
  try {
    refuseLink(path);
    files.remove(temporary);
    writeWhole(temporary, bytes, files);
    files.rename(temporary, path);
    syncFolder(dirname(path), files);
  } catch (error) {
    discard(temporary, files);
    throw fileError(error, profileTexts.attempts.write(path));
  }
}

/**
 * The same, and then overwrites what the old file held with zeros, so that an old secret does not stay in
 * free blocks. Only a best effort: a file system that copies on write, and a flash disk, keep old blocks.
 */
export function replaceSecretFile(path: string, bytes: Uint8Array): void {
  if (process.platform === 'win32') {
    writeFileAtomic(path, bytes); // nothing takes the place of a file that is open
    return;
  }
  const old = openSync(path, constants.O_WRONLY | NO_FOLLOW);
  try {
    writeFileAtomic(path, bytes);
    overwrite(old);
  } finally {
    closeSync(old);
  }
}

/**
 * Deletes a file for good, then overwrites what it held, with the same limits as above. A file that is gone
 * already is no error. Throws the error of the file system only if the file is still there: once it has no name any
 * more, the rest is a best effort, too.
 */
export function removeSecretFile(path: string, files: FileSystem = systemFiles): void {
  if (lstatSync(path, {throwIfNoEntry: false}) === undefined) {
    return;
  }
  const old = openSync(path, constants.O_WRONLY | NO_FOLLOW);
  try {
    files.remove(path);
    attempt(() => overwrite(old)); // first, since a folder that is not synced may bring it back
    attempt(() => syncFolder(dirname(path), files));
  } finally {
    closeSync(old);
  }
}

/** Makes a rename in a folder durable. Windows cannot fsync a folder and needs not. */
export function syncFolder(folder: string, files: FileSystem = systemFiles): void {
  if (process.platform === 'win32') {
    return;
  }
  const descriptor = files.open(folder, constants.O_RDONLY, 0);
  try {
    files.sync(descriptor);
  } finally {
    files.close(descriptor);
  }
}

function refuseLink(path: string): void {
  const stats = lstatSync(path, {throwIfNoEntry: false});
  if (stats?.isSymbolicLink() === true) {
    throw new NatterError('PROFILE_UNSAFE', profileTexts.files.linkToWrite(path));
  }
}

function writeWhole(path: string, bytes: Uint8Array, files: FileSystem): void {
  const descriptor = files.open(path, CREATE, FILE_MODE);
  try {
    for (let offset = 0; offset < bytes.byteLength; ) {
      offset += files.write(descriptor, bytes, offset);
    }
    files.sync(descriptor);
  } finally {
    files.close(descriptor);
  }
}

function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (errnoOf(error) === undefined) {
      throw error;
    }
  }
}

/** The first failure is the one worth telling. */
function discard(temporary: string, files: FileSystem): void {
  attempt(() => files.remove(temporary));
}

/** A file that another hard link still holds is somebody's copy: that one is left alone. */
function overwrite(descriptor: number): void {
  const {nlink, size} = fstatSync(descriptor);
  if (nlink === 0) {
    writeSync(descriptor, Buffer.alloc(size), 0, size, 0);
    fsyncSync(descriptor);
  }
}
