import {chmodSync, lstatSync, mkdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {NatterError} from '../../lib/errors.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {fileError} from '../files/file-errors.ts';
import {requireOwner} from '../files/private-file.ts';

const FOLDER_MODE = 0o700;
const WIDER_THAN_OWNER = 0o077;

/** The files of a profile. */
export type ProfilePaths = {readonly key: string; readonly database: string; readonly config: string};

/** Where the files of the profile in this folder are. */
export function pathsIn(folder: string): ProfilePaths {
  return {key: join(folder, 'key'), database: join(folder, 'natter.db'), config: join(folder, 'config.json')};
}

/**
 * Ensures that the profile folder is private: creates it with mode 0700, takes away the rights others have on ours
 * (SECURITY rule 15). Returns its absolute path. Throws `PROFILE_UNSAFE` if it is a symbolic link or
 * another user's, `PROFILE_UNWRITABLE` if it cannot be made or is not a folder.
 */
export function prepareFolder(folder: string): string {
  const path = resolve(folder);
  try {
    if (lstatSync(path, {throwIfNoEntry: false}) === undefined) {
      mkdirSync(path, {recursive: true, mode: FOLDER_MODE});
    }
    check(path);
    return path;
  } catch (error) {
    throw fileError(error, profileTexts.attempts.openProfile(path));
  }
}

function check(path: string): void {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) {
    throw new NatterError('PROFILE_UNSAFE', profileTexts.profile.isLink(path));
  }
  if (!stats.isDirectory()) {
    throw new NatterError('PROFILE_UNWRITABLE', profileTexts.profile.isFile(path));
  }
  requireOwner(path, stats);
  if ((stats.mode & WIDER_THAN_OWNER) !== 0 && process.platform !== 'win32') {
    chmodSync(path, FOLDER_MODE);
  }
}
