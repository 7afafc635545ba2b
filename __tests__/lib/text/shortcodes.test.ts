import {describe, expect, test} from '@jest/globals';
import {shortcodeBefore, withEmoji} from '../../../src/lib/text/shortcodes.ts';

describe('a name between colons becomes its emoji', () => {
  test.each([
    [':smile:', '😄'],
    ['well (:Tada:) :+1:', 'well (🎉) 👍'],
    [':heart::heart:', '❤️❤️'],
    ['two\n:cat:', 'two\n🐱'],
    ['`a` :cat: `b`', '`a` 🐱 `b`'],
  ])('%j', (typed, text) => {
    expect(withEmoji(typed)).toBe(text);
  });
});

describe('but nothing in', () => {
  test.each([
    'meet at 10:30:45',
    'fe80::100:1 and 2001:db8:100:1',
    'http://x:cat:y',
    'std::cat::x',
    ':no_such_name:',
    ': cat :',
    'a:cat:',
    '`x :cat:`',
    'ruby `a ? :cat: b`',
    '```\n:cat:\n```',
    '```ruby\nx\n:cat:',
  ])('%j', text => {
    expect(withEmoji(text)).toBe(text);
  });
});

test('the one that ends at the cursor is told with its place', () => {
  expect(shortcodeBefore('hi :cat: x', 8)).toEqual({from: 3, to: 8, emoji: '🐱'});
  for (const [text, to] of [
    ['hi :cat: x', 9],
    ['hi :cat: x', 7],
    ['`:cat:', 6],
    ['::', 2],
  ] as const) {
    expect(shortcodeBefore(text, to)).toBeNull();
  }
});
