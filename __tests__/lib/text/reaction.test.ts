import {expect, test} from '@jest/globals';
import {reactionOf} from '../../../src/lib/text/reaction.ts';

test.each([
  ['👍', '👍'],
  [' 👍 ', '👍'],
  ['👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦'],
  ['🇺🇦', '🇺🇦'],
  ['+', '+'],
  ['é', 'é'],
  ['\u0007', '␇'],
  ['', ''],
  ['  ', ''],
])('%j shows %j', (raw, shown) => {
  expect(reactionOf(raw)).toBe(shown);
});

test.each(['ok', '👍👎', 'a b', '+1', '\ud83d', `👩${'\u200d👩'.repeat(12)}`])('%j is no reaction', raw => {
  const shown = reactionOf(raw);
  expect(shown === null || shown === '\ufffd').toBe(true);
});
