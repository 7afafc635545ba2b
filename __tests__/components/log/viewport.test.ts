import {describe, expect, test} from '@jest/globals';
import type {LogItem} from '../../../components/log/items.ts';
import {centre, moveBy, viewAt} from '../../../components/log/viewport.ts';
import type {Scroll} from '../../../src/store/state.ts';

/** Items with so many rows each; a row is named `item.row`. */
function logOf(heights: readonly number[]) {
  const items = heights.map(
    (_, index): LogItem => ({
      ...{kind: 'day', key: `item ${index}`, order: [index, 0, index]},
      ...{time: 0, isSpaced: false},
    }),
  );
  const rowsOf = (item: LogItem) =>
    Array.from({length: heights[item.order[0]] ?? 0}, (_, row) => `${item.order[0]}.${row}`);
  return {items, rowsOf, all: items.flatMap(rowsOf)};
}

function randomHeights(seed: number): number[] {
  let state = seed;
  return Array.from({length: 5 + (seed % 30)}, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 1 + ((state >>> 16) % 4);
  });
}

const HEIGHT = 7;

describe('an item in the middle', () => {
  const {items, rowsOf} = logOf([1, 1, 1, 3, 1, 1, 1, 1]);
  const shown = (key: string, endIsLast = true) =>
    viewAt(items, rowsOf, 5, centre(items, rowsOf, 5, key, endIsLast));

  test('has as much above it as below', () => {
    expect(shown('item 3')).toEqual(['2.0', '3.0', '3.1', '3.2', '4.0']);
    expect(shown('item 2')).toEqual(['0.0', '1.0', '2.0', '3.0', '3.1']);
  });

  test('stands higher or lower at the ends of the log', () => {
    expect(shown('item 0')).toEqual(['0.0', '1.0', '2.0', '3.0', '3.1']);
    expect(shown('item 6')).toEqual(['3.2', '4.0', '5.0', '6.0', '7.0']);
    expect(centre(items, rowsOf, 5, 'item 6', true)).toBeNull();
    expect(centre(items, rowsOf, 5, 'item 6', false)).toMatchObject({item: 'item 3', row: 2});
  });

  test('that is not there leads to the end', () => {
    expect(centre(items, rowsOf, 5, 'item 99', true)).toBeNull();
    expect(centre([], rowsOf, 5, 'item 0', true)).toBeNull();
  });
});

describe('the part of a log that is shown', () => {
  test('at the end are its last rows', () => {
    const {items, rowsOf} = logOf([1, 2, 3]);
    expect(viewAt(items, rowsOf, 4, null)).toEqual(['1.1', '2.0', '2.1', '2.2']);
    expect(viewAt(items, rowsOf, 10, null)).toEqual(['0.0', '1.0', '1.1', '2.0', '2.1', '2.2']);
    expect(viewAt([], rowsOf, 10, null)).toEqual([]);
  });

  test('starts at the item that is read, and is always full', () => {
    const {items, rowsOf} = logOf([2, 2, 2]);
    const at = (item: string, row: number): Scroll => ({item, row, order: [0, 0, 0]});
    expect(viewAt(items, rowsOf, 3, at('item 0', 1))).toEqual(['0.1', '1.0', '1.1']);
    expect(viewAt(items, rowsOf, 3, at('item 2', 1))).toEqual(['1.1', '2.0', '2.1']);
  });

  test('an item that is gone is stood in for by the next one', () => {
    const {items, rowsOf} = logOf([1, 1, 1, 1]);
    const scroll: Scroll = {item: 'gone', row: 3, order: [1, -1, 0]};
    expect(viewAt(items, rowsOf, 2, scroll)).toEqual(['1.0', '2.0']);
  });

  test.each(Array.from({length: 40}, (_, index) => index + 1))('moves by whole rows, log %i', seed => {
    const {items, rowsOf, all} = logOf(randomHeights(seed));
    let scroll: Scroll | null = null;
    let top = Math.max(0, all.length - HEIGHT);
    for (const by of [-3, -5, 2, -1, -8, 4, 4, -20, 3, 30, -6, 1, 1, 1, 1, 1, 1, 1]) {
      ({scroll} = moveBy(items, rowsOf, HEIGHT, scroll, by, true));
      top = Math.max(0, Math.min(top + by, all.length - HEIGHT));
      expect(viewAt(items, rowsOf, HEIGHT, scroll)).toEqual(all.slice(top, top + HEIGHT));
      expect(scroll === null).toBe(top >= all.length - HEIGHT);
    }
  });
});

describe('an end of what is loaded', () => {
  const {items, rowsOf} = logOf(Array.from({length: 50}, () => 1));
  const at = (item: number): Scroll => ({item: `item ${item}`, row: 0, order: [item, 0, item]});

  test('is near when less than two screens are left before it', () => {
    expect(moveBy(items, rowsOf, 10, at(35), -10, true).nearEdge).toBe(false);
    expect(moveBy(items, rowsOf, 10, at(29), -10, true).nearEdge).toBe(true);
    expect(moveBy(items, rowsOf, 10, at(5), 10, false).nearEdge).toBe(false);
    expect(moveBy(items, rowsOf, 10, at(12), 10, false).nearEdge).toBe(true);
  });

  test('is not the end of the log if there is more', () => {
    expect(moveBy(items, rowsOf, 10, at(35), 10, true).scroll).toBeNull();
    expect(moveBy(items, rowsOf, 10, at(35), 10, false).scroll).toEqual(at(40));
  });
});
