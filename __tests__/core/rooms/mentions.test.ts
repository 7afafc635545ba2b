import {expect, test} from '@jest/globals';
import {mentionedIn} from '../../../src/core/rooms/mentions.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';
import {peer} from '../../support/facts.ts';

const [BOB, OTHER_BOB, BOBBY, CAROL, CAROL_SMITH] = ['b', 'c', 'd', 'e', 'f'].map(digit =>
  peerKey(digit.repeat(64)),
) as [never, never, never, never, never];
const members = [
  peer(BOB, 'bob'),
  peer(OTHER_BOB, 'bob', {name: safeLine(`bob·${peer(OTHER_BOB, '').id.slice(0, 4)}`)}),
  peer(BOBBY, 'Bobby'),
  peer(CAROL, 'Carol', {name: safeLine('sis')}),
  peer(CAROL_SMITH, 'Carol Smith'),
];
const tailOf = (key: typeof BOB) => peer(key, '').id.slice(0, 4);

test.each([
  ['hello', []],
  ['bob', []],
  ['@bob', [BOB, OTHER_BOB]],
  ['hi @BOB, hi', [BOB, OTHER_BOB]],
  [`@bob·${tailOf(OTHER_BOB)} and`, [OTHER_BOB]],
  [`@bob·${tailOf(BOB)}`, [BOB]],
  ['@bobby', [BOBBY]],
  ['@bobbyx @bobb', []],
  ['@carol: yes', [CAROL]],
  ['@sis!', [CAROL]],
  ['@carol smith', [CAROL_SMITH]],
  ['@carol smithy @bobby @carol', [CAROL, BOBBY]],
  ['mail@', []],
])('%s names %j', (text, expected) => {
  expect(mentionedIn(text, members)).toEqual(expected);
});
