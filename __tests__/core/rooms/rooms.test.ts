import {afterEach, describe, expect, test} from '@jest/globals';
import {befriend, createVillage, quiet, until, type Village} from '../../support/cores.ts';
import {peopleOf, roomOf, say, texts, view} from '../../support/rooms.ts';

let village: Village;

afterEach(() => village.close());

async function three() {
  village = createVillage();
  const names = ['ann', 'bob', 'cem'] as const;
  return await peopleOf(village, names, name => (name === 'ann' ? {host: '10.0.0.1'} : {})); // tickets hold addresses, no names
}

describe('a room of three', () => {
  test('everybody reads what is said, also those who are no contacts of each other', async () => {
    const {ann, bob, cem} = await three();
    const room = await roomOf(ann, bob, cem);
    await say(ann, room, 'hello');
    await until(async () => (await texts(bob, room)).length === 1, 'bob to read it');
    await say(bob, room, 'hi all');
    await until(async () => (await texts(cem, room)).length === 2, 'cem to read it');
    await say(cem, room, 'me too');
    for (const person of [ann, bob, cem]) {
      await until(async () => (await texts(person, room)).length === 3, 'all three');
      expect(await texts(person, room)).toEqual(['hello', 'hi all', 'me too']);
    }
    expect((await bob.snapshot()).peers.find(({key}) => key === cem.key)?.relation).toBe('member');
  });

  test('a message is delivered once two others keep it', async () => {
    const {ann, bob, cem} = await three();
    const room = await roomOf(ann, bob, cem);
    const {id} = await say(ann, room, 'hello');
    await ann.next('delivery-changed', ({ids, state}) => ids.includes(id) && state === 'delivered');
  });

  test('whoever is removed hears of it, and of nothing that is said then', async () => {
    const {ann, bob, cem} = await three();
    const room = await roomOf(ann, bob, cem);
    await ann.act({type: 'remove-member', room, who: bob.key, isBan: false});
    await until(async () => (await view(bob, room))?.room?.state === 'removed', 'bob to hear of it');
    await say(ann, room, 'in private');
    await until(async () => (await texts(cem, room)).length === 1, 'cem to read it');
    await quiet();
    expect(await texts(bob, room)).toEqual([]);
    await expect(say(bob, room, 'hello?')).rejects.toMatchObject({code: 'NOT_A_MEMBER'});
  });

  test('somebody who is linked already comes in by a ticket, and hears of what is done from then on', async () => {
    const {ann, bob, cem} = await three();
    const room = await roomOf(ann, cem);
    const {link} = await ann.act({type: 'make-ticket', room, uses: 1, lifetime: null});
    await bob.act({type: 'use-ticket', ticket: link});
    await until(async () => (await view(bob, room))?.room?.state === 'member', 'bob to be let in');
    await say(ann, room, 'welcome');
    await until(async () => (await texts(bob, room)).includes('welcome'), 'bob to read it');
    expect((await bob.snapshot()).peers.find(({key}) => key === ann.key)).toMatchObject({
      ...{relation: 'contact', presence: 'online'},
    });
    expect(bob.all('act').map(({act: {kind, about}}) => [kind, ...about])).toEqual([
      ['founded'],
      ['joined', bob.key],
    ]); // and nothing of how cem came before
    const dan = await village.person('dan', {host: '10.0.0.4'});
    await befriend(ann, dan);
    await ann.act({type: 'invite-to-room', room, who: dan.key});
    const {act} = await bob.next('act', event => event.act.about.includes(dan.key));
    expect(act.kind).toBe('added');
  });

  test('a ban holds against tickets, and once it is taken back they lead in again, as invitations do', async () => {
    const {ann, bob, cem} = await three();
    const room = await roomOf(ann, bob, cem);
    const {link} = await ann.act({type: 'make-ticket', room, uses: 5, lifetime: null});
    for (const person of [bob, cem]) {
      await ann.act({type: 'remove-member', room, who: person.key, isBan: true});
      await until(async () => (await view(person, room))?.room?.state === 'removed', 'them to hear of it');
      await person.act({type: 'use-ticket', ticket: link});
      await expect(ann.act({type: 'invite-to-room', room, who: person.key})).rejects.toMatchObject({
        code: 'NO_POWER',
      });
      await ann.act({type: 'unban-member', room, who: person.key});
    }
    await bob.act({type: 'use-ticket', ticket: link});
    await until(async () => (await view(bob, room))?.room?.state === 'member', 'bob to be let in');
    await ann.act({type: 'invite-to-room', room, who: cem.key});
    await until(async () => (await view(ann, room))?.participants.length === 2, 'both to be in');
  });

  test('somebody comes in by a ticket of a stranger', async () => {
    const {ann, bob} = await three();
    const room = await roomOf(ann, bob);
    const dan = await village.person('dan');
    const {link} = await ann.act({type: 'make-ticket', room, uses: 5, lifetime: null});
    await dan.act({type: 'use-ticket', ticket: link});
    await until(async () => (await view(dan, room))?.room?.state === 'member', 'dan to be let in');
    await say(ann, room, 'welcome');
    await until(async () => (await texts(dan, room)).includes('welcome'), 'dan to read it');
    await say(dan, room, 'I am new');
    await until(async () => (await texts(bob, room)).includes('I am new'), 'bob to read it');
  });
});
