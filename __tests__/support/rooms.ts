import type {ConversationId, ConversationView, EntryView} from '../../src/core/api/api.ts';
import {befriend, type Person, until, type Village} from './cores.ts';

/** Ann founds a room and asks these in, who go in. */
export async function roomOf(ann: Person, ...others: Person[]): Promise<ConversationId> {
  const {id: room} = await ann.act({type: 'create-room', name: 'berlin', history: 'all'});
  for (const other of others) {
    await ann.act({type: 'invite-to-room', room, who: other.key});
    await enter(other, room);
  }
  return room;
}

/** Goes into a room once the invitation is here. */
export async function enter(person: Person, room: ConversationId): Promise<void> {
  await until(async () => (await stateIn(person, room)) === 'invited', `an invitation at ${person.host}`);
  await person.act({type: 'enter-room', room});
  await until(async () => (await stateIn(person, room)) === 'member', `${person.host} to be let in`);
}

export async function view(person: Person, room: ConversationId): Promise<ConversationView | undefined> {
  return (await person.snapshot()).conversations.find(({id}) => id === room);
}

export async function stateIn(person: Person, room: ConversationId) {
  return (await view(person, room))?.room?.state;
}

export async function history(person: Person, room: ConversationId): Promise<readonly EntryView[]> {
  const query = {type: 'history', conversation: room, before: null, limit: 500} as const;
  return (await person.core.query(query)).entries;
}

export async function texts(person: Person, room: ConversationId): Promise<string[]> {
  return (await history(person, room)).map(({text}) => text);
}

export function say(person: Person, conversation: ConversationId, text: string) {
  return person.act({type: 'say', conversation, kind: 'text', text});
}

/** Waits until somebody shows these messages, and nothing else. */
export async function shows(person: Person, room: ConversationId, wanted: readonly string[]): Promise<void> {
  let last: readonly string[] = [];
  try {
    await until(async () => {
      last = await texts(person, room);
      return last.join('\n') === wanted.join('\n');
    });
  } catch {
    throw new Error(`${person.host} shows ${JSON.stringify(last)}, not ${JSON.stringify(wanted)}`);
  }
}

/** Somebody who has everybody else for a contact. */
export async function peopleOf<N extends string>(
  village: Village,
  names: readonly N[],
  optionsOf: (name: N) => Parameters<Village['person']>[1] = () => ({}),
): Promise<Record<N, Person>> {
  const people: Person[] = [];
  for (const name of names) {
    people.push(await village.person(name, optionsOf(name)));
  }
  const [first, ...others] = people;
  for (const other of others) {
    await befriend(first as Person, other);
  }
  return Object.fromEntries(names.map((name, at) => [name, people[at]])) as Record<N, Person>;
}
