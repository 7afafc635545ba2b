import {expect, test} from '@jest/globals';
import {killScreensAndCores} from '../../torture/t23-screens.ts';
import {LONG, smallRun} from './small-run.ts';

test(
  'nothing answered is lost, and screens end as fresh ones, when cores and screens are killed at random (T23)',
  async () => {
    const {answered, lost, different} = await killScreensAndCores(smallRun(), 6);
    expect({lost, different}).toEqual({lost: 0, different: 0});
    expect(answered).toBeGreaterThan(0);
  },
  LONG,
);
