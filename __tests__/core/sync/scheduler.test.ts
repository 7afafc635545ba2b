import {expect, test} from '@jest/globals';
import {createScheduler} from '../../../src/core/sync/scheduler.ts';

/** Runs what was deferred, one after the other, until nothing is left. */
function createDeferred() {
  const queue: (() => void)[] = [];
  return {
    defer: (callback: () => void) => void queue.push(callback),
    runAll() {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        next();
      }
    },
  };
}

test('jobs take turns until each has nothing left', () => {
  const {defer, runAll} = createDeferred();
  const scheduler = createScheduler(defer);
  const turns: string[] = [];
  const job = (name: string, batches: number) => ({
    turn() {
      turns.push(name);
      batches--;
      return batches > 0;
    },
  });
  scheduler.request(job('flood', 4));
  scheduler.request(job('chat', 1));
  runAll();
  expect(turns).toEqual(['flood', 'chat', 'flood', 'flood', 'flood']);
});

test('a job that asks twice before its turn has one turn, a removed one none', () => {
  const {defer, runAll} = createDeferred();
  const scheduler = createScheduler(defer);
  let turns = 0;
  const kept = {turn: () => ++turns > 10};
  const removed = {turn: () => ++turns > 10};
  scheduler.request(kept);
  scheduler.request(kept);
  scheduler.request(removed);
  scheduler.remove(removed);
  runAll();
  expect(turns).toBe(1);
});

test('a job that throws does not stop the others', () => {
  const {defer, runAll} = createDeferred();
  const scheduler = createScheduler(defer);
  let turns = 0;
  scheduler.request({
    turn() {
      throw new Error('broken');
    },
  });
  scheduler.request({turn: () => ++turns > 10});
  expect(runAll).toThrow('broken');
  runAll();
  expect(turns).toBe(1);
});
