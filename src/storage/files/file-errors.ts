import {NatterError} from '../../lib/errors.ts';
import {profileTexts} from '../../lib/texts/profile.ts';

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
      return new NatterError('DISK_FULL', profileTexts.files.diskFull(attempt), options);
    case 'ELOOP':
      return new NatterError('PROFILE_UNSAFE', profileTexts.files.linkInTheWay(attempt), options);
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
        profileTexts.files.failed(attempt, REASONS[code]),
        options,
      );
    default:
      return new NatterError(
        'DISK_FAILED',
        profileTexts.files.diskFailed(attempt, code ?? String(error)),
        options,
      );
  }
}

/** What the system says of a path, in words. */
export const REASONS = {
  EACCES: profileTexts.files.notAllowed,
  EPERM: profileTexts.files.notPermitted,
  EROFS: profileTexts.files.readOnly,
  ENOENT: profileTexts.files.noFolder,
  ENOTDIR: profileTexts.files.fileInPath,
  EISDIR: profileTexts.files.isFolder,
  EEXIST: profileTexts.files.exists,
  ENAMETOOLONG: profileTexts.files.pathTooLong,
} as const;

/** The code of an error that has one, such as `ENOENT`. Errors of another realm are none of our `Error`. */
export function errnoOf(error: unknown): string | undefined {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : undefined;
}
