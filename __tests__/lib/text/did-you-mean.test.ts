import {expect, test} from '@jest/globals';
import {nearest} from '../../../src/lib/text/did-you-mean.ts';

const words = ['help', 'connect', 'disconnect', 'list', 'quit', 'msg'];

test.each([
  ['hlep', 'help'],
  ['helpp', 'help'],
  ['HELP', 'help'],
  ['conect', 'connect'],
  ['conenct', 'connect'],
  ['disconect', 'disconnect'],
  ['lsit', 'list'],
  ['quti', 'quit'],
  ['mgs', 'msg'],
])('%s is nearest to %s', (typed, word) => {
  expect(nearest(typed, words)).toBe(word);
});

test.each(['', 'x', 'join', 'theme', 'helicopter', '__proto__', 'x'.repeat(10_000)])(
  'nothing is near to %j',
  typed => {
    expect(nearest(typed, words)).toBeNull();
  },
);

test('of two the nearer one is taken, of equals the first', () => {
  expect(nearest('cast', ['cost', 'cart', 'cast'])).toBe('cast');
  expect(nearest('cast', ['cost', 'cart'])).toBe('cost');
});
