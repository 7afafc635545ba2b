import {expect, test} from '@jest/globals';
import {createTokenBucket} from '../../../src/lib/time/token-bucket.ts';
import {manualClock} from '../../support/manual-clock.ts';

test('gives a burst, then so many a second, and never more than a burst', () => {
  const clock = manualClock(0);
  const bucket = createTokenBucket(clock, {perSecond: 5, burst: 20});
  const take = (count: number) => Array.from({length: count}, () => bucket.take()).filter(Boolean).length;
  expect(take(30)).toBe(20);
  clock.advance(199);
  expect(take(1)).toBe(0);
  clock.advance(1);
  expect(take(2)).toBe(1);
  clock.advance(1000);
  expect(take(30)).toBe(5);
  clock.advance(3_600_000);
  expect(take(30)).toBe(20);
});
