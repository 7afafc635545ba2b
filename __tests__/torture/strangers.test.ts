import {expect, test} from '@jest/globals';
import {besiege} from '../../torture/t10-strangers.ts';
import {LONG, smallRun} from './small-run.ts';

const MIB = 2 ** 20;

test(
  '60 strangers of six kinds are gone after 6 s, and a contact comes and goes meanwhile (T10)',
  async () => {
    const {memory, longest, visits, slowestVisit, wrong} = await besiege(smallRun(), 60);
    expect(wrong).toEqual([]);
    expect(longest).toBeGreaterThan(900); // the silent ones are given their second
    expect(longest).toBeLessThan(6000);
    expect(visits).toBeGreaterThan(1);
    expect(slowestVisit).toBeLessThan(3000);
    expect(memory).toBeLessThan(50 * MIB);
  },
  LONG,
);
