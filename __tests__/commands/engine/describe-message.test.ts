import {expect, test} from '@jest/globals';
import {describeMessage} from '../../../src/commands/engine/describe-message.ts';
import type {PeerKey, ReceiptView} from '../../../src/core/api/api.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {ANN_KEY, BOB_KEY, CAROL_KEY, entry, MINUTE, ownEntry, TEN_O_CLOCK} from '../../support/facts.ts';

const NAMES = new Map([
  [ANN_KEY, 'ann'],
  [BOB_KEY, 'bob'],
  [CAROL_KEY, 'carol'],
]);
const nameOf = (key: PeerKey) => safeText(NAMES.get(key) ?? 'nobody');

test('an own message: where it is, who got and read it and when, who reacted', () => {
  const message = ownEntry(1, 'tea?', {
    state: 'read',
    edited: true,
    reactions: [
      {emoji: safeText('👍'), authors: [BOB_KEY, CAROL_KEY]},
      {emoji: safeText('🎉'), authors: [ANN_KEY]},
    ],
  });
  const receipts: readonly ReceiptView[] = [
    {
      ...{key: BOB_KEY, state: 'read'},
      ...{delivered: TEN_O_CLOCK + 2 * MINUTE, read: TEN_O_CLOCK + 63 * MINUTE},
    },
    {key: CAROL_KEY, state: 'delivered', delivered: TEN_O_CLOCK + 5 * MINUTE, read: null},
  ];
  expect(describeMessage(nameOf, message, receipts).split('\n')).toEqual([
    `Message    ${message.id}`,
    'From       ann',
    'Written    2025-03-04 10:01',
    'State      read',
    'Delivered  bob, 2025-03-04 10:02',
    'Read       bob, 2025-03-04 11:03',
    'Delivered  carol, 2025-03-04 10:05',
    'Edited     yes',
    'Reaction   👍 bob, carol',
    'Reaction   🎉 ann',
  ]);
});

test('what is not known has no time', () => {
  const lines = (state: 'delivered' | 'read') =>
    describeMessage(nameOf, ownEntry(1, 'tea?', {state}), [
      {key: BOB_KEY, state, delivered: null, read: null},
    ])
      .split('\n')
      .slice(3);
  expect(lines('read')).toEqual(['State    read', 'Read     bob']);
  expect(lines('delivered')).toEqual(['State      delivered', 'Delivered  bob']);
});

test('a message of somebody else: when it came, and when it goes', () => {
  const late = entry(1, 'tea?', {arrived: TEN_O_CLOCK + 90 * MINUTE, lifetime: 3600, disappears: null});
  expect(describeMessage(nameOf, late, []).split('\n').slice(1)).toEqual([
    'From        bob',
    'Written     2025-03-04 10:01',
    'Came        2025-03-04 11:30',
    'Disappears  1 hour after it is delivered',
  ]);
  const ending = {...late, disappears: TEN_O_CLOCK + 150 * MINUTE};
  expect(describeMessage(nameOf, ending, [])).toMatch(/Disappears {2}2025-03-04 12:30$/);
});
