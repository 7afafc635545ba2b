import {expect, test} from '@jest/globals';
import {reachKey} from '../../../src/identity/reach/day-key.ts';
import {isPossessed, provePossession} from '../../../src/identity/reach/possession.ts';

const counting = Buffer.from(Array.from({length: 32}, (_, index) => index));
const key = reachKey(counting);
const owner = {person: Buffer.alloc(32, 0xaa), serial: 7, binding: counting};

test('the vector of docs/PROTOCOL.md', () => {
  const signature = provePossession(key, owner);
  expect(signature.toString('hex')).toBe(
    '95c9c8d378a88c7ec74e38010dc21e0d3322314b971c0d14c92ffd97ba641cc7' +
      'b130319149f837066b82814ef10cb6e8960d30ac910bc0ad543de61cf7f8910b',
  );
  expect(isPossessed(key.point, owner, signature)).toBe(true);
});

test.each([
  ['another person', {...owner, person: Buffer.alloc(32, 0xab)}],
  ['another serial', {...owner, serial: 8}],
  ['another link', {...owner, binding: Buffer.alloc(32)}],
])('it does not hold for %s', (_, other) => {
  expect(isPossessed(key.point, other, provePossession(key, owner))).toBe(false);
});

test('it holds for no other key, and not in part', () => {
  const signature = provePossession(key, owner);
  expect(isPossessed(reachKey(Buffer.alloc(32, 1)).point, owner, signature)).toBe(false);
  expect(isPossessed(key.point, owner, signature.subarray(1))).toBe(false);
});
