import {expect, test} from '@jest/globals';
import {atMostEvery} from '../../../src/lib/time/throttle.ts';
import {manualClock} from '../../support/manual-clock.ts';

test('hands on the first value at once and of the others the last, once an interval', () => {
  const clock = manualClock(0);
  const used: [number, string][] = [];
  const hand = atMostEvery<string>(clock, 1000, value => used.push([clock.monotonic(), value]));
  hand('a');
  hand('b');
  clock.advance(600);
  hand('c');
  expect(used).toEqual([[0, 'a']]);
  clock.advance(400);
  expect(used).toEqual([
    [0, 'a'],
    [1000, 'c'],
  ]);
  clock.advance(500);
  hand('d');
  clock.advance(500);
  clock.advance(5000);
  hand('e');
  expect(used.slice(2)).toEqual([
    [2000, 'd'],
    [7000, 'e'],
  ]);
});
