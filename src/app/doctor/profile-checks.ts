import {lstatSync, readFileSync, type Stats} from 'node:fs';
import {join} from 'node:path';
import {type Check, failure, passed, saidBy, warning} from '../../lib/check.ts';
import {toPlainError} from '../../lib/errors.ts';
import {type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {doctorTexts} from '../../lib/texts/doctor.ts';
import {inspectDatabase} from '../../storage/inspect-database.ts';
import {loadConfig, tellUnknownNames} from '../../storage/profile/config-file.ts';
import {isProtected, readKeyFile} from '../../storage/profile/key-file.ts';
import {acquireLock, type ProfileLock} from '../../storage/profile/profile-lock.ts';
import {size} from './system-checks.ts';

export type ProfileOptions = {
  readonly folder: string;
  /** The folder as it may be shown to anybody. */
  readonly shown: SafeText;
  /** Takes names out of what an error says. */
  readonly hide: (message: string) => SafeText;
  /** This process uses the profile itself. */
  readonly isOurs: boolean;
  readonly passphrase: string | null;
  readonly version: string;
  readonly now: () => number;
};

/** What was found, and whether a natter uses the profile. */
export type ProfileFound = {readonly checks: readonly Check[]; readonly isRunning: boolean};

/** Looks at the folder of a profile and the files in it, and changes none of them but their rights, as every start does. */
export function checkProfile(options: ProfileOptions): ProfileFound {
  const {folder, shown, isOurs} = options;
  const alone = (check: Check) => ({checks: [check], isRunning: isOurs});
  const stats = lookAt(folder);
  if (stats === null) {
    return alone(passed('profile', doctorTexts.profile.noFolder(shown), safeLine(folder)));
  }
  const problem = problemOf(stats, 'folder');
  if (problem !== null) {
    return alone(
      failure('profile', safe`${shown} ${problem}.`, doctorTexts.profile.nameAnother, safeLine(folder)),
    );
  }
  const rights = [
    checkRights(options, 'profile', '', shown),
    ...FILES.flatMap(name => rightsOf(options, name)),
  ];
  const {checks, isRunning} = checkContents(options);
  return {
    checks: [...rights.filter(check => check !== null), ...checks, ...checkCrashes(options)],
    isRunning,
  };
}

/** The newest moment at which a file of the profile was written, wall time in milliseconds; 0 if there is none. */
export function lastWritten(folder: string): number {
  return Math.max(0, ...FILES.map(name => lookAt(join(folder, name))?.mtimeMs ?? 0));
}

const FILES = ['key', 'natter.db', 'natter.db-wal', 'config.json', 'attach', 'lock', 'crash.log'];

function rightsOf(options: ProfileOptions, name: string): readonly (Check | null)[] {
  return lookAt(join(options.folder, name)) === null
    ? []
    : [checkRights(options, 'file', name, safeLine(name))];
}

/** Null for a file about which there is nothing to say. */
function checkRights({folder}: ProfileOptions, check: string, name: string, shown: SafeText): Check | null {
  const path = join(folder, name);
  const stats = lookAt(path);
  if (stats === null) {
    return null;
  }
  const isFolder = name === '';
  const problem = problemOf(stats, isFolder ? 'folder' : 'file');
  const mode = (stats.mode & 0o777).toString(8);
  if (problem !== null) {
    return failure(check, safe`${shown} ${problem}.`, doctorTexts.profile.putReal, safeLine(path));
  }
  if ((stats.mode & 0o077) !== 0 && process.platform !== 'win32') {
    const right = isFolder ? '700' : '600';
    return warning(
      check,
      doctorTexts.profile.openToOthers(shown, safeLine(mode)),
      doctorTexts.profile.mendsMode(safeLine(right)),
      safeLine(path),
    );
  }
  return isFolder ? passed(check, doctorTexts.profile.folder(shown, safeLine(mode)), safeLine(path)) : null;
}

function problemOf(stats: Stats, wanted: 'file' | 'folder'): SafeText | null {
  const self = process.geteuid?.();
  if (stats.isSymbolicLink()) {
    return doctorTexts.profile.isLink;
  }
  if (wanted === 'folder' ? !stats.isDirectory() : !stats.isFile()) {
    return doctorTexts.profile.isNo(safeLine(wanted));
  }
  return self !== undefined && stats.uid !== self ? doctorTexts.profile.otherUser : null;
}

function checkContents(options: ProfileOptions): ProfileFound {
  const {folder, isOurs} = options;
  const key = guarded(options, 'key', () => checkKey(options));
  const config = guarded(options, 'config', () => checkConfig(folder));
  if (isOurs) {
    return {
      checks: [key, config, passed('database', doctorTexts.profile.historyOpen(databaseSize(folder)))],
      isRunning: true,
    };
  }
  if (key.state === 'fail' || lookAt(join(folder, 'key')) === null) {
    return {checks: [key, config], isRunning: false};
  }
  const {checks, isRunning} = checkUse(options);
  return {checks: [key, config, ...checks], isRunning};
}

/** The lock, and the database if nobody holds that. */
function checkUse(options: ProfileOptions): ProfileFound {
  let lock: ProfileLock;
  try {
    lock = acquireLock(options.folder, options.now);
  } catch (error) {
    const {code, message} = toPlainError(error);
    const [, pid] = /\(process (\d+),/.exec(message) ?? [];
    return code === 'PROFILE_LOCKED'
      ? {
          checks: [passed('lock', doctorTexts.profile.lockHeld(safeLine(pid ?? 'unknown')))],
          isRunning: true,
        }
      : {checks: [failed(options, 'lock', error)], isRunning: false};
  }
  try {
    const database = guarded(options, 'database', () => checkDatabase(options));
    return {
      checks: [passed('lock', doctorTexts.profile.lockFree), database],
      isRunning: false,
    };
  } finally {
    lock.release();
  }
}

function checkKey({folder}: ProfileOptions): Check {
  const path = join(folder, 'key');
  if (lookAt(path) !== null) {
    return passed('key', isProtected(path) ? doctorTexts.profile.keyProtected : doctorTexts.profile.keyOpen);
  }
  return lookAt(join(folder, 'natter.db')) === null
    ? passed('key', doctorTexts.profile.noKey)
    : failure('key', doctorTexts.profile.keyGone, doctorTexts.profile.restoreKey);
}

function checkConfig(folder: string): Check {
  const path = join(folder, 'config.json');
  const settings = Object.keys(loadConfig(path)).length;
  const unknown = tellUnknownNames(path);
  return unknown.length === 0
    ? passed(
        'config',
        settings === 0 ? doctorTexts.profile.nothingSet : doctorTexts.profile.thingsSet(settings),
      )
    : warning(
        'config',
        doctorTexts.profile.unknownNames(unknown.length),
        doctorTexts.profile.lookForSlips,
        unknown[0],
      );
}

function checkDatabase({folder, passphrase, version}: ProfileOptions): Check {
  const path = join(folder, 'natter.db');
  const key = join(folder, 'key');
  if (lookAt(path) === null) {
    return warning('database', doctorTexts.profile.noHistory, doctorTexts.profile.restoreHistory);
  }
  if (isProtected(key) && passphrase === null) {
    return passed('database', doctorTexts.profile.historyUnopened(databaseSize(folder)));
  }
  inspectDatabase(path, readKeyFile(key, passphrase).databaseKey, version);
  return passed('database', doctorTexts.profile.historyFine(databaseSize(folder)));
}

function databaseSize(folder: string): SafeText {
  return safeLine(size(lookAt(join(folder, 'natter.db'))?.size ?? 0));
}

/** The internal errors that natter recorded. */
function checkCrashes(options: ProfileOptions): readonly Check[] {
  const path = join(options.folder, 'crash.log');
  if (lookAt(path)?.isFile() !== true) {
    return [];
  }
  return [
    guarded(options, 'crashes', () => {
      const times = readFileSync(path, 'utf8').match(/^\d{4}-\d\d-\d\dT\S+Z(?= natter )/gm) ?? [];
      return times.length === 0
        ? passed('crashes', safe`none`)
        : warning(
            'crashes',
            doctorTexts.profile.crashes(times.length, safeLine(times.at(-1) ?? '')),
            doctorTexts.profile.reportCrashes,
            safeLine(path),
          );
    }),
  ];
}

function guarded(options: ProfileOptions, name: string, check: () => Check): Check {
  try {
    return check();
  } catch (error) {
    return failed(options, name, error);
  }
}

/** What an error says is for people, and says what to do; it may hold paths. */
function failed({hide}: Pick<ProfileOptions, 'hide'>, name: string, error: unknown): Check {
  const said = saidBy(error);
  return {name, state: 'fail', reason: hide(said), advice: null, detail: said};
}

function lookAt(path: string): Stats | null {
  try {
    return lstatSync(path, {throwIfNoEntry: false}) ?? null;
  } catch {
    return null; // on a path through a file there is nothing
  }
}
