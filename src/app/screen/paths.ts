import {readdirSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';

/** A folder may hold very many. */
const MAX_PATHS = 200;

/**
 * Paths that begin like the one that was typed, as it was typed: relative to the current folder, or with `~/`. Those
 * of folders end in a slash. Hidden ones only where a dot was typed. What cannot be read holds nothing. Windows also takes
 * backslashes.
 */
export function pathsLike(typed: string, home = homedir(), platform = process.platform): readonly string[] {
  const cut = Math.max(typed.lastIndexOf('/'), platform === 'win32' ? typed.lastIndexOf('\\') : -1) + 1;
  const [folder, begun] = [typed.slice(0, cut), typed.slice(cut)];
  try {
    return readdirSync(join(/^~[\\/]/.test(folder) ? home + folder.slice(1) : folder || '.'), {
      withFileTypes: true,
    })
      .filter(({name}) => name.startsWith(begun) && (begun.startsWith('.') || !name.startsWith('.')))
      .map(entry => folder + entry.name + (entry.isDirectory() ? '/' : ''))
      .sort()
      .slice(0, MAX_PATHS);
  } catch {
    return [];
  }
}
