import {execFile} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {type PeerKey, peerKey} from '../../src/lib/ids.ts';
import {cachedForSchema, copy} from '../profiles.ts';
import type {Workspace} from '../workspace.ts';

const run = promisify(execFile);
const SEED = fileURLToPath(new URL('./seed.ts', import.meta.url));
/** Raise it when what is seeded changes. */
const CONTENT = 1;

/** The other side of the long conversation, and who else is in the list. */
export const PARTNER = 'partner';
export const NEIGHBOURS = 40;

/** Two profiles with one conversation between them, as if both had been there all the time. */
export type Pair = {
  /** Folder of the profile whose screen is measured, and of that of the other side. */
  readonly own: string;
  readonly partner: string;
  readonly ownKey: PeerKey;
  /** Texts number 0 to `messages` - 1, in runs by each side. */
  readonly messages: number;
};

/** The name of somebody else in the list. */
export function neighbourName(number: number): string {
  return `neighbour ${number}`;
}

/** Copies of such profiles, whose originals are kept from run to run. */
export async function seededPair(workspace: Workspace, messages: number): Promise<Pair> {
  const what = {kind: 'pair', content: CONTENT, name: String(messages)};
  const original = await cachedForSchema(workspace, what, async path => {
    await run(process.execPath, ['--disable-warning=ExperimentalWarning', SEED, path, String(messages)]);
  });
  const folder = await copy(workspace, original);
  const ownKey = peerKey(await readFile(join(folder, 'own-key'), 'utf8'));
  return {own: join(folder, 'own'), partner: join(folder, PARTNER), ownKey, messages};
}
