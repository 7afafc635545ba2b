import {expect, test} from '@jest/globals';
import {isHarmless} from '../../../../src/app/screen/ink-overrides/is-plain.ts';

const SANITIZER = '../../../../node_modules/ink/build/sanitize-ansi.js';
const {default: sanitizeAnsi} = (await import(SANITIZER)) as {default: (text: string) => string};

test('panes are harmless, also with colours, marks and wide characters', () => {
  const pane = ' ● bob │ \x1b[2m10:05\x1b[22m e\u0301 日本\n\x1b[38;5;12m👍🏽\x1b[39m\ttab\x1b[m';
  expect(isHarmless(pane)).toBe(true);
  expect(sanitizeAnsi(pane)).toBe(pane);
});

test.each([
  '\x07',
  'a\x1b[2Jb',
  '\x1b]0;title\x07',
  '\x9b31m',
  '\x1b[4:3mx',
  '\r',
  'e\x1b[31m\u0301',
  '\x1b',
])('%j is not', text => {
  expect(isHarmless(text)).toBe(false);
});

test('what is harmless is what comes back unchanged, in 20,000 random texts', () => {
  const pieces = [
    ...[
      'a',
      'é',
      '日',
      '\u0301',
      '\n',
      '\t',
      '\r',
      '\0',
      '\x7f',
      '\x85',
      '\x9b',
      '\x9d',
      '\x1b',
      '[',
      'm',
      ';',
    ],
    ...[
      '31',
      ':',
      '\x1b[1m',
      '\x1b[38;5;12m',
      '\x1b[m',
      '\x1b[4:3m',
      '\x1b[2J',
      '\x1b]8;;u\x07',
      '\x1b[0 m',
      '👍🏽',
    ],
  ];
  let state = 5;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let harmless = 0;
  for (let round = 0; round < 20_000; round++) {
    const text = Array.from({length: random(8)}, () => pieces[random(pieces.length)]).join('');
    if (isHarmless(text)) {
      harmless++;
      expect(sanitizeAnsi(text)).toBe(text);
    }
  }
  expect(harmless).toBeGreaterThan(1000);
});
