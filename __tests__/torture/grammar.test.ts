import {describe, expect, test} from '@jest/globals';
import {runGuided} from '../../torture/grammar/guided.ts';
import {readFrame, readPayload} from '../../torture/grammar/targets.ts';
import {createRandom} from '../../torture/support/random.ts';
import {tryDecoders, tryGuided, tryLink} from '../../torture/t14b-grammar.ts';
import {LONG} from './small-run.ts';

const SEED = 4711;
const ABC = [97, 98, 99];

describe('frames made from the grammar (T14B)', () => {
  test('give messages or protocol errors', () => {
    const {inputs, failures} = tryDecoders(SEED, 1000);
    expect(failures).toEqual([]);
    expect(inputs).toBeGreaterThan(100);
  });

  test('guided by coverage give nothing else', () => {
    const {inputs, failures} = tryGuided(SEED, 1000, 30);
    expect(failures).toEqual([]);
    expect(inputs).toBeGreaterThan(60);
  });

  test(
    'leave a whole natter well',
    async () => {
      const {inputs, ended, failures} = await tryLink({seed: SEED}, 2000);
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

test(
  'a guided run finds what random bytes do not, and keeps the way there',
  () => {
    const found = (bytes: Uint8Array) => {
      if (bytes[0] === 1) {
        if (bytes[1] === 2) {
          if (bytes[2] === 3) {
            throw new Error('found');
          }
        }
      }
    };
    const {failures, corpus} = runGuided({
      read: found,
      seeds: [Uint8Array.of(0, 0, 0)],
      isWatched: url => url.includes('grammar.test'),
      random: createRandom(SEED),
      milliseconds: LONG / 4,
      enough: 1,
    });
    expect(failures[0]?.input.subarray(0, 3)).toEqual(Uint8Array.of(1, 2, 3));
    expect(corpus.length).toBeGreaterThan(0);
  },
  LONG,
);
