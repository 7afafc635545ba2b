import {join} from 'node:path';
import {openReference} from '../../bench/references/sqlite-table.ts';
import {MAX_BATCH_ENTRIES} from '../../src/lib/limits.ts';

/**
 * Rows a second that SQLite alone commits in batches of natter's size, with natter's encryption, durability
 * and indexes, in one process.
 */
export function measureSqlite(folder: string, bodies: readonly string[]): number {
  const table = openReference(join(folder, 'reference.db'));
  const begin = performance.now();
  for (let done = 0; done < bodies.length; done += MAX_BATCH_ENTRIES) {
    table.append(1, bodies.slice(done, done + MAX_BATCH_ENTRIES));
  }
  const seconds = (performance.now() - begin) / 1000;
  table.close();
  return bodies.length / seconds;
}
