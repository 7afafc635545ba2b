import {expect, test} from '@jest/globals';
import fc from 'fast-check';
import {
  addRows,
  CHUNK,
  decodeRows,
  intersect,
  removeRows,
  rowsOf,
} from '../../../../src/storage/sqlite/queries/postings.ts';

const sets = fc.uniqueArray(fc.nat(CHUNK - 1), {maxLength: 400});
const rising = (rows: Iterable<number>) => [...new Set(rows)].sort((one, other) => one - other);

test('rows are a list of two-byte numbers, or bits where that is shorter', () => {
  expect([...addRows(null, [1, 4095])]).toEqual([1, 0, 255, 15]);
  expect([...addRows(Uint8Array.of(1, 0), [256])]).toEqual([1, 0, 0, 1]);
  const many = Array.from({length: 256}, (_, row) => row);
  expect(addRows(null, many.slice(1))).toHaveLength(510);
  expect([...addRows(null, many)]).toEqual([...Array(32).fill(255), ...Array(480).fill(0)]);
});

test('what is added is there until it is taken out', () => {
  fc.assert(
    fc.property(sets, sets, sets, (first, second, gone) => {
      const stored = addRows(
        addRows(null, first),
        second.filter(row => !first.includes(row)),
      );
      expect(rowsOf(decodeRows(stored))).toEqual(rising([...first, ...second]));
      expect(stored.length).toBeLessThanOrEqual(512);
      const left = removeRows(stored, gone);
      const expected = rising([...first, ...second].filter(row => !gone.includes(row)));
      expect(left === null ? [] : rowsOf(decodeRows(left))).toEqual(expected);
      expect(left === null).toBe(expected.length === 0);
    }),
    {numRuns: 200},
  );
});

test('an intersection leaves what both have', () => {
  fc.assert(
    fc.property(sets, sets, (first, second) => {
      const bits = decodeRows(addRows(null, first));
      const expected = rising(first.filter(row => second.includes(row)));
      expect(intersect(bits, decodeRows(addRows(null, second)))).toBe(expected.length > 0);
      expect(rowsOf(bits)).toEqual(expected);
    }),
    {numRuns: 200},
  );
});
