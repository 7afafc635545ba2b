import {expect, test} from '@jest/globals';
import {replaces} from '../../../src/core/connections/link-choice.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import type {Link} from '../../../src/net/link/link.ts';

const SMALL = peerKey('1'.repeat(64));
const LARGE = peerKey('2'.repeat(64));

type Case = {
  readonly self?: typeof SMALL;
  /** Who dialled the link that stands, and who the new one. */
  readonly dials: readonly ['we' | 'they', 'we' | 'they'];
  readonly age?: number;
  readonly isRenewing?: boolean;
  readonly isAnew?: boolean;
};

function decide({self = SMALL, dials: [first, second], age = 0, isRenewing = false, isAnew = false}: Case) {
  const remoteKey = self === SMALL ? LARGE : SMALL;
  const link = (dialler: 'we' | 'they', instance: number) =>
    ({remoteKey, initiator: dialler === 'we', hello: {instance}}) as Link;
  return replaces(link(second, isAnew ? 8 : 7), link(first, 7), {selfKey: self, age, isRenewing});
}

test.each<[string, boolean, Case]>([
  ['they dial again: they gave the old one up', true, {dials: ['they', 'they']}],
  ['we dial again: the old one stays', false, {dials: ['we', 'we']}],
  ['we dial again to replace it', true, {dials: ['we', 'we'], isRenewing: true}],
  ['they dial while we replace it: that is no reason', false, {dials: ['they', 'we']}],
  ['they run anew', true, {dials: ['we', 'we'], isAnew: true}],
  ['both at once, our key is smaller: theirs stays', false, {dials: ['they', 'we'], self: SMALL}],
  ['both at once, our key is smaller: theirs comes', true, {dials: ['we', 'they'], self: SMALL}],
  ['both at once, our key is larger: ours comes', true, {dials: ['they', 'we'], self: LARGE}],
  ['both at once, our key is larger: ours stays', false, {dials: ['we', 'they'], self: LARGE}],
  ['they dial again, our key is smaller', true, {dials: ['they', 'they'], self: SMALL}],
  ['they dial again, our key is larger', true, {dials: ['they', 'they'], self: LARGE}],
  ['we dial again, our key is larger', false, {dials: ['we', 'we'], self: LARGE}],
  ['a dial takes five seconds at most', false, {dials: ['we', 'they'], self: LARGE, age: 5000}],
  ['they dial later than that', true, {dials: ['we', 'they'], self: LARGE, age: 5001}],
  ['we dial later than that', false, {dials: ['they', 'we'], age: 5001}],
])('%s', (_, expected, given) => {
  expect(decide(given)).toBe(expected);
});
