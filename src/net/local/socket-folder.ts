import {chmodSync, lstatSync, mkdirSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname} from 'node:path';
import {NatterError} from '../../lib/errors.ts';
import {connectTexts} from '../../lib/texts/connect.ts';

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
      throw unsafe(connectTexts.socket.cannotCreate(folder), error);
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
    throw unsafe(connectTexts.socket.noFolder(folder));
  }
  if (place.user !== undefined && stats.uid !== place.user) {
    throw unsafe(connectTexts.socket.otherUser(folder));
  }
}

function unsafe(what: string, cause?: unknown): NatterError {
  return new NatterError('SOCKET_UNSAFE', connectTexts.socket.unsafe(what), {cause});
}
