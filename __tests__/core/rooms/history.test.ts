import {afterEach, describe, expect, test} from '@jest/globals';
import type {ConversationId} from '../../../src/core/api/api.ts';
import {befriend, createVillage, type Person, quiet, until, type Village} from '../../support/cores.ts';
import {connectByHand} from '../../support/raw-member.ts';
import {enter, peopleOf, say, shows, stateIn, texts, view} from '../../support/rooms.ts';

let village: Village;

afterEach(() => village.close());

/** Ann founds a room, in which she and bob say something; then she asks dan in, her only contact beside bob. */
async function withPolicy(history: 'all' | 'join') {
  village = createVillage();
  const {ann, bob} = await peopleOf(village, ['ann', 'bob']);
  const {id: room} = await ann.act({type: 'create-room', name: 'berlin', history});
  await ann.act({type: 'invite-to-room', room, who: bob.key});
  await enter(bob, room);
  await say(ann, room, 'a1');
  await shows(bob, room, ['a1']);
  await say(bob, room, 'b1');
  await shows(ann, room, ['a1', 'b1']);
  return {ann, bob, room};
}

async function comesIn(ann: Person, room: ConversationId): Promise<Person> {
  const dan = await village.person('dan');
  await befriend(dan, ann);
  await ann.act({type: 'invite-to-room', room, who: dan.key});
  await until(async () => (await stateIn(dan, room)) === 'invited', 'the invitation');
  return dan;
}

describe('a newcomer', () => {
  test('gets all that was said, where the room is so', async () => {
    const {ann, room} = await withPolicy('all');
    const dan = await comesIn(ann, room);
    await dan.act({type: 'enter-room', room});
    await shows(dan, room, ['a1', 'b1']);
  });

  test('gets what was said after they were let in where the room is so, from any member, and the logs go on', async () => {
    const {ann, bob, room} = await withPolicy('join');
    const dan = await comesIn(ann, room);
    await say(ann, room, 'a2');
    await shows(bob, room, ['a1', 'b1', 'a2']);
    await say(bob, room, 'b2');
    await shows(bob, room, ['a1', 'b1', 'a2', 'b2']);
    await village.leave(ann); // bob alone is there, whom dan does not know otherwise
    await dan.act({type: 'enter-room', room});
    await dan.dial('bob');
    await shows(dan, room, ['a2', 'b2']);
    await say(bob, room, 'b3');
    await say(dan, room, 'd1');
    await shows(bob, room, ['a1', 'b1', 'a2', 'b2', 'b3', 'd1']);
    await shows(dan, room, ['a2', 'b2', 'b3', 'd1']);
  });

  test('is sent nothing that was said before, though they ask for it by hand', async () => {
    const {ann, bob, room} = await withPolicy('join');
    const dan = await comesIn(ann, room);
    await say(ann, room, 'a2');
    await shows(bob, room, ['a1', 'b1', 'a2']);
    await village.leave(dan);
    const {send, heard, log} = await connectByHand(village, {seed: 'dan'.charCodeAt(0), room});
    const logs = ann.database.rooms.logs(room).filter(({name}) => name.lane === 0);
    send({type: 'digest', room: 0, parts: Array.from({length: 64}, () => Buffer.alloc(16))});
    for (const [number, {name, last}] of logs.entries()) {
      send(log(number, name.author, 0, name.epoch), {type: 'want', log: number, after: 0, upTo: last});
    }
    const said = () => heard.flatMap(one => (one.type === 'entries' ? one.entries : []));
    await until(() => said().some(({kind}) => kind === 'text'), 'what may be had');
    await quiet();
    const bodies = said().flatMap(one => (one.kind === 'text' ? [one.body] : []));
    expect([...new Set(bodies)]).toEqual(['a2']);
  });

  test('sees how much is still to come', async () => {
    const {ann, room} = await withPolicy('all');
    await Promise.all(Array.from({length: 100}, (_, count) => say(ann, room, `text ${count}`)));
    const dan = await comesIn(ann, room);
    await dan.act({type: 'enter-room', room});
    await until(async () => (await texts(dan, room)).length === 102, 'all of it');
    const missing = dan
      .all('conversation-changed')
      .flatMap(({conversation}) => (conversation.id === room ? [conversation.room?.missing ?? 0] : []));
    expect(Math.max(...missing)).toBeGreaterThan(0);
    expect((await view(dan, room))?.room?.missing).toBe(0);
    await until(async () => missing.length > 0 && (await lastMissing(dan, room)) === 0, 'the end to be told');
  });
});

/** What was told last of how much is to come. */
async function lastMissing(person: Person, room: ConversationId): Promise<number | undefined> {
  const told = person.all('conversation-changed').filter(({conversation}) => conversation.id === room);
  return told.at(-1)?.conversation.room?.missing;
}
