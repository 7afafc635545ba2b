import {expect, test} from '@jest/globals';
import fc from 'fast-check';
import {GRAMS, gramsOf, wantedGrams} from '../../../src/lib/text/grams.ts';
import {searchForm} from '../../../src/lib/text/search-form.ts';
import {matchWords, searchWords} from '../../../src/lib/text/search-words.ts';

const pieces = fc.constantFrom(
  ...[
    'noon',
    'a',
    'b',
    ' ',
    '-',
    '天',
    '気',
    '京',
    '공',
    'か',
    'é',
    '👍',
    '\u{1f3fd}',
    '7',
    '12',
    'ก',
    '€',
    '\u200b',
  ],
);
const texts = fc.array(pieces, {maxLength: 12}).map(parts => parts.join(''));

test('a text that matches has all grams of what is wanted, and there is always one', () => {
  let matched = 0;
  fc.assert(
    fc.property(texts, texts, texts, (before, typed, after) => {
      const text = before + typed + after;
      const grams = new Set(gramsOf(searchForm(text)));
      for (const word of searchWords(typed)) {
        const wanted = wantedGrams(word);
        expect(wanted.length).toBeGreaterThan(0);
        if (matchWords(text, [word])) {
          matched += 1;
          expect(wanted.filter(gram => !grams.has(gram))).toEqual([]);
        }
      }
      expect([...grams].every(gram => gram >= 0 && gram < GRAMS && Number.isInteger(gram))).toBe(true);
    }),
    {numRuns: 2000},
  );
  expect(matched).toBeGreaterThan(1000);
});

test.each([
  ['noon', [' noon '.length - 2]],
  ['天気', [3]],
  ['👍', [1]],
])('%j has grams', (text, [count]) => {
  expect(gramsOf(searchForm(text))).toHaveLength(count ?? 0);
});

test('a gram that a text has twice is told once, whatever the text before it had', () => {
  expect(gramsOf(' aaaa ')).toHaveLength(3);
  expect(gramsOf(' aaaa ')).toHaveLength(3);
  expect(gramsOf(` ${'ab'.repeat(2000)} `)).toHaveLength(4);
});

/** Profiles hold these numbers: another function would find nothing in them. */
test('the numbers of grams are the same for ever', () => {
  expect(gramsOf(' noon 天気 👍 ')).toEqual([31991, 61090, 6590, 56196, 30988, 26616, 34110, 36130]);
});
