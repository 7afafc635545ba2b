import {expect, test} from '@jest/globals';
import {playRoom} from '../../torture/simulation/room-world.ts';
import {createRandom} from '../../torture/support/random.ts';

test.each([
  ['few members, everybody linked with everybody', 8, 0.2, 0],
  ['more members than anybody links with', 60, 0.3, 0],
  ['some members pass nothing on', 60, 0.2, 0.2],
] as const)('what is said reaches everybody who is there (T31): %s', (_, members, churn, swallowing) => {
  const random = createRandom(20_261_129).next;
  const report = playRoom({members, posts: 20, seconds: 60, churn, swallowing, random});
  expect(report.missed).toBe(0);
  expect(report.pairs).toBeGreaterThan(members * 5);
  expect(report.copies).toBeLessThan(3);
});
