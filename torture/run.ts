import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Run} from './types.ts';

/** Creates the run of a scenario: folders below one folder, which `remove` takes away. */
export function createRun(options: {
  readonly quick: boolean;
  readonly seed: number;
  readonly note: (text: string) => void;
}): Run & {readonly remove: () => void} {
  const home = mkdtempSync(join(tmpdir(), 'natter-torture-'));
  let count = 0;
  return {
    ...options,
    folder(name) {
      count++;
      const path = join(home, `${count}-${name}`);
      mkdirSync(path, {mode: 0o700});
      return path;
    },
    remove: () => rmSync(home, {recursive: true, force: true, maxRetries: 5}),
  };
}
