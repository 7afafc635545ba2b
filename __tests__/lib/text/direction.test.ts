import {expect, test} from '@jest/globals';
import {endDirection} from '../../../src/lib/text/direction.ts';

test.each([
  ['hello 12', 'hello 12'],
  ['', ''],
  ['日本語 👍🏽 Ελληνικά', '日本語 👍🏽 Ελληνικά'],
  ['דנה', 'דנה\u200e'],
  ['abc دانا 12', 'abc دانا 12\u200e'],
  ['\u{1e900}', '\u{1e900}\u200e'], // Adlam
  ['\u{10a00}', '\u{10a00}\u200e'], // Kharoshthi
  ['ߒߞߏ', 'ߒߞߏ\u200e'], // N'Ko
  ['(\u200f)', '(\u200f)\u200e'],
])('%j ends as %j', (text, ended) => {
  expect(endDirection(text)).toBe(ended);
});
