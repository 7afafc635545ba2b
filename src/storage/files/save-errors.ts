import {NatterError} from '../../lib/errors.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {errnoOf, REASONS} from './file-errors.ts';

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
      const reason = reasonOf(code);
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

/** What keeps only a file of the user's choice from being written; all else is as for files of the profile. */
const OF_CHOSEN_PATHS: ReadonlyMap<string, string> = new Map([
  ['ELOOP', profileTexts.saving.circle],
  ['EINVAL', profileTexts.saving.noName],
  ['ERR_INVALID_ARG_VALUE', profileTexts.saving.noName],
]);

function reasonOf(code: string): string | undefined {
  return Object.hasOwn(REASONS, code) ? REASONS[code as keyof typeof REASONS] : OF_CHOSEN_PATHS.get(code);
}
