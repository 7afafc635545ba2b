import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {cp, readdir, rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {MIGRATIONS} from '../src/storage/sqlite/schema.ts';
import {fill, openReference} from './references/sqlite-table.ts';
import type {Workspace} from './workspace.ts';

const run = promisify(execFile);
const SEED = fileURLToPath(new URL('./natter/seed.ts', import.meta.url));
/** Raise it when what is seeded changes. */
const CONTENT = 3;
/** Tells a database of one schema from those of all others. */
const SCHEMA = createHash('sha256').update(MIGRATIONS.join('\n')).digest('hex').slice(0, 8);

/** Contacts of a seeded profile, where the number of contacts is not what is measured. */
export const CONTACTS = 200;

/**
 * A copy of a profile with so many messages, made by natter's own storage. The original is kept from run to
 * run until the schema changes, since a million messages take a while.
 */
export async function seededProfile(
  workspace: Workspace,
  messages: number,
  contacts = CONTACTS,
): Promise<string> {
  const name = `${messages}-${contacts}`;
  const original = await cachedForSchema(workspace, {kind: 'profile', content: CONTENT, name}, async path => {
    await run(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      SEED,
      path,
      String(messages),
      String(contacts),
    ]);
  });
  return await copy(workspace, original);
}

/** A copy of a database of the reference with as many messages, spread over as many conversations alike. */
export async function seededReference(
  workspace: Workspace,
  messages: number,
  contacts = CONTACTS,
): Promise<string> {
  const original = await cached(workspace, `sqlite-v${CONTENT}-${messages}-${contacts}.db`, async path => {
    const table = openReference(path);
    fill(table, messages, contacts);
    table.close();
  });
  return await copy(workspace, original);
}

/** A folder or file with all in it, in a folder of this run. */
export async function copy(workspace: Workspace, original: string): Promise<string> {
  const path = join(await workspace.folder('copy'), 'data');
  await cp(original, path, {recursive: true});
  return path;
}

/** What was made for another schema is never used again. */
async function removeOutdated(workspace: Workspace, kind: string, version: string): Promise<void> {
  const names = await readdir(workspace.cache);
  const outdated = names.filter(name => name.startsWith(`${kind}-`) && !name.startsWith(version));
  await Promise.all(outdated.map(name => rm(join(workspace.cache, name), {recursive: true, force: true})));
}

/** Makes something with databases of ours once, and keeps it from run to run until the schema changes. */
export async function cachedForSchema(
  workspace: Workspace,
  {kind, content, name}: {readonly kind: string; readonly content: number; readonly name: string},
  make: (path: string) => Promise<void>,
): Promise<string> {
  const version = `${kind}-v${content}-${SCHEMA}`;
  await removeOutdated(workspace, kind, version);
  return await cached(workspace, `${version}-${name}`, make);
}

async function cached(
  workspace: Workspace,
  name: string,
  make: (path: string) => Promise<void>,
): Promise<string> {
  const path = join(workspace.cache, name);
  if (existsSync(path)) {
    return path;
  }
  const begin = performance.now();
  workspace.note(`filling ${name}, kept in ${workspace.cache}`);
  const unfinished = `${path}.new`;
  await rm(unfinished, {recursive: true, force: true});
  await make(unfinished);
  await rename(unfinished, path);
  workspace.note(`filled ${name} in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return path;
}
