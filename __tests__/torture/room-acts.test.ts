import {expect, test} from '@jest/globals';
import {attackMembership} from '../../torture/support/membership-attack.ts';
import {createRandom} from '../../torture/support/random.ts';
import {violationsOf} from '../../torture/t30-room-acts.ts';

test('R2, R3, R4: acts that people without power date back change nothing, alone and together (T30)', () => {
  const report = attackMembership(createRandom(20_261_129).next, 1500);
  expect(violationsOf(report)).toBe(0);
  expect(report.acts).toBeGreaterThan(1000);
});
