import {expect, test} from '@jest/globals';
import {runRoomStories} from '../../torture/simulation/run-room-stories.ts';
import {LONG} from './small-run.ts';

test(
  'R1, R3, R5, R6, R9: no story of a room breaks a rule (T32)',
  async () => {
    expect(await runRoomStories(4, 8, 20_261_129)).toEqual({runs: 8, failure: null});
  },
  LONG,
);
