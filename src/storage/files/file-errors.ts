import {NatterError} from '../../lib/errors.ts';

/**
 * Tells a person why a file of the profile could not be used. `attempt` completes "natter could not …",
 * such as `write /home/ada/natter/key`. A `NatterError` passes through unchanged.
 */
export function fileError(error: unknown, attempt: string): NatterError {
  if (error instanceof NatterError) {
    return error;
  }
  const code = errnoOf(error);
  const options = {cause: error};
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new NatterError(
        'DISK_FULL',
        `natter could not ${attempt}: the disk is full. Make room.`,
        options,
      );
    case 'ELOOP':
      return new NatterError(
        'PROFILE_UNSAFE',
        `natter could not ${attempt}: a symbolic link is in the way. Put a real file or folder there.`,
        options,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EISDIR':
    case 'EEXIST':
    case 'ENAMETOOLONG':
      return new NatterError(
        'PROFILE_UNWRITABLE',
        `natter could not ${attempt}: ${REASONS.get(code)}. Mend that, or choose another folder with --profile.`,
        options,
      );
    default:
      return new NatterError(
        'DISK_FAILED',
        `natter could not ${attempt}: the disk answered ${code ?? String(error)}. Check the disk.`,
        options,
      );
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'you may not'],
  ['EPERM', 'the system does not permit it'],
  ['EROFS', 'the disk is read-only'],
  ['ENOENT', 'a folder on the way does not exist'],
  ['ENOTDIR', 'a part of the path is a file, not a folder'],
  ['EISDIR', 'it is a folder'],
  ['EEXIST', 'something else is in its place'],
  ['ENAMETOOLONG', 'the path is too long'],
]);

/** The code of an error that has one, such as `ENOENT`. Errors of another realm are none of our `Error`. */
export function errnoOf(error: unknown): string | undefined {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : undefined;
}
