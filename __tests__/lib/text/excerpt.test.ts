import {expect, test} from '@jest/globals';
import {excerpt} from '../../../src/lib/text/excerpt.ts';
import {countGraphemes} from '../../../src/lib/text/graphemes.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';

test.each([
  ['short', 'short'],
  ['two\nlines', 'two lines'],
  ['x'.repeat(80), 'x'.repeat(80)],
  ['x'.repeat(81), `${'x'.repeat(79)}…`],
  ['', ''],
])('of %j is %j', (text, shown) => {
  expect(excerpt(safeText(text))).toBe(shown);
});

test('of 16 KiB of anything is at most 80 graphemes', () => {
  for (const part of ['👨‍👩‍👧‍👦', 'ក្ក', 'a\u0301\u0302\u0303\u0304', '\n']) {
    const shown = excerpt(safeText(part.repeat(16_384 / Buffer.byteLength(part))));
    expect(countGraphemes(shown)).toBe(80);
    expect(shown.endsWith('…')).toBe(true);
    expect(safeText(shown)).toBe(shown);
  }
});
