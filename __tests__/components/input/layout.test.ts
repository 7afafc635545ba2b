import {describe, expect, test} from '@jest/globals';
import {emptyEditor} from '../../../components/input/editor.ts';
import {layOut, moveVertically, visibleRows} from '../../../components/input/layout.ts';

const at = (text: string, cursor = text.length) => ({...emptyEditor, text, cursor});

describe('layOut', () => {
  test.each([
    ['', 0, 10, [''], {row: 0, column: 0}],
    ['hello', 5, 10, ['hello'], {row: 0, column: 5}],
    ['hello world', 11, 5, ['hello', ' worl', 'd'], {row: 2, column: 1}],
    ['hello', 5, 5, ['hello', ''], {row: 1, column: 0}],
    ['hello', 4, 5, ['hello', ''], {row: 0, column: 4}],
    ['a\nb', 3, 5, ['a', 'b'], {row: 1, column: 1}],
    ['a\n', 2, 5, ['a', ''], {row: 1, column: 0}],
    ['a\nb', 1, 5, ['a', 'b'], {row: 0, column: 1}],
    ['日本語', 3, 5, ['日本', '語'], {row: 1, column: 2}],
    ['日本語', 1, 5, ['日本', '語'], {row: 0, column: 2}],
    ['日本語', 2, 5, ['日本', '語'], {row: 1, column: 0}],
    ['x👨‍👩‍👧‍👦y', 13, 10, ['x👨‍👩‍👧‍👦y'], {row: 0, column: 4}],
  ])('%j with the cursor at %i in %i columns', (text, cursor, width, rows, expected) => {
    const layout = layOut(at(text, cursor), width);
    expect(layout.rows.map(row => row.text)).toEqual(rows);
    expect(layout.cursor).toEqual(expected);
  });
});

describe('moveVertically', () => {
  test('keeps the column where it can', () => {
    const text = 'first line\nab\nthird line';
    expect(moveVertically(at(text, 13), 20, -1)?.cursor).toBe(2);
    expect(moveVertically(at(text, 18), 20, -1)?.cursor).toBe(13);
    expect(moveVertically(at(text, 4), 20, 1)?.cursor).toBe(13);
  });

  test('never stops inside a wide character', () => {
    expect(moveVertically(at('日本\nabc', 6), 20, -1)?.cursor).toBe(1);
  });

  test('there is nothing above the first and below the last row', () => {
    expect(moveVertically(at('abc'), 20, -1)).toBeNull();
    expect(moveVertically(at('abc'), 20, 1)).toBeNull();
  });
});

test('a text with more rows than fit shows those around the cursor', () => {
  const text = Array.from({length: 10}, (_, index) => `line ${index}`).join('\n');
  expect(visibleRows(layOut(at(text), 20), 6)).toEqual({first: 4, count: 6});
  expect(visibleRows(layOut(at(text, 0), 20), 6)).toEqual({first: 0, count: 6});
  expect(visibleRows(layOut(at('one'), 20), 6)).toEqual({first: 0, count: 1});
});
