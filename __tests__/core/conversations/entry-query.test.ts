import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {directWith} from '../../../src/lib/conversation.ts';
import type {ConversationId} from '../../../src/lib/ids.ts';
import {befriend, createVillage, type Person, type Village} from '../../support/cores.ts';

let village: Village;
let ann: Person;
let bob: Person;

beforeEach(async () => {
  village = createVillage();
  ann = await village.person('ann');
  bob = await village.person('bob');
  await befriend(ann, bob);
});

afterEach(() => village.close());

function find(person: Person, conversation: ConversationId, entry: string) {
  return person.core.query({type: 'entry', conversation, entry});
}

test('a message is found by its id on both sides, a deleted one as such', async () => {
  const said = await ann.act({type: 'say', conversation: directWith(bob.key), kind: 'text', text: 'hello'});
  await bob.next('entries-added', ({entries}) => entries.some(({id}) => id === said.id));
  expect(await find(ann, directWith(bob.key), said.id)).toMatchObject({
    id: said.id,
    text: 'hello',
    outgoing: true,
  });
  expect(await find(bob, directWith(ann.key), said.id)).toMatchObject({
    id: said.id,
    text: 'hello',
    outgoing: false,
  });
  await ann.act({type: 'delete', conversation: directWith(bob.key), entry: said.id});
  expect(await find(ann, directWith(bob.key), said.id)).toMatchObject({deleted: true, text: ''});
});

test('what points at a message is none', async () => {
  const inBob = {conversation: directWith(bob.key)};
  const said = await ann.act({type: 'say', ...inBob, kind: 'text', text: 'hello'});
  await ann.act({type: 'react', ...inBob, entry: said.id, emoji: '👍'});
  const [author, epoch, sequence] = said.id.split('.');
  expect(await find(ann, inBob.conversation, `${author}.${epoch}.${Number(sequence) + 1}`)).toBeNull();
});

test.each(['', 'nonsense', 'aaaa22222222.1.1'])('%p is no message', async id => {
  expect(await find(ann, directWith(bob.key), id)).toBeNull();
});
