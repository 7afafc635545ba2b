import {lstatSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {NatterError} from '../../lib/errors.ts';
import {randomBytes} from '../../lib/random.ts';
import {writeFileAtomic} from '../files/atomic-file.ts';
import {readPrivateFile} from '../files/private-file.ts';

/** 32 bytes as hexadecimal digits. */
const TOKEN = /^[0-9a-f]{64}$/;
const LIMIT = 128;

/**
 * Writes a new token into a profile, which a client has to show: the system tells us nothing about who is at the other end of
 * a local socket. Whoever can read the profile can attach, nobody else. Call it while holding the profile's lock.
 */
export function writeAttachToken(profile: string): string {
  const token = randomBytes(32).toString('hex');
  writeFileAtomic(attachTokenFile(profile), Buffer.from(`${token}\n`));
  return token;
}

/**
 * The token of whoever serves a profile, or null if there is none. Throws PROFILE_UNSAFE for a link, a file of somebody else,
 * and a file that others may read: somebody may have it by now.
 */
export function readAttachToken(profile: string): string | null {
  const path = attachTokenFile(profile);
  const stats = lstatSync(path, {throwIfNoEntry: false});
  if (stats && (stats.mode & 0o077) !== 0 && process.platform !== 'win32') {
    throw new NatterError(
      'PROFILE_UNSAFE',
      `${path} can be read by others on this machine. Quit natter, remove the file, and start natter again.`,
    );
  }
  const text = readPrivateFile(path, LIMIT)?.toString('ascii').trim();
  return text !== undefined && TOKEN.test(text) ? text : null;
}

/** Nobody serves the profile any more. Call it while holding the profile's lock. */
export function removeAttachToken(profile: string): void {
  rmSync(attachTokenFile(profile), {force: true});
}

/** Where the token of a profile is. */
export function attachTokenFile(profile: string): string {
  return join(profile, 'attach');
}
