import {describe, expect, test} from '@jest/globals';
import {exponent, median, quantile} from '../../bench/statistics.ts';

describe('median', () => {
  test('is the middle of an odd number of values, in any order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  test('lies between the two in the middle of an even number', () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });

  test('of nothing is an error, not a number', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

test('a quantile is interpolated', () => {
  const values = Array.from({length: 101}, (_, index) => index);
  expect(quantile(values, 0.99)).toBe(99);
  expect(quantile([0, 10], 0.25)).toBe(2.5);
});

describe('exponent', () => {
  test.each([
    [0, [7, 7, 7]],
    [1, [3, 30, 300]],
    [2, [1, 100, 10_000]],
  ])('of cost that grows with the power %d of the size', (power, costs) => {
    const points = costs.map((cost, index) => ({size: 10 ** (index + 1), cost}));
    expect(exponent(points)).toBeCloseTo(power, 10);
  });
});
