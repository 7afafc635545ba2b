import {expect, test} from '@jest/globals';
import {dialAtOnce} from '../../torture/t08-simultaneous-dials.ts';
import {LONG, smallRun} from './small-run.ts';

test(
  'who dial each other at once share one link; who dials oneself is refused (T8)',
  async () => {
    const {slowest, faults} = await dialAtOnce(smallRun(), {dials: 12, selfDials: 2});
    expect(faults).toEqual([]);
    expect(slowest).toBeLessThan(10_000); // the bar of 2 s is for a machine that does nothing else
  },
  LONG,
);
