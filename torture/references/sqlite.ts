import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';

const END = new URL('./sqlite-end.ts', import.meta.url);

/**
 * Rows a second that SQLite alone commits in batches of natter's size, with natter's encryption, durability
 * and indexes. Every message is a row on both sides, so two processes commit all rows at the same time, each
 * to a file of its own; the slower one counts.
 */
export async function measureSqlite(
  folders: readonly [string, string],
  count: number,
  length: number,
): Promise<number> {
  const ends = await Promise.all(
    folders.map(async folder => {
      const end = fork(END, [folder, String(count), String(length)]);
      await once(end, 'message');
      return end;
    }),
  );
  const seconds = await Promise.all(ends.map(commit));
  return count / Math.max(...seconds);
}

async function commit(end: ChildProcess): Promise<number> {
  end.send('go');
  const [seconds] = await once(end, 'message');
  return Number(seconds);
}
