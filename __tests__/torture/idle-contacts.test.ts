import {expect, test} from '@jest/globals';
import {watchIdle} from '../../torture/t22-idle-contacts.ts';

test('contacts who say nothing are pinged once in 25 seconds, by one side', async () => {
  const {packets, linked} = await watchIdle(3, 1);
  expect(linked).toBe(3);
  expect(packets / 3).toBeLessThanOrEqual((2 * 600) / 25 + 1); // a ping and its answer, for ten minutes
  expect(packets / 3).toBeGreaterThan((2 * 600) / 30);
});
