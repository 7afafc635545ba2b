import {expect, test} from '@jest/globals';
import {createExpectedCallers} from '../../../src/core/reach/expected-callers.ts';
import {dayKey, reachKey} from '../../../src/identity/reach/day-key.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {ANN_KEY, BOB_KEY} from '../../support/facts.ts';

const NOW = 20785 * 86_400_000 + 1000;
const key = (seed: number) => reachKey(Buffer.alloc(32, seed));
const callers = [
  {key: ANN_KEY, points: [key(1).point, key(2).point]},
  {key: BOB_KEY, points: [key(3).point]},
];

function prepared() {
  const expected = createExpectedCallers(callers, NOW);
  while (expected.prepare()) {}
  return expected;
}

test.each([
  [1, 20785, ANN_KEY],
  [2, 20785, ANN_KEY],
  [3, 20785, BOB_KEY],
  [3, 20784, BOB_KEY],
  [3, 20786, BOB_KEY],
  [3, 20783, null],
  [3, 20787, null],
  [4, 20785, null],
] as const)('reach key %d on day %d is %s', (seed, day, who) => {
  expect(prepared().find(dayKey(key(seed), day).publicKey)).toBe(who);
});

test('an identity key or a reach point itself is nobody', () => {
  expect(prepared().find(key(1).point)).toBeNull();
  expect(prepared().find(new Uint8Array(0))).toBeNull();
});

test('today comes first, in pieces', () => {
  const many = Array.from({length: 150}, (_, index) => ({
    key: peerKey(String(index).padStart(64, '0')),
    points: [key(index).point],
  }));
  const expected = createExpectedCallers(many, NOW);
  const last = dayKey(key(149), 20785).publicKey;
  const pieces = [expected.prepare(), expected.find(last), expected.prepare(), expected.find(last)];
  expect(pieces).toEqual([true, null, true, many.at(-1)?.key]);
  expect([expected.prepare(), expected.prepare(), expected.prepare()]).toEqual([true, true, false]);
});
