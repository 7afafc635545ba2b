import {describe, expect, test} from '@jest/globals';
import {findWords, matchWords, searchWords} from '../../../src/lib/text/search-words.ts';

/** Words as `noon`, parts of one as `at+noon`, beginnings as `aft…`. */
function written(typed: string): string[] {
  return searchWords(typed).map(({parts, isBeginning}) => parts.join('+') + (isBeginning ? '…' : ''));
}

describe('searchWords', () => {
  test.each([
    ['', []],
    ['noon', ['noon…']],
    ['noon ', ['noon']],
    ['no', ['no']],
    ['日', ['日…']],
    ['at noon', ['at', 'noon…']],
    ['"at noon"', ['at+noon']],
    ['"at noon" late', ['at+noon', 'late…']],
    ['"at noon', ['at', 'noon…']],
    ['at-noon', ['at+noon…']],
    ["don't", ['don+t']],
    ['*NEAR(a, b)^', ['NEAR+a', 'b']],
    ['"" * ()', []],
    ['naïve e\u0301te\u0301', ['naïve', 'e\u0301te\u0301…']],
  ])('%j is %j', (typed, words) => {
    expect(written(typed)).toEqual(words);
  });

  test('bounds what it takes', () => {
    expect(searchWords('a '.repeat(100))).toHaveLength(16);
    expect(searchWords('a'.repeat(1000))[0]?.parts).toEqual(['a'.repeat(64)]);
    expect(searchWords('\u{20000}'.repeat(200))[0]?.parts).toEqual(['\u{20000}'.repeat(64)]);
  });
});

describe('matchWords', () => {
  test.each([
    ['At noon, afternoon', 'noon', true],
    ['afternoon', 'noon', false],
    ['noonish', 'noon', true],
    ['noonish', 'noon ', false],
    ['Le CAFÉ', 'cafe\u0301', true],
    ['tea at noon', 'noon tea', true],
    ['tea at noon', '"at noon"', true],
    ['noon at tea', '"at noon"', false],
    ['noon at', '"at noon"', false],
    ['at (noon)', 'at-no', false],
    ['at (noon)', 'at-noo', true],
    ['', 'noon', false],
  ])('%j for %j: %s', (text, typed, expected) => {
    expect(matchWords(text, searchWords(typed))).toBe(expected);
  });
});

describe('findWords', () => {
  /** The text with what is found in brackets. */
  function marked(text: string, typed: string): string {
    let shown = '';
    let end = 0;
    for (const {from, to} of findWords(text, searchWords(typed))) {
      shown += `${text.slice(end, from)}[${text.slice(from, to)}]`;
      end = to;
    }
    return shown + text.slice(end);
  }

  test.each([
    ['At noon, afternoon', 'noon', 'At [noon], afternoon'],
    ['At noon, noonish', 'noon', 'At [noon], [noonish]'],
    ['At noon, noonish', 'noon ', 'At [noon], noonish'],
    ['Le CAFÉ, cafe\u0301', 'cafe', 'Le [CAFÉ], [cafe\u0301]'],
    ['a b c', 'c a ', '[a] b [c]'],
    ['nothing', 'else', 'nothing'],
  ])('in %j for %j', (text, typed, expected) => {
    expect(marked(text, typed)).toBe(expected);
  });
});
