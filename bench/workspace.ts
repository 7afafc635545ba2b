import {mkdir, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir, userInfo} from 'node:os';
import {join} from 'node:path';

/** Where a run of the bench keeps its files, and how large it is. */
export type Workspace = {
  readonly quick: boolean;
  /** Kept from run to run: large databases that take long to fill. */
  readonly cache: string;
  /** Makes an empty folder that is removed at the end of the run. */
  readonly folder: (name: string) => Promise<string>;
  /** Tells whoever waits what is going on. */
  readonly note: (text: string) => void;
  readonly remove: () => Promise<void>;
};

/** Creates the folders under `base`, or under the system's temporary folder. */
export async function createWorkspace(options: {
  readonly quick: boolean;
  readonly base: string | null;
  readonly note: (text: string) => void;
}): Promise<Workspace> {
  const home = join(options.base ?? tmpdir(), `natter-bench-${userInfo().uid}`);
  const cache = join(home, 'cache');
  await mkdir(cache, {recursive: true, mode: 0o700});
  const run = await mkdtemp(join(home, 'run-'));
  let count = 0;
  return {
    quick: options.quick,
    cache,
    note: options.note,
    async folder(name) {
      count++;
      const path = join(run, `${count}-${name}`);
      await mkdir(path, {mode: 0o700});
      return path;
    },
    remove: () => rm(run, {recursive: true, force: true}),
  };
}
