import {NatterError} from '../../lib/errors.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
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
      return new NatterError(
        'FILE_EXISTS',
        `There is a file ${shown} already, and nothing is ever overwritten. Choose another name.`,
        options,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new NatterError('DISK_FULL', `${shown} was not written: the disk is full. Make room.`, options);
    default: {
      const reason = REASONS.get(code);
      return reason === undefined
        ? new NatterError('DISK_FAILED', `${shown} was not written: the disk answered ${code}.`, options)
        : new NatterError('FILE_UNWRITABLE', `${shown} was not written: ${reason}.`, options);
    }
  }
}

/** Whether a file was not made because its name is taken. */
export function isTaken(error: unknown): boolean {
  return error instanceof NatterError && error.code === 'FILE_EXISTS';
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'you may not write there'],
  ['EPERM', 'the system does not permit it'],
  ['EROFS', 'the disk is read-only'],
  ['ENOENT', 'a folder on the way does not exist'],
  ['ENOTDIR', 'a part of the path is a file, not a folder'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'symbolic links on the way lead in a circle'],
  ['ENAMETOOLONG', 'the path is too long'],
  ['EINVAL', 'no file can have that name'],
  ['ERR_INVALID_ARG_VALUE', 'no file can have that name'],
]);
