import {once} from 'node:events';
import {Worker} from 'node:worker_threads';
import {beforeAll, describe, expect, test} from '@jest/globals';
import {readFrame, readPayload} from '../../torture/grammar/targets.ts';
import {tryDecoders, tryLink} from '../../torture/t14b-grammar.ts';
import type {GuidedRuns} from './guided-worker.ts';
import {LONG} from './small-run.ts';

const SEED = 4711;
const ABC = [97, 98, 99];

let guided: GuidedRuns;

beforeAll(async () => {
  const worker = new Worker(new URL('./guided-worker.ts', import.meta.url));
  [guided] = (await once(worker, 'message')) as [GuidedRuns];
}, LONG);

describe('frames made from the grammar (T14B)', () => {
  test('give messages or protocol errors', () => {
    const {inputs, failures} = tryDecoders(SEED, 500);
    expect(failures).toEqual([]);
    expect(inputs).toBeGreaterThan(100);
  });

  test('guided by coverage give nothing else', () => {
    const {inputs, failures} = guided.frames;
    expect(failures).toEqual([]);
    expect(inputs).toBeGreaterThan(60);
  });

  test(
    'leave a whole natter well',
    async () => {
      const {inputs, ended, failures} = await tryLink({seed: SEED}, 1000);
      expect(failures).toEqual([]);
      expect(inputs).toBeGreaterThan(ended);
    },
    LONG,
  );
});

describe('the readers that are tried', () => {
  test('tell a message from an error', () => {
    expect(readPayload('rename', Uint8Array.of(3, ...ABC))).toBe('message');
    expect(readPayload('rename', Uint8Array.of(4, ...ABC))).toBe('protocol error');
    expect(readFrame(Uint8Array.of(1, 2, 3, ...ABC))).toBe('message');
    expect(readFrame(Uint8Array.of(0, 0, 1, 9, 2, 3, ...ABC))).toBe('protocol error');
  });
});

test('a guided run finds what random bytes do not, and keeps the way there', () => {
  const {failures, corpus} = guided.nested;
  expect(failures[0]?.input.subarray(0, 3)).toEqual(Uint8Array.of(1, 2, 3));
  expect(corpus.length).toBeGreaterThan(0);
});
