import {expect, test} from '@jest/globals';
import {roomFacts} from '../../../src/core/build/room-facts.ts';
import {newRow} from '../../../src/core/rooms/room-actions.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {ANN_KEY, roomConversation} from '../../support/facts.ts';

const {id} = roomConversation('garden');

/** What the user is told of in a room with so many others. */
function notified(others: number, chosen: 'all' | 'mentions' | 'usual') {
  const keys = Array.from({length: others}, (_, n) => peerKey(n.toString(16).padStart(64, '0')));
  const rooms = {
    row: () => ({...newRow(id, safeText('garden')), state: 'member', notify: chosen}),
    others: () => keys,
    level: () => 1,
    here: () => [],
    missing: () => 0,
  };
  const base = {options: {database: {}}, self: {key: ANN_KEY}};
  return roomFacts(base as never, () => rooms as never).view(id)?.notify;
}

test('a room of more than 32 begins with mentions; what the user chose stays', () => {
  expect(newRow(id, safeText('garden')).notify).toBe('usual');
  expect([31, 32].map(others => notified(others, 'usual'))).toEqual(['all', 'mentions']);
  expect(notified(100, 'all')).toBe('all');
  expect(notified(2, 'mentions')).toBe('mentions');
});
