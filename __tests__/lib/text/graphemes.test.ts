import {describe, expect, test} from '@jest/globals';
import {countGraphemes, firstGraphemes, graphemes} from '../../../src/lib/text/graphemes.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';
import {shorten} from '../../../src/lib/text/shorten.ts';

const text = 'aé👩‍👩‍👧🇩🇪น้ำ';

test('graphemes are what a person sees as characters', () => {
  expect(graphemes(text)).toEqual(['a', 'é', '👩‍👩‍👧', '🇩🇪', 'น้ำ']);
});

test('counting stops at the limit', () => {
  expect(countGraphemes(text)).toBe(5);
  expect(countGraphemes(text, 3)).toBe(3);
  expect(countGraphemes('', 3)).toBe(0);
});

test('the first graphemes are whole ones', () => {
  expect(firstGraphemes(text, 3)).toBe('aé👩‍👩‍👧');
  expect(firstGraphemes(text, 0)).toBe('');
  expect(firstGraphemes(text, 99)).toBe(text);
});

describe('shorten', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['', 3, ''],
    ['👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 2, '👩‍👩‍👧…'],
    ['سلام\u200cها', 5, 'سلام…'],
  ])('%j to %i is %j', (long, limit, short) => {
    expect(shorten(safeLine(long), limit)).toBe(short);
  });
});
