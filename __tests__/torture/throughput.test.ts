import {expect, test} from '@jest/globals';
import {measureNatter} from '../../torture/t03-throughput.ts';
import {LONG, smallRun} from './small-run.ts';

const MIB = 2 ** 20;

test(
  '2,000 messages are committed and acknowledged in bounded time and memory (T3)',
  async () => {
    const {seconds, memory, faults} = await measureNatter(smallRun(), 2000);
    expect(faults).toEqual([]);
    expect(seconds).toBeLessThan(20);
    expect(memory).toBeLessThan(100 * MIB);
  },
  LONG,
);
