import {lstatSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {profileTexts} from '../../lib/texts/profile.ts';
import {removeSecretFile, syncFolder} from '../files/atomic-file.ts';
import {fileError} from '../files/file-errors.ts';

/** Deletes a profile in two steps, since an open database cannot be deleted everywhere. */
export type Erase = {
  /**
   * The key file: without it nobody reads the rest, whatever is left of it on the disk. Throws what the disk
   * says; the profile is as it was then.
   */
  readonly key: () => void;
  /** All other files of natter in the folder, once the database is closed. Others' files stay. */
  readonly rest: () => void;
};

/** All that natter ever puts into a profile, with what SQLite and a crash may leave beside it. Not the lock. */
const OURS =
  /^(?:key|attach|config\.json|crash\.log|daemon\.log|trace\.log(?:\.old)?|natter\.db(?:\.new|\.backup)?)(?:\.tmp|-wal|-shm|-journal)?$/;

/** The steps that erase one profile folder. */
export function createErase(folder: string): Erase {
  return {
    key: () => attempt(join(folder, 'key'), removeSecretFile),
    rest() {
      const failures = readdirSync(folder)
        .filter(name => OURS.test(name))
        .flatMap(name => failureOf(join(folder, name)));
      syncFolder(folder);
      const [first] = failures;
      if (first !== undefined) {
        throw first;
      }
    },
  };
}

/** One file that cannot be deleted must not save the others. */
function failureOf(path: string): unknown[] {
  try {
    attempt(path, removeFile);
    return [];
  } catch (error) {
    return [error];
  }
}

/** A folder under one of our names is not ours. */
function removeFile(path: string): void {
  if (!lstatSync(path).isDirectory()) {
    rmSync(path, {force: true});
  }
}

function attempt(path: string, remove: (path: string) => void): void {
  try {
    remove(path);
  } catch (error) {
    throw fileError(error, profileTexts.attempts.delete(path));
  }
}
