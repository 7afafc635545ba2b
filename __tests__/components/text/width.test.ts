import {describe, expect, test} from '@jest/globals';
import measure from 'string-width';
import {fitTo, pad, truncate} from '../../../components/text/fit.ts';
import {clusterWidth, isPlain, textWidth} from '../../../components/text/width.ts';
import {wrap} from '../../../components/text/wrap.ts';

describe('textWidth', () => {
  test('agrees with string-width on every character that it answers without tables', () => {
    const plain = Array.from({length: 0x10000}, (_, code) => String.fromCharCode(code)).filter(isPlain);
    expect(plain.length).toBeGreaterThan(500);
    expect(plain.filter(character => measure(character) !== 1)).toEqual([]);
    expect(measure(plain.join(''))).toBe(plain.length);
  });

  test.each([
    ['hello', 5],
    ['日本', 4],
    ['e\u0301', 1],
    ['👍🏽', 2],
    ['👨‍👩‍👧‍👦', 2],
    ['\x1b[31mred\x1b[39m', 3],
    ['│ ●', 3],
    ['', 0],
  ])('%j takes %i columns', (text, columns) => {
    expect(textWidth(text)).toBe(columns);
  });

  test('remembers the width of graphemes', () => {
    expect([clusterWidth('日'), clusterWidth('日'), clusterWidth('a'), clusterWidth('é')]).toEqual([
      2, 2, 1, 1,
    ]);
  });
});

describe('fitTo', () => {
  test.each([
    ['hello', 8, 'hello   '],
    ['hello', 4, 'hel…'],
    ['hello', 0, ''],
    ['日本語', 6, '日本語'],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日… '],
    ['👍🏽👍🏽', 3, '👍🏽…'],
    ['דנה', 5, 'דנה\u200e  '],
    ['דנה כהן', 4, 'דנה…\u200e'],
  ])('%j in %i columns is %j', (text, width, expected) => {
    expect(fitTo(text, width)).toBe(expected);
  });

  test('a short text is not cut, colours are not counted', () => {
    expect(truncate('ab', 5)).toBe('ab');
    expect(pad('\x1b[31mab\x1b[39m', 4)).toBe('\x1b[31mab\x1b[39m  ');
  });
});

describe('wrap', () => {
  test.each([
    ['one two three', 7, ['one two', 'three']],
    ['one two three', 8, ['one two', 'three']],
    ['one  two', 4, ['one', 'two']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['ab cdefghijk', 5, ['ab', 'cdefg', 'hijk']],
    ['a\n\nb', 5, ['a', '', 'b']],
    ['  indented text', 10, ['  indented', 'text']],
    ['日本語テキスト', 5, ['日本', '語テ', 'キス', 'ト']],
    ['a日本', 4, ['a日', '本']],
    ['ab 日本', 5, ['ab 日', '本']],
    ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 5, ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']],
    ['\u0600'.repeat(6), 4, ['\u0600'.repeat(4), '\u0600'.repeat(2)]], // one grapheme
    ['क्'.repeat(6), 4, ['क्'.repeat(4), 'क्'.repeat(2)]], // so is this
    ['क्ष्म्य', 4, ['क्ष्म्य']],
    ['e\u0301e\u0301e\u0301', 2, ['e\u0301e\u0301', 'e\u0301']],
    ['日', 1, ['日']],
    ['', 5, ['']],
  ])('%j at %i', (text, width, rows) => {
    expect(wrap(text, width)).toEqual(rows);
  });

  test('no row is wider than asked and no letter is lost, whatever the text', () => {
    const alphabet = [
      'a',
      'bc',
      ' ',
      '  ',
      '日',
      '👍🏽',
      'e\u0301',
      'words',
      'ü',
      '│',
      '🇩🇪',
      'ก็',
      '\u0600',
      'क्',
      'क्',
    ];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let round = 0; round < 500; round++) {
      const text = Array.from({length: random(40)}, () => alphabet[random(alphabet.length)]).join('');
      const width = 4 + random(20);
      const rows = wrap(text, width);
      expect(rows.filter(row => textWidth(row) > width)).toEqual([]);
      expect(rows.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }
  });
});
