import {homedir} from 'node:os';
import {join} from 'node:path';
import {NatterError} from '../lib/errors.ts';
import {appTexts} from '../lib/texts/app.ts';

type Flags = {readonly profile: string | undefined; readonly demo?: boolean};

/** What decides where a platform keeps data. `home` throws where the user has none. */
export type Places = {
  readonly platform: string;
  readonly environment: {readonly [name: string]: string | undefined};
  readonly home: () => string;
};

/**
 * The folder that was asked for, or the platform's data folder for natter. Throws `FLAG_INVALID` if none was asked for
 * where the user has no home.
 */
export function profileFolder({profile}: Flags): string {
  return profile ?? platformFolder({platform: process.platform, environment: process.env, home: homedir});
}

/** Where the errors of natter itself are kept; null where a demo must leave no trace, or there is no folder. */
export function crashLogFile(flags: Flags): string | null {
  try {
    return flags.demo === true ? null : join(profileFolder(flags), 'crash.log');
  } catch {
    return null;
  }
}

/**
 * Where a platform keeps data: the XDG base directories, Apple's Application Support, Windows' local application data.
 * The home comes from HOME or from the list of users, which may hold neither.
 */
export function platformFolder({platform, environment, home}: Places): string {
  try {
    switch (platform) {
      case 'darwin':
        return join(home(), 'Library', 'Application Support', 'natter');
      case 'win32':
        return join(environment['LOCALAPPDATA'] || join(home(), 'AppData', 'Local'), 'natter', 'Data');
      default:
        return join(environment['XDG_DATA_HOME'] || join(home(), '.local', 'share'), 'natter');
    }
  } catch (cause) {
    throw new NatterError('FLAG_INVALID', appTexts.start.noHome, {cause});
  }
}
