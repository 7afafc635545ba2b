import {expect, test} from '@jest/globals';
import {breakages} from '../../torture/support/broken-profiles.ts';
import {startBroken} from '../../torture/t18-broken-profiles.ts';
import {LONG, smallRun} from './small-run.ts';

test(
  'broken profiles get a plain message and stay as they are',
  () => {
    const chosen = breakages.filter((_, index) => index % 4 === 0);
    const results = startBroken(smallRun(), chosen);
    expect(results.flatMap(({name, problems}) => problems.map(problem => [name, problem]))).toEqual([]);
    expect(results).toHaveLength(11);
  },
  LONG,
);
