import {expect, test} from '@jest/globals';
import {isSomebodyThere} from '../../src/store/presence.ts';

test.each([
  [true, 0, true],
  [true, 600_000, true],
  [false, 0, false],
  [null, 0, true],
  [null, 59_999, true],
  [null, 60_000, false],
  [null, 62_000, false],
])('with the focus %s and the last key %i ms ago somebody is there: %s', (focus, sinceKey, expected) => {
  expect(isSomebodyThere({focus, sinceKey})).toBe(expected);
});
