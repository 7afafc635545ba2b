/** Runs that follow coverage, in a thread of its own: what asking for coverage costs grows with all code that is loaded. */
import {parentPort} from 'node:worker_threads';
import {runGuided} from '../../torture/grammar/guided.ts';
import {createRandom} from '../../torture/support/random.ts';
import {tryGuided} from '../../torture/t14b-grammar.ts';

/** What the runs found. */
export type GuidedRuns = {
  readonly frames: ReturnType<typeof tryGuided>;
  readonly nested: ReturnType<typeof runGuided>;
};

const SEED = 4711;

function findNested(bytes: Uint8Array): void {
  if (bytes[0] === 1) {
    if (bytes[1] === 2) {
      if (bytes[2] === 3) {
        throw new Error('found');
      }
    }
  }
}

const runs: GuidedRuns = {
  frames: tryGuided(SEED, 500, 30),
  nested: runGuided({
    read: findNested,
    seeds: [Uint8Array.of(0, 0, 0)],
    isWatched: url => url.includes('guided-worker'),
    random: createRandom(SEED),
    milliseconds: 30_000,
    enough: 1,
  }),
};
parentPort?.postMessage(runs);
