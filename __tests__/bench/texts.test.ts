import {expect, test} from '@jest/globals';
import {COMMON_WORD, numberIn, spread, TEXT_LENGTH, textNumber} from '../../bench/texts.ts';

test('a text is the same at every time, of one length, and says its number', () => {
  expect(textNumber(42)).toMatch(/^n42 [a-z ]+\.*$/);
  expect(textNumber(42)).toBe(textNumber(42));
  for (const number of [0, 7, 123_456, 9_999_999]) {
    expect(Buffer.byteLength(textNumber(number))).toBe(TEXT_LENGTH);
    expect(numberIn(textNumber(number))).toBe(number);
  }
});

test.each([
  ['two texts in one', textNumber(1) + textNumber(2)],
  ['half a text', textNumber(1).slice(0, 50)],
  ['another text', 'hello'],
])('%s has no number', (_, text) => {
  expect(numberIn(text)).toBe(-1);
});

test('the common word is common, but not everywhere', () => {
  const holding = Array.from({length: 1000}, (_, number) => textNumber(number)).filter(text =>
    text.split(/[ .]/).includes(COMMON_WORD),
  );
  expect(holding.length).toBeGreaterThan(20);
  expect(holding.length).toBeLessThan(500);
});

test('the first contact gets about two fifths', () => {
  const next = spread(50);
  const drawn = Array.from({length: 5000}, next);
  const first = drawn.filter(contact => contact === 0).length / drawn.length;
  expect(first).toBeGreaterThan(0.4);
  expect(first).toBeLessThan(0.6);
  expect(Math.max(...drawn)).toBeLessThan(50);
});
