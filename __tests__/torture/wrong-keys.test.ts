import {expect, test} from '@jest/globals';
import {impersonate} from '../../torture/t19-wrong-keys.ts';
import {LONG, smallRun} from './small-run.ts';

test(
  'whoever is not the contact is not shown as online and gets nothing that waits for it (T19)',
  async () => {
    const {wrong, attempts} = await impersonate(smallRun(), 1);
    expect(wrong).toEqual([]);
    expect(attempts).toBe(10);
  },
  LONG,
);
