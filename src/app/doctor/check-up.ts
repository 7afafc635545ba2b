import {dirname, resolve} from 'node:path';
import type {Check} from '../../lib/check.ts';
import {type SafeText, safeLine} from '../../lib/text/safe-text.ts';
import {doctorTexts} from '../../lib/texts/doctor.ts';
import {checkProfile, lastWritten} from './profile-checks.ts';
import {checkSocket} from './socket-check.ts';
import {checkClock, checkDisk, checkSystem} from './system-checks.ts';

export type CheckUpOptions = {
  /** The folder of the profile. */
  readonly profile: string;
  readonly version: string;
  readonly passphrase: string | null;
  /** The core of the profile runs in this process. */
  readonly isOurs: boolean;
  /** The home folder of the user; throws where there is none. */
  readonly home: () => string;
  /** Wall time in milliseconds. */
  readonly now: () => number;
};

/**
 * Looks at all that natter stands on, whatever state it is in: never rejects. What is said names nobody; what could,
 * such as paths, is in the details.
 */
export async function checkUp(options: CheckUpOptions): Promise<readonly Check[]> {
  const {version, now} = options;
  const folder = resolve(options.profile);
  const {shown, hide} = hidden(folder, homeOf(options.home));
  const newest = lastWritten(folder);
  const {checks, isRunning} = checkProfile({...options, folder, shown, hide});
  return [
    ...checkSystem(version),
    ...checks,
    ...(await checkSocket({folder, version, hide, isRunning})),
    checkClock(now(), newest),
    checkDisk(folder),
  ];
}

/** How paths are said so that they name nobody: the home as `~`, and of another folder nothing. */
function hidden(
  folder: string,
  home: string | null,
): {readonly shown: SafeText; readonly hide: (message: string) => SafeText} {
  const isAtHome = home !== null && folder.startsWith(`${home}/`);
  const shown = isAtHome ? `~${folder.slice(home.length)}` : doctorTexts.profile.outsideHome;
  const within = isAtHome ? shown : '…';
  const hide = (message: string) => {
    const hiding = message.replaceAll(folder, within);
    return safeLine(home === null ? hiding : hiding.replaceAll(home, '~'));
  };
  return {shown: safeLine(shown), hide};
}

/** Null where there is none, or where it says nothing. */
function homeOf(find: () => string): string | null {
  try {
    const home = resolve(find());
    return dirname(home) === home ? null : home;
  } catch {
    return null;
  }
}
