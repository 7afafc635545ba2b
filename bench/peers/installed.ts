import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {delimiter, join} from 'node:path';
import {pathToFileURL} from 'node:url';

const require = createRequire(import.meta.url);

/** Whether npm packages were installed in this folder (README.md beside it says how). */
export function hasPackages(...names: readonly string[]): boolean {
  return names.every(name => existsSync(new URL(`./node_modules/${name}/package.json`, import.meta.url)));
}

/** Loads a package of this folder; a variable keeps the compiler from asking for its types. */
export async function load<T>(name: string): Promise<T> {
  const entry = new URL(`./node_modules/${name}/package.json`, import.meta.url);
  const {exports, main} = require(entry.pathname) as {exports?: Record<string, unknown>; main?: string};
  const file = entryFile(exports?.['.']) ?? main ?? 'index.js';
  const module = await import(pathToFileURL(join(entry.pathname, '..', file)).href);
  return module as T;
}

function entryFile(entry: unknown): string | null {
  if (typeof entry === 'string') {
    return entry;
  }
  return typeof entry === 'object' && entry !== null && 'import' in entry ? entryFile(entry.import) : null;
}

/** The path of a program, or null if this machine does not have it. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map(folder => join(folder, name)).find(existsSync) ?? null;
}
