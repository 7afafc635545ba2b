import {readFileSync} from 'node:fs';
import {expect, test} from '@jest/globals';
import {gemoji} from 'gemoji';
import {emojiModule} from '../../../scripts/emoji-table.ts';
import {emojiNamed, findEmoji} from '../../../src/lib/text/emoji.ts';

test('the table is made from the pinned source', () => {
  const path = new URL('../../../src/lib/text/emoji-table.ts', import.meta.url);
  expect(readFileSync(path, 'utf8')).toBe(emojiModule());
});

test('every emoji of the package is found by all of its names, and offered', () => {
  const named = gemoji.map(({names}) => names.map(name => emojiNamed(name.toUpperCase())));
  expect(named).toEqual(gemoji.map(({emoji, names}) => names.map(() => emoji)));
  expect(new Set(findEmoji(''))).toEqual(new Set(gemoji.map(({emoji}) => emoji)));
  expect(findEmoji('')).toHaveLength(gemoji.length);
  expect(emojiNamed('nonsense')).toBeNull();
});

test.each([
  ['', ['👍', '❤️', '😂']],
  ['smile', ['😄', '😃', '😺']], // called so, begins so
  ['thumbs', ['👍', '👎']],
  ['tears', ['😂', '🥹', '😹']], // by words about them
  ['pinata', ['🪅']],
  ['heart eyes', ['😍', '😻']],
  ['heart_eyes', ['😍', '😻']],
  ['xyzzy', []],
])('%j finds first %j', (typed, first) => {
  expect(findEmoji(typed).slice(0, 3)).toEqual(first);
});
