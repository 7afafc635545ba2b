import {NatterError} from '../../lib/errors.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {profileTexts} from '../../lib/texts.ts';
import {errnoOf} from './file-errors.ts';

/**
 * Tells a person why a file of theirs could not be written. A `NatterError`, and what is no failure of a file at all,
 * passes through unchanged.
 */
export function saveError(error: unknown, path: string): unknown {
  const code = errnoOf(error);
  if (error instanceof NatterError || code === undefined) {
    return error;
  }
  const shown = safeLine(path);
  const options = {cause: error};
  switch (code) {
    case 'EEXIST':
      return new NatterError('FILE_EXISTS', profileTexts.saving.exists(shown), options);
    case 'ENOSPC':
    case 'EDQUOT':
      return new NatterError('DISK_FULL', profileTexts.saving.diskFull(shown), options);
    default: {
      const reason = REASONS.get(code);
      return reason === undefined
        ? new NatterError('DISK_FAILED', profileTexts.saving.diskFailed(shown, code), options)
        : new NatterError('FILE_UNWRITABLE', profileTexts.saving.failed(shown, reason), options);
    }
  }
}

/** Whether a file was not made because its name is taken. */
export function isTaken(error: unknown): boolean {
  return error instanceof NatterError && error.code === 'FILE_EXISTS';
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', profileTexts.saving.notAllowed],
  ['EPERM', profileTexts.saving.notPermitted],
  ['EROFS', profileTexts.saving.readOnly],
  ['ENOENT', profileTexts.saving.noFolder],
  ['ENOTDIR', profileTexts.saving.fileInPath],
  ['EISDIR', profileTexts.saving.isFolder],
  ['ELOOP', profileTexts.saving.circle],
  ['ENAMETOOLONG', profileTexts.saving.pathTooLong],
  ['EINVAL', profileTexts.saving.noName],
  ['ERR_INVALID_ARG_VALUE', profileTexts.saving.noName],
]);
