import {join} from 'node:path';
import envPaths from 'env-paths';
import {NatterError} from '../lib/errors.ts';

type Flags = {readonly profile: string | undefined; readonly demo?: boolean};

/**
 * The folder that was asked for, or the platform's data folder for natter. Throws `FLAG_INVALID` if none was asked for
 * where the user has no home.
 */
export function profileFolder({profile}: Flags): string {
  return profile ?? platformFolder();
}

/** Where the errors of natter itself are kept; null where a demo must leave no trace, or there is no folder. */
export function crashLogFile(flags: Flags): string | null {
  try {
    return flags.demo === true ? null : join(profileFolder(flags), 'crash.log');
  } catch {
    return null;
  }
}

/** The home comes from HOME or from the list of users, which may hold neither. */
function platformFolder(): string {
  try {
    return envPaths('natter', {suffix: ''}).data;
  } catch (cause) {
    throw new NatterError(
      'FLAG_INVALID',
      'There is no home folder for this user to keep a profile in. Name one: natter --profile DIR.',
      {cause},
    );
  }
}
