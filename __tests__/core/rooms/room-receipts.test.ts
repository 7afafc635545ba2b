import {expect, test} from '@jest/globals';
import {createRoomDelivery} from '../../../src/core/rooms/room-delivery.ts';
import type {LogEnd} from '../../../src/core/rooms/room-sync-types.ts';
import {BOB_KEY, CAROL_KEY, DAVE_KEY, roomConversation} from '../../support/facts.ts';

test('tells which members keep a message and who has read it, without those who were not heard of', () => {
  const {id: room} = roomConversation('Garden');
  const delivery = createRoomDelivery(
    () => [BOB_KEY, CAROL_KEY, DAVE_KEY],
    () => 0,
  );
  const end = (sequence: number) => ({log: {epoch: 7}, sequence}) as LogEnd;
  delivery.kept(room, BOB_KEY, end(3));
  delivery.kept(room, CAROL_KEY, end(2));
  delivery.read(room, CAROL_KEY, end(1));
  const unknown = {delivered: null, read: null};
  expect(delivery.receipts(room, 7, 1)).toEqual([
    {key: BOB_KEY, state: 'delivered', ...unknown},
    {key: CAROL_KEY, state: 'read', ...unknown},
  ]);
  expect(delivery.receipts(room, 7, 3)).toEqual([{key: BOB_KEY, state: 'delivered', ...unknown}]);
  expect(delivery.receipts(room, 8, 1)).toEqual([]);
});
