import {afterEach} from '@jest/globals';
import {createRun} from '../../torture/run.ts';
import {killLeftovers} from '../../torture/support/natter.ts';
import type {Run} from '../../torture/types.ts';

const SEED = 4711;
const runs = new Set<ReturnType<typeof createRun>>();

afterEach(() => {
  killLeftovers();
  for (const run of runs) {
    run.remove();
  }
  runs.clear();
});

/** What a figure runs with; gone after the test, with all processes that it started. */
export function smallRun(): Run {
  const run = createRun({quick: true, seed: SEED, note() {}});
  runs.add(run);
  return run;
}

/** A figure that starts processes may take so long on a busy machine, milliseconds. */
export const LONG = 120_000;
