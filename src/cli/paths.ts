import {getCompileCacheDir} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import {crashLogFile, profileFolder} from '../app/profile-folder.ts';
import {safeLine} from '../lib/text/safe-text.ts';
import {socketPlace} from '../net/local/socket-folder.ts';
import {socketPath} from '../net/local/socket-path.ts';
import {pathsIn} from '../storage/profile/profile-folder.ts';
import type {Options} from './options.ts';
import {writeOut} from './standard-output.ts';

/** Tells where everything is kept, whether it is there yet or not; returns the exit code. Throws like `profileFolder`. */
export async function paths(options: Options, {stdout, env}: NodeJS.Process): Promise<number> {
  const profile = resolve(profileFolder(options));
  const {key, database, config} = pathsIn(profile);
  const cache = getCompileCacheDir();
  const found = {
    ...{profile, key, history: database, config},
    themes: join(profile, 'themes'),
    trace: join(profile, 'trace.log'),
    crashes: resolve(crashLogFile(options) ?? join(profile, 'crash.log')),
    socket: socketPath(profile, socketPlace(env)),
    cache: cache === undefined ? null : dirname(cache),
  };
  await writeOut(stdout, options.json ? `${JSON.stringify(found)}\n` : asLines(found));
  return 0;
}

function asLines(found: Readonly<Record<string, string | null>>): string {
  return Object.entries(found)
    .map(([name, path]) => `${name.padEnd(9)}${path === null ? 'none' : safeLine(path)}\n`)
    .join('');
}
