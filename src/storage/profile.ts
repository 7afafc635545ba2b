import {rmSync} from 'node:fs';
import {setTimeout} from 'node:timers/promises';
import type {PeerKey} from '../lib/ids.ts';
import {randomBytes} from '../lib/random.ts';
import type {SafeText} from '../lib/text/safe-text.ts';
import {profileTexts} from '../lib/texts/profile.ts';
import {systemClock} from '../lib/time/clock.ts';
import {backUp} from './backup/back-up.ts';
import {openDatabase} from './database.ts';
import {
  announceDatabase,
  newOf,
  removeDatabaseFiles,
  requireAnnounced,
  requireDatabaseFile,
  snapshotOf,
} from './database-file.ts';
import {temporaryPath} from './files/atomic-file.ts';
import {fileError} from './files/file-errors.ts';
import {checkPrivateFile} from './files/private-file.ts';
import {type Config, loadConfig, saveConfig, tellUnknownNames} from './profile/config-file.ts';
import {createErase, type Erase} from './profile/erase.ts';
import {changePassphrase, createKeyFile, isProtected, readKeyFile} from './profile/key-file.ts';
import {looksProtected} from './profile/key-header.ts';
import type {PassphraseCost} from './profile/passphrase.ts';
import {pathsIn, prepareFolder} from './profile/profile-folder.ts';
import {acquireLock} from './profile/profile-lock.ts';
import type {Random, Secrets} from './profile/secrets.ts';
import type {Database} from './types.ts';

/** A profile folder that this process holds, and this process only, before it is opened. */
export type HeldProfile = {
  /** Absolute. */
  readonly folder: string;
  /** Whether it seems to open only with a passphrase. Throws `PROFILE_UNSAFE`. */
  readonly looksProtected: () => boolean;
  /** Opens it: reads the key file or, on the first run, makes one. Throws like `openProfile`; it is held as before then. */
  readonly open: (options: ProfileOptions) => Profile;
  /** Lets another process use it. */
  readonly release: () => void;
};

export type ProfileOptions = {
  /** What was entered; null or absent if nothing was. */
  readonly passphrase?: string | null;
  /** Whether a history that is gone may be begun anew. */
  readonly createsHistory?: boolean;
  /** The version of this program: see `DatabaseOptions`. */
  readonly program?: string;
  readonly random?: Random;
  /** Wall time in milliseconds. */
  readonly now?: () => number;
  /** What a new passphrase costs to guess. */
  readonly cost?: PassphraseCost;
};

/** A profile folder that this process holds, and this process only. */
export type Profile = {
  /** Absolute. */
  readonly folder: string;
  readonly secrets: Secrets;
  /** What was not there and was made: all of it on the first run. A new database beside an old key means that the history is gone. */
  readonly isNew: {readonly key: boolean; readonly database: boolean};
  /** Opens the history of the identity with this public key. Throws like `openDatabase`. */
  readonly openDatabase: (selfKey: PeerKey) => Database;
  /** Reads config.json. Throws `CONFIG_DAMAGED`. */
  readonly config: () => Config;
  /** What to tell about names in config.json that mean nothing. Throws `CONFIG_DAMAGED`. */
  readonly unknownNames: () => readonly SafeText[];
  /** Changes keys of config.json. Throws like `saveConfig`. */
  readonly saveConfig: (change: Parameters<typeof saveConfig>[1]) => void;
  readonly isProtected: () => boolean;
  /** Throws `PASSPHRASE_WRONG`, and `PASSPHRASE_NEEDED` for null where one is set. */
  readonly checkPassphrase: (passphrase: string | null) => void;
  /** Sets, changes or removes the passphrase. Throws like `changePassphrase`. */
  readonly changePassphrase: (change: Parameters<typeof changePassphrase>[1]) => void;
  /** Writes all of it into a new file under a passphrase; answers its size in bytes. Rejects like `backUp`. */
  readonly backUp: (database: Database, path: string, passphrase: string) => Promise<number>;
  /** Deletes all of it. */
  readonly erase: Erase;
  /** Lets another process use the profile; the database is to be closed before. */
  readonly close: () => void;
};

/**
 * Opens a profile folder for this process: makes it if need be, locks it, reads the key file or, on the
 * first run, makes one. A history that is gone is not begun anew without being asked. Throws `PROFILE_LOCKED`,
 * `PROFILE_UNSAFE`, `PROFILE_UNWRITABLE`, `PROFILE_NEWER`, `KEY_DAMAGED` (also if the key is gone and a history is there),
 * `DATABASE_DAMAGED`, `PASSPHRASE_NEEDED`, `PASSPHRASE_WRONG`, `DISK_FULL`, `DISK_FAILED`; the profile is left as it
 * was and unlocked then.
 */
export function openProfile(path: string, options: ProfileOptions = {}): Profile {
  const held = holdProfile(path, options.now);
  try {
    return held.open(options);
  } catch (error) {
    held.release();
    throw error;
  }
}

/**
 * Makes a profile folder if need be, and locks it. Throws `PROFILE_LOCKED`, `PROFILE_UNSAFE`, `PROFILE_UNWRITABLE`,
 * `DISK_FULL`, `DISK_FAILED`.
 */
export function holdProfile(path: string, now = systemClock.now): HeldProfile {
  const folder = prepareFolder(path);
  const {release} = acquireLock(folder, now);
  return {
    folder,
    looksProtected: () => looksProtected(pathsIn(folder).key),
    open: options => open(folder, release, options),
    release,
  };
}

function open(folder: string, release: () => void, options: ProfileOptions): Profile {
  const {random = randomBytes, now = systemClock.now, cost, passphrase = null} = options;
  const written = options.program === undefined ? {} : {program: options.program};
  const paths = pathsIn(folder);
  removeLeftovers([paths.key, paths.config, newOf(paths.database)].map(temporaryPath));
  removeDatabaseFiles(snapshotOf(paths.database));
  const isNew = {key: !checkPrivateFile(paths.key), database: !requireDatabaseFile(paths.database)};
  const secrets = isNew.key && isNew.database ? begin(paths, random) : readKeyFile(paths.key, passphrase);
  if (isNew.database && options.createsHistory !== true) {
    requireAnnounced(paths.database);
  }
  return {
    folder,
    secrets,
    isNew,
    openDatabase: selfKey =>
      openDatabase({path: paths.database, key: secrets.databaseKey, selfKey, random, now, ...written}),
    config: () => loadConfig(paths.config),
    unknownNames: () => tellUnknownNames(paths.config),
    saveConfig: change => saveConfig(paths.config, change),
    isProtected: () => isProtected(paths.key),
    checkPassphrase: entered => void readKeyFile(paths.key, entered),
    changePassphrase: change => changePassphrase(paths.key, change, random, cost),
    backUp: (database, path, entered) =>
      backUp({folder, paths, database, random, cost, breathe}, path, entered),
    erase: createErase(folder),
    close: release,
  };
}

/** Milliseconds that everything else has between two pieces of a backup. */
const YIELD = 2;

async function breathe(): Promise<void> {
  await setTimeout(YIELD);
}

/** The database is announced before there is a key, so that a first start that is cut short is no lost history. */
function begin(paths: {readonly key: string; readonly database: string}, random: Random): Secrets {
  announceDatabase(paths.database);
  return createKeyFile(paths.key, random);
}

/** A crash in the middle of a write may have left a temporary file, with secrets in it. */
function removeLeftovers(paths: readonly string[]): void {
  for (const path of paths) {
    try {
      rmSync(path, {force: true});
    } catch (error) {
      throw fileError(error, profileTexts.attempts.remove(path));
    }
  }
}
