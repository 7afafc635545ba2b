import {afterEach, expect, test} from '@jest/globals';
import type {ConversationId} from '../../../src/core/api/api.ts';
import {createVillage, type Person, until, type Village} from '../../support/cores.ts';
import {peopleOf, roomOf} from '../../support/rooms.ts';

let village: Village;

afterEach(() => village.close());

/** What somebody keeps of what a member told a room. */
function told(by: Person, room: ConversationId, member: Person) {
  const hint = by.database.rooms.member(room, member.key)?.hint ?? null;
  const [name, , , point, addresses] = hint === null ? [] : JSON.parse(Buffer.from(hint).toString());
  return {name, point, addresses: addresses?.length};
}

test('a newcomer hears who the others are, though that comes before the acts that let them in', async () => {
  village = createVillage();
  const {ann, bob, eve} = await peopleOf(village, ['ann', 'bob', 'eve']);
  const room = await roomOf(ann, bob, eve);
  await until(() => told(eve, room, bob).name === 'bob', 'the name of bob');
  await until(() => told(bob, room, eve).name === 'eve', 'the name of eve');
  expect((await eve.peer(bob.key))?.name).toBe('bob');
});

test('members hear a new name, and that somebody does not tell any more where they are', async () => {
  village = createVillage();
  const {ann, bob, eve} = await peopleOf(village, ['ann', 'bob', 'eve'], name =>
    name === 'bob' ? {host: '192.0.2.7'} : {},
  );
  const room = await roomOf(ann, bob, eve);
  await bob.act({type: 'rename', name: 'robert'});
  await until(() => told(eve, room, bob).name === 'robert', 'the new name of bob');
  expect(told(eve, room, bob).addresses).toBeGreaterThan(0);
  await bob.act({type: 'set', key: 'addresses', value: 'off'});
  await until(() => told(eve, room, bob).addresses === 0, 'no more addresses');
  expect(told(eve, room, bob)).toEqual({name: 'robert', point: null, addresses: 0});
  await bob.act({type: 'set', key: 'addresses', value: 'on'});
  await until(() => told(eve, room, bob).addresses > 0, 'addresses again');
});
