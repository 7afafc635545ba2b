import {expect, test} from '@jest/globals';
import {highestClock, nextClock} from '../../../src/storage/log/lamport.ts';

/** 34 years from 2026: no honest wall time lies beyond it. */
const LATEST = Date.UTC(2026, 0, 1) + 2 ** 40;

test.each<[string, number, number, number]>([
  ['follows the wall time', 5, 1000, 1000],
  ['is whole', 5, 1000.9, 1000],
  ['rises where the wall time does not', 1000, 1000, 1001],
  ['rises where the wall clock is behind', 1000, 3, 1001],
  ['does not follow a wall clock beyond all time', 5, LATEST + 1, LATEST],
  ['rises even then', LATEST, LATEST + 9, LATEST + 1],
])('the next clock %s', (_, known, wall, expected) => {
  expect(nextClock(known, wall)).toBe(expected);
});

test.each<[string, number, number]>([
  ['that of the latest wall time', 0, LATEST + 65_536],
  ['the same where less is known', LATEST - 1, LATEST + 65_536],
  ['a step beyond what is known', LATEST + 10, LATEST + 10 + 65_536],
])('the highest clock that is taken is %s', (_, known, expected) => {
  expect(highestClock(known)).toBe(expected);
});
