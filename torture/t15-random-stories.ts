import {fork} from 'node:child_process';
import {once} from 'node:events';
import {availableParallelism} from 'node:os';
import type {StoriesResult} from './simulation/run-stories.ts';
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
      notes: failures.map(({story, faults}) => `${faults} in ${JSON.stringify(story)}`),
    };
  },
};

const WORKER = new URL('./simulation/stories-worker.ts', import.meta.url);

async function play(runs: number, seed: number): Promise<StoriesResult> {
  const worker = fork(WORKER, [String(runs), String(seed)]);
  const [result] = await Promise.race([
    once(worker, 'message'),
    once(worker, 'exit').then(([code]) => Promise.reject(new Error(`a worker ended with ${code}`))),
  ]);
  return result as StoriesResult;
}
