import {realpathSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {hash32} from '../../lib/hash.ts';
import {labels} from '../../lib/labels.ts';
import type {SocketPlace} from './socket-folder.ts';

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

/** Resolves the parts of a path that exist: a profile about to be created has no real path yet. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), path.slice(parent.length));
  }
}
