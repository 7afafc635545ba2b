import {expect, test} from '@jest/globals';
import {floodScreen} from '../../torture/t11-flood.ts';
import {LONG, smallRun} from './small-run.ts';

const MIB = 2 ** 20;

test(
  'a contact that floods 5,000 messages stops neither another chat nor the keys (T11)',
  async () => {
    const {memory, shown, keys} = await floodScreen(smallRun(), 5000);
    expect(shown.length).toBeGreaterThan(0); // each of them came, in order, or it rejects
    expect(keys.length).toBeGreaterThan(0);
    expect(memory).toBeLessThan(64 * MIB);
  },
  LONG,
);
