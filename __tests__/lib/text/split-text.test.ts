import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {partsOf} from '../../../src/lib/text/code-blocks.ts';
import {graphemes} from '../../../src/lib/text/graphemes.ts';
import {isSafe, safeText} from '../../../src/lib/text/safe-text.ts';
import {splitText} from '../../../src/lib/text/split-text.ts';

const split = (text: string, bytes: number) => splitText(safeText(text), bytes);

describe('splitText', () => {
  test.each([
    ['short', 10, ['short']],
    ['one\ntwo\nthree', 8, ['one\ntwo', 'three']],
    ['one two three', 8, ['one two ', 'three']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['日本語日本語', 7, ['日本', '語日', '本語']],
    ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 30, ['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦']],
    ['a\n\n\n\n\n\n\n\n\nb', 3, ['a\n\n', '\n\nb']],
    ['aaaaaaaa ```x', 11, ['aaaaaaa', 'a ```x']], // a fence is not made by a cut
    ['```a`bcdefgh', 8, ['``', '`a`bcdef', 'gh']],
    ['a\n````b\n```c\nd\n```\ne', 16, ['a\n````b', '```c\nd\n```\ne']], // nor is one closed that was open
    ['```js\na = 1\nb = 2\n```\nok', 17, ['```js\na = 1\n```', '```js\nb = 2\n```', 'ok']],
  ])('of %j in %d bytes', (text, bytes, parts) => {
    expect(split(text, bytes)).toEqual(parts);
  });

  const piece = fc.constantFrom(
    'a',
    'bc ',
    '日',
    '👩‍👩‍👧',
    '\n',
    '\n```\n',
    '\n```js\n',
    '\n````\n',
    '\n````ts\n',
    ' ```',
    '`x`',
    'e\u0301',
    '  ',
  );
  const any = fc.array(piece, {maxLength: 120}).map(pieces => safeText(pieces.join('')));

  test('no part is too long or cuts a grapheme, all words are there, and code stays code', () => {
    fc.assert(
      fc.property(any, fc.integer({min: 60, max: 120}), (text, bytes) => {
        const parts = splitText(text, bytes);
        expect(parts.filter(part => Buffer.byteLength(part) > bytes)).toEqual([]);
        expect(parts.every(part => isSafe(part))).toBe(true);
        const words = (some: string[], isCode: boolean) =>
          some
            .flatMap(partsOf)
            .filter(part => part.isCode === isCode)
            .flatMap(part => graphemes(part.text))
            .filter(grapheme => /[^\s`]/.test(grapheme))
            .join('');
        expect(words(parts, true)).toBe(words([text], true));
        expect(words(parts, false)).toBe(words([text], false));
      }),
      {numRuns: 500},
    );
  });
});
