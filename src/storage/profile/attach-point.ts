import {lstatSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {NatterError} from '../../lib/errors.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {writeFileAtomic} from '../files/atomic-file.ts';
import {readPrivateFile} from '../files/private-file.ts';

/** 32 bytes as hexadecimal digits. */
const TOKEN = /^[0-9a-f]{64}$/;
const LIMIT = 4096;

/** Where whoever serves a profile is reached, and what a client has to show there. */
export type AttachPoint = {
  /** The path of the socket, as the core chose it: a client may have another environment. */
  readonly socket: string;
  /** The system tells us nothing about who is at the other end of a local socket. Whoever can read the profile can attach. */
  readonly token: string;
};

/** Writes where a profile is served. Call it while holding the profile's lock, with a token that nobody has seen. */
export function writeAttachPoint(profile: string, {socket, token}: AttachPoint): void {
  writeFileAtomic(attachFile(profile), Buffer.from(`${JSON.stringify({socket, token})}\n`));
}

/**
 * Reads where a profile is served; null if it is not. Throws PROFILE_UNSAFE for a link, a file of somebody else, and a
 * file that others may read: somebody may have the token by now.
 */
export function readAttachPoint(profile: string): AttachPoint | null {
  const path = attachFile(profile);
  const stats = lstatSync(path, {throwIfNoEntry: false});
  if (stats && (stats.mode & 0o077) !== 0 && process.platform !== 'win32') {
    throw new NatterError('PROFILE_UNSAFE', profileTexts.files.readableByOthers(path));
  }
  const text = readPrivateFile(path, LIMIT)?.toString('utf8');
  return text === undefined ? null : parse(text);
}

function parse(text: string): AttachPoint | null {
  try {
    const {socket, token} = JSON.parse(text) as Partial<Record<string, unknown>>;
    const isPoint = typeof socket === 'string' && typeof token === 'string' && TOKEN.test(token);
    return isPoint ? {socket, token} : null;
  } catch {
    return null; // cut short, or written by something else
  }
}

/** Nobody serves the profile any more. Call it while holding the profile's lock. */
export function removeAttachPoint(profile: string): void {
  rmSync(attachFile(profile), {force: true});
}

/** The file that tells where a profile is served. */
export function attachFile(profile: string): string {
  return join(profile, 'attach');
}
