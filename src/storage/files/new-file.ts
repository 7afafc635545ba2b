import {type FileHandle, open} from 'node:fs/promises';
import {saveError} from './save-errors.ts';

const OWNER_ONLY = 0o600;

/**
 * Creates a file of the user's choice, for its owner only. Rejects like `saveError` if there is anything of that name, a
 * dangling symbolic link too.
 */
export async function createNewFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', OWNER_ONLY);
  } catch (error) {
    throw saveError(error, path);
  }
}
