import {type AttackReport, attackMembership} from './support/membership-attack.ts';
import {createRandom} from './support/random.ts';
import type {Figure} from './types.ts';

export const roomActs: Figure = {
  id: 'T30',
  title:
    'membership of rooms: random histories, and acts that people without power date back, alone and together',
  bar: '0 changes by backdated acts, 0 states that depend on the order, in 500,000 backdated acts',
  async run({quick, seed}) {
    const report = attackMembership(createRandom(seed).next, quick ? 5000 : 500_000);
    const {histories, acts, backdated} = report;
    return {
      result: `${histories} histories of ${acts} acts, ${backdated} backdated: ${violationsOf(report)} violations`,
      pass: violationsOf(report) === 0,
      notes: [JSON.stringify(report)],
    };
  },
};

/** Everything that must not happen, together. */
export function violationsOf({order, founder, power, returned, warrant}: AttackReport): number {
  return order + founder + power + returned + warrant;
}
