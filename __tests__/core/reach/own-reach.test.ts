import {expect, test} from '@jest/globals';
import {announcedSeed, dialledAs, rotatedSeed, uselessSeeds} from '../../../src/core/reach/own-reach.ts';
import {reachKey} from '../../../src/identity/reach/day-key.ts';
import type {OwnReachRow as ReachSeed} from '../../../src/storage/types.ts';

const DAY = 24 * 3_600_000;
const seed = (serial: number, created = 0): ReachSeed => ({serial, seed: Buffer.alloc(32, serial), created});

test('the newest is announced, and a rotation makes a newer one', () => {
  expect(announcedSeed([seed(2), seed(3), seed(1)]).serial).toBe(3);
  expect(rotatedSeed([seed(2), seed(3)], Buffer.alloc(32, 9), 5)).toEqual({
    serial: 4,
    seed: Buffer.alloc(32, 9),
    created: 5,
  });
  expect(rotatedSeed([], Buffer.alloc(32, 9), 5).serial).toBe(1);
  expect(() => announcedSeed([])).toThrow(TypeError);
});

test('a contact is dialled as the key that they confirmed, not as the newest', () => {
  const seeds = [seed(1), seed(2), seed(3)];
  expect(dialledAs(seeds, 2)).toEqual(reachKey(Buffer.alloc(32, 2)));
  expect(dialledAs(seeds, null)).toBeNull();
  expect(dialledAs([seed(3)], 2)).toBeNull();
});

test.each([
  ['all confirmed the newest', [3, 3], [1, 2]],
  ['one is behind', [3, 2], [1]],
  ['one confirmed nothing yet', [3, null], [1, 2]],
  ['nobody is there', [], [1, 2]],
  ['nobody confirmed anything', [null], [1, 2]],
  ['one is far behind', [1, 3], []],
] as const)('%s', (_, confirmed, useless) => {
  expect(uselessSeeds([seed(1), seed(2), seed(3)], confirmed, DAY).map(({serial}) => serial)).toEqual(
    useless,
  );
});

test('after 400 days an old one goes all the same, the announced one never', () => {
  expect(uselessSeeds([seed(1), seed(2)], [1], 400 * DAY)).toEqual([]);
  expect(uselessSeeds([seed(1), seed(2)], [1], 400 * DAY + 1).map(({serial}) => serial)).toEqual([1]);
});
