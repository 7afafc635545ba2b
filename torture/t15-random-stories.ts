import {fork} from 'node:child_process';
import {once} from 'node:events';
import {availableParallelism} from 'node:os';
import type {StoriesResult} from './simulation/run-stories.ts';
import type {Step} from './simulation/story.ts';
import type {Figure} from './types.ts';

export const randomStories: Figure = {
  id: 'T15',
  title: 'model-based random runs of outbox and link (fast-check), simulated time',
  bar: '0 violations in 20,000',
  async run(run) {
    const runs = run.quick ? 600 : 20_000;
    const workers = Math.min(availableParallelism(), 2);
    const results = await Promise.all(
      Array.from({length: workers}, (_, worker) => play(Math.ceil(runs / workers), run.seed + worker)),
    );
    const failures = results.flatMap(({failure}) => (failure === null ? [] : [failure]));
    const played = results.reduce((sum, result) => sum + result.runs, 0);
    return {
      result: `${failures.length} violations in ${played} runs`,
      pass: failures.length === 0 && played >= runs,
      notes: failures.map(({story, faults}) => `${faults}; to see it again: ${howToReplay(story)}`),
    };
  },
};

const WORKER = new URL('./simulation/stories-worker.ts', import.meta.url);
/** Thousands of cores come and go: few collections, and no stacks for the errors of cut connections. */
const FLAGS = ['--max-semi-space-size=32', '--stack-trace-limit=0'];

/** The smallest story that breaks the same rule, for the shell. */
function howToReplay(story: readonly Step[]): string {
  return `node torture/simulation/replay-story.ts '${JSON.stringify(story)}'`;
}

/** Plays in a process of its own; the stories follow from the seed alone. */
async function play(runs: number, seed: number): Promise<StoriesResult> {
  const worker = fork(WORKER, [String(runs), String(seed)], {execArgv: FLAGS});
  const [result] = await Promise.race([
    once(worker, 'message'),
    once(worker, 'exit').then(([code]) => Promise.reject(new Error(`a worker ended with ${code}`))),
  ]);
  return result as StoriesResult;
}
