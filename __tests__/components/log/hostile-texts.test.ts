import {once} from 'node:events';
import {Worker} from 'node:worker_threads';
import {beforeAll, describe, expect, test} from '@jest/globals';
import {sized} from '../../support/sizes.ts';
import {FUNCTIONS} from './hostile-functions.ts';
import type {Outcome} from './hostile-worker.ts';

const outcomes = new Map<string, Outcome>();

beforeAll(
  async () => {
    const worker = new Worker(new URL('./hostile-worker.ts', import.meta.url));
    worker.on('message', (outcome: Outcome) => outcomes.set(outcome.name, outcome));
    await once(worker, 'exit');
  },
  sized(60_000, 300_000),
);

describe.each(FUNCTIONS)('%s', name => {
  test('takes 16 KiB of one character and of nested ones', () => {
    expect(outcomes.get(name)).toMatchObject({thrown: null});
  });

  test('does work that grows with the length, not with its square', () => {
    expect(outcomes.get(name)).toMatchObject({grown: []});
  });
});
