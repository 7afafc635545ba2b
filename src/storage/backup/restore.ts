import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import {NatterError} from '../../lib/errors.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {retrying, syncFolder} from '../files/atomic-file.ts';
import {errnoOf, fileError} from '../files/file-errors.ts';
import {createOpener, damagedBackup, HEAD_BYTES, type Opener, SEALED_BYTES} from './backup-stream.ts';
import {createContentReader} from './content.ts';

/** What a backup may hold; anything else in it is passed over. */
const KNOWN = /^(?:key|natter\.db|config\.json|themes\/[\w-]{1,64}\.json)$/;
const NEEDED = ['key', 'natter.db'];

/**
 * Puts a backup into a profile folder that is not there yet, or empty: all of it, or nothing. Answers the absolute path of
 * the folder. Rejects with `PROFILE_EXISTS`, `FILE_UNREADABLE`, `BACKUP_DAMAGED`, `PROFILE_NEWER`, `PASSPHRASE_WRONG`,
 * `DISK_FULL`, `DISK_FAILED`, `PROFILE_UNWRITABLE`.
 */
export async function restoreBackup(path: string, profile: string, passphrase: string): Promise<string> {
  const folder = resolve(profile);
  requireNone(folder);
  const file = await openBackup(path);
  const unfinished = `${folder}.restoring`;
  try {
    const opener = await createOpener(await readAt(file, 0, HEAD_BYTES), passphrase);
    rmSync(unfinished, {recursive: true, force: true});
    mkdirSync(unfinished, {recursive: true, mode: 0o700});
    await unpack(file, opener, unfinished);
    putInPlace(unfinished, folder);
    return folder;
  } catch (error) {
    rmSync(unfinished, {recursive: true, force: true});
    throw fileError(error, profileTexts.backup.restoreInto(folder));
  } finally {
    await file.close();
  }
}

function requireNone(folder: string): void {
  const stats = lstatSync(folder, {throwIfNoEntry: false});
  if (stats !== undefined && (!stats.isDirectory() || readdirSync(folder).length > 0)) {
    throw new NatterError('PROFILE_EXISTS', profileTexts.backup.folderExists(safeLine(folder)));
  }
}

async function openBackup(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    const reason =
      errnoOf(cause) === 'ENOENT'
        ? profileTexts.backup.noFile
        : profileTexts.backup.systemSays(errnoOf(cause) ?? String(cause));
    throw new NatterError('FILE_UNREADABLE', profileTexts.backup.unreadable(safeLine(path), reason), {cause});
  }
}

async function unpack(file: FileHandle, opener: Opener, folder: string): Promise<void> {
  let descriptor: number | null = null;
  const found: string[] = [];
  const finish = () => {
    if (descriptor !== null) {
      fsyncSync(descriptor);
      closeSync(descriptor);
      descriptor = null;
    }
  };
  const reader = createContentReader({
    onFile(name) {
      finish();
      if (KNOWN.test(name) && !found.includes(name)) {
        found.push(name);
        mkdirSync(dirname(join(folder, name)), {recursive: true, mode: 0o700});
        descriptor = openSync(join(folder, name), 'wx', 0o600);
      }
    },
    onBytes(bytes) {
      for (let done = 0; descriptor !== null && done < bytes.length; ) {
        done += writeSync(descriptor, bytes, done);
      }
    },
  });
  try {
    for (let at = HEAD_BYTES; ; at += SEALED_BYTES) {
      const {content, isLast} = opener(await readAt(file, at, SEALED_BYTES));
      reader.push(content);
      if (isLast) {
        break;
      }
    }
    reader.end();
  } finally {
    finish();
  }
  if (!NEEDED.every(name => found.includes(name))) {
    throw damagedBackup();
  }
}

/** Reads bytes from an offset on, fewer at the end of the file. */
async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const {bytesRead} = await file.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) {
      break;
    }
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}

function putInPlace(unfinished: string, folder: string): void {
  syncFolder(unfinished);
  if (lstatSync(folder, {throwIfNoEntry: false}) !== undefined) {
    rmdirSync(folder); // it is empty
  }
  retrying(() => renameSync(unfinished, folder));
  syncFolder(dirname(folder));
}
