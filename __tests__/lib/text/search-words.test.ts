import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {findWords, matchWords, searchWords} from '../../../src/lib/text/search-words.ts';

describe('searchWords', () => {
  test.each([
    ['', []],
    ['noon', ['noon']],
    ['noon ', ['noon']],
    ['no', [' no ']],
    ['日', ['日']],
    ['👍', ['👍']],
    ['at noon', [' at ', 'noon']],
    ['"at noon"', [' at noon ']],
    ['"noon" late', [' noon ', 'late']],
    ['"at noon', [' at ', 'noon']],
    ['at-noon', ['at noon']],
    ["don't", ['don t']],
    ['*NEAR(a, b)^', ['near a', ' b ']],
    ['"" * ()', []],
    ['naïve e\u0301te\u0301', ['naive', 'ete']],
    ['ＡＢＣ ｶﾞ', ['abc', 'ガ']],
  ])('%j is %j', (typed, words) => {
    expect(searchWords(typed)).toEqual(words);
  });

  test('bounds what it takes', () => {
    expect(searchWords('a '.repeat(100))).toHaveLength(16);
    expect(searchWords('a'.repeat(1000))).toEqual(['a'.repeat(64)]);
    expect(searchWords(`"${'a'.repeat(1000)}"`)).toEqual(['a'.repeat(64)]);
    expect(searchWords('\u{20000}'.repeat(200))).toEqual(['\u{20000}'.repeat(64)]);
  });
});

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

/** Text, what is typed, and the text with the hits in brackets; without brackets where there is none. */
const FOUND: readonly (readonly [text: string, typed: string, marked: string])[] = [
  ['At noon, afternoon', 'noon', 'At [noon], after[noon]'],
  ['At noon, afternoon', '"noon"', 'At [noon], afternoon'],
  ['tea at noon', '"at noon"', 'tea [at noon]'],
  ['tea at (noon)', 'at-noon', 'tea [at (noon])'],
  ['Le CAFÉ, cafe\u0301', 'cafe', 'Le [CAFÉ], [cafe\u0301]'],
  ['order 2024-1187', '118', 'order 2024-[118]7'],
  ['ring 555', '55 ', 'ring 555'],
  ['ΟΔΟΣ και οδός', 'οδος', '[ΟΔΟΣ] και [οδός]'],
  ['今天天気がいい', '天気', '今天[天気]がいい'],
  ['我在北京大学', '北京', '我在[北京]大学'],
  ['오늘공부했다', '공부', '오늘[공부]했다'],
  ['ﾊﾟｿｺﾝを買う', 'パソコン', '[ﾊﾟｿｺﾝ]を買う'],
  ['がか', 'か', 'が[か]'],
  ['สวัสดีตอนเช้า', 'ตอน', 'สวัสดี[ตอน]เช้า'],
  ['ສະບາຍດີຕອນເຊົ້າ', 'ຕອນ', 'ສະບາຍດີ[ຕອນ]ເຊົ້າ'],
  ['ខ្ញុំរៀនភាសាខ្មែរ', 'ភាសា', 'ខ្ញុំរៀន[ភាសា]ខ្មែរ'],
  ['អាស៊ី\u200bកណ្ដាល', 'កណ្ដាល', 'អាស៊ី\u200b[កណ្ដាល]'],
  ['မင်္ဂလာပါခင်ဗျာ', 'ခင်ဗျာ', 'မင်္ဂလာပါ[ခင်ဗျာ]'],
  ['lunch🍕at one', '🍕', 'lunch[🍕]at one'],
  ['lunch🍕at one', '"lunch"', '[lunch]🍕at one'],
  ['yes ❤\ufe0f!', '❤', 'yes [❤\ufe0f]!'],
  ['we 👩\u200d🚀 fly', '🚀', 'we 👩\u200d[🚀] fly'],
  ['👍👍👍', '👍👍', '[👍👍]👍'],
  ['costs 20€', '20€', 'costs [20€]'],
  ['ＡＢＣ and ①', 'abc', '[ＡＢＣ] and ①'],
  ['abc', 'ＡＢＣ', '[abc]'],
  ['我的PC坏了', 'pc', '我的[PC]坏了'],
  ['a b c', 'c a', '[a] b [c]'],
  ['noonoon', 'noon', '[noon]oon'],
];

test.each([...FOUND, ['tea at noon', 'noon tea', '[tea] at [noon]'] as const])(
  'in %j for %j: %j',
  (text, typed, expected) => {
    expect(marked(text, typed)).toBe(expected);
    expect(matchWords(text, searchWords(typed))).toBe(expected.includes('['));
  },
);

test.each([
  ['noon at tea', '"at noon"'],
  ['noon at', '"at noon"'],
  ['afternoon', 'at noon'],
  ['กิน', 'กน'],
  ['', 'noon'],
])('%j does not hold %j', (text, typed) => {
  expect(matchWords(text, searchWords(typed))).toBe(false);
});

const pieces = fc.constantFrom(
  ...[
    'noon',
    'a',
    ' ',
    '-',
    '天',
    '気',
    '공',
    'か',
    '\u3099',
    'é',
    'e',
    '\u0301',
    '👍',
    '\u{1f3fd}',
    '\u200d',
  ],
  ...['Σ', 'ß', 'ﷺ', '½', '7', 'ก', '\u0e34', '\u200b', '€', 'ﾊ', 'ﾟ', '\ufe0f', '\ud800', 'İ', '\n'],
);
const texts = fc.array(pieces, {maxLength: 20}).map(parts => parts.join(''));

test('what matches one word has something to point at, in order and inside of the text, and the reverse', () => {
  fc.assert(
    fc.property(texts, texts, (text, typed) => {
      const words = searchWords(typed).slice(0, 1);
      const found = findWords(text, words);
      expect(found.length > 0).toBe(words.length > 0 && matchWords(text, words));
      let end = 0;
      for (const {from, to} of found) {
        expect(from >= end && to > from && to <= text.length).toBe(true);
        end = to;
      }
    }),
    {numRuns: 2000},
  );
});
