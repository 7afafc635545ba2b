import {expect, test} from '@jest/globals';
import {killAtRandom} from '../../torture/t01-kills.ts';
import {LONG, smallRun} from './small-run.ts';

test(
  'nothing is lost or doubled when either side is killed at random (T1)',
  async () => {
    const {difference, notes, linked} = await killAtRandom(smallRun(), {kills: 8, messages: 80});
    expect({difference, notes}).toEqual({difference: {lost: 0, doubled: 0, disordered: 0}, notes: []});
    expect(linked).toBeGreaterThan(0);
  },
  LONG,
);
