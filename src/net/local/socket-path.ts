import {chmodSync, lstatSync, mkdirSync, realpathSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {NatterError} from '../../lib/errors.ts';
import {hash32} from '../../lib/hash.ts';
import {labels} from '../../lib/labels.ts';

/** What decides where the socket of a profile lies. */
export type SocketPlace = {
  readonly platform: NodeJS.Platform;
  readonly runtimeFolder: string | undefined;
  readonly temporaryFolder: string;
  readonly user: number | undefined;
};

/** The place on this machine. */
export function socketPlace(environment: NodeJS.ProcessEnv): SocketPlace {
  return {
    platform: process.platform,
    runtimeFolder: environment['XDG_RUNTIME_DIR'] || undefined,
    temporaryFolder: tmpdir(),
    user: process.getuid?.(),
  };
}

/**
 * The socket at which the core of a profile is reached: a file named after the real path of the profile, since a socket's
 * path ends at 107 bytes; a named pipe on Windows.
 */
export function socketPath(profile: string, place: SocketPlace): string {
  const name = hash32(labels.socket, Buffer.from(`\0${realPath(profile)}`))
    .toString('hex')
    .slice(0, 16);
  if (place.platform === 'win32') {
    return `\\\\.\\pipe\\natter-${name}`;
  }
  const folder = place.runtimeFolder
    ? join(place.runtimeFolder, 'natter')
    : join(place.temporaryFolder, `natter-${place.user ?? 0}`);
  return join(folder, `${name}.sock`);
}

/**
 * Creates the folder of a socket, for its user only. Throws SOCKET_UNSAFE if something is in its place that others could have
 * put there: a link, a folder of somebody else, or no folder.
 */
export function prepareSocketFolder(path: string, place: SocketPlace): void {
  if (place.platform === 'win32') {
    return;
  }
  const folder = dirname(path);
  try {
    mkdirSync(folder, {mode: 0o700});
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw unsafe(`${folder} cannot be created`, error);
    }
  }
  checkSocketFolder(path, place);
  chmodSync(folder, 0o700);
}

/** Checks the folder of a socket before it is trusted. Throws SOCKET_UNSAFE. */
export function checkSocketFolder(path: string, place: SocketPlace): void {
  if (place.platform === 'win32') {
    return;
  }
  const folder = dirname(path);
  const stats = lstatSync(folder, {throwIfNoEntry: false});
  if (!stats?.isDirectory()) {
    throw unsafe(`${folder} is no folder`);
  }
  if (place.user !== undefined && stats.uid !== place.user) {
    throw unsafe(`${folder} belongs to another user`);
  }
}

/** As many as are there of a path are resolved: a profile that is about to be created has no real path yet. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), path.slice(parent.length));
  }
}

function unsafe(what: string, cause?: unknown): NatterError {
  return new NatterError(
    'SOCKET_UNSAFE',
    `${what}, so natter does not use it to talk to its other windows. Remove it, or set XDG_RUNTIME_DIR to a folder of yours.`,
    {cause},
  );
}
