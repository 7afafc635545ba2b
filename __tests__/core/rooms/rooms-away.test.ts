import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {createVillage, type Person, quiet, until, type Village} from '../../support/cores.ts';
import {enter, history, peopleOf, roomOf, say, shows, stateIn, texts, view} from '../../support/rooms.ts';

let village: Village;
let folder: string;

beforeEach(() => {
  village = createVillage();
  folder = mkdtempSync(join(tmpdir(), 'natter-'));
});

afterEach(async () => {
  await village.close();
  rmSync(folder, {recursive: true});
});

const pathOf = (name: string) => join(folder, `${name}.db`);

function comes(name: string): Promise<Person> {
  return village.person(name, {path: pathOf(name)});
}

function friends<N extends string>(...names: N[]): Promise<Record<N, Person>> {
  return peopleOf(village, names, name => ({path: pathOf(name)}));
}

describe('somebody who was removed while they were away', () => {
  test('hears of it from any member, and of nothing that was done after', async () => {
    const {ann, bob, ...friendsOfAnn} = await friends('ann', 'bob', 'cem');
    let {cem} = friendsOfAnn;
    const room = await roomOf(ann, bob, cem);
    await until(async () => (await view(cem, room))?.participants.length === 2, 'cem to know bob');
    await village.leave(cem);
    await ann.act({type: 'set-level', room, who: bob.key, level: 'admin'});
    await until(async () => (await view(bob, room))?.room?.level === 'admin', 'bob to be an admin');
    await bob.act({type: 'remove-member', room, who: cem.key, isBan: false});
    await bob.act({type: 'set-room', room, setting: 'topic', value: 'without cem'});
    await until(async () => (await view(ann, room))?.room?.topic === 'without cem', 'ann to know');
    await say(ann, room, 'in private');
    await shows(bob, room, ['in private']);
    await village.leave(ann);
    cem = await comes('cem');
    await cem.dial('bob'); // whom cem knows from the room alone
    await until(async () => (await stateIn(cem, room)) === 'removed', 'cem to hear of it');
    const acts = cem.all('act').map(({act: {kind, by}}) => [kind, by]);
    expect(acts.sort()).toEqual([
      ['removed', bob.key],
      ['role', ann.key],
    ]);
    expect((await view(cem, room))?.room?.topic).toBe('');
    expect(await texts(cem, room)).toEqual([]);
    expect(bob.all('request-received').filter(({peer}) => peer.key === cem.key)).toEqual([]);
    await village.leave(cem);
    await until(
      async () => !(await bob.snapshot()).peers.some(({key}) => key === cem.key),
      'bob to forget cem',
    );
  });
});

describe('a member who was away', () => {
  test('catches up from whoever is there, in order, once', async () => {
    let {ann, bob, cem} = await friends('ann', 'bob', 'cem');
    const room = await roomOf(ann, bob, cem);
    await say(ann, room, 'a1');
    await shows(bob, room, ['a1']);
    await shows(cem, room, ['a1']);
    await village.leave(cem);
    const said = ['a1'];
    for (const [who, text] of [
      [ann, 'a2'],
      [bob, 'b1'],
      [ann, 'a3'],
      [bob, 'b2'],
    ] as const) {
      await say(who, room, text);
      said.push(text);
      await shows(ann, room, said);
      await shows(bob, room, said);
    }
    await village.leave(ann); // bob, whom cem does not know otherwise, has it all
    cem = await comes('cem');
    await cem.dial('bob');
    await shows(cem, room, said);
    const came = cem.all('entries-added').flatMap(({entries}) => entries.map(({text}) => text));
    expect(came.sort()).toEqual(['a2', 'a3', 'b1', 'b2']);
    ann = await comes('ann');
    await quiet();
    await shows(ann, room, said);
    await shows(cem, room, said);
  });

  test('has said something just before the end: everybody has it once', async () => {
    let {ann, bob, cem} = await friends('ann', 'bob', 'cem');
    const room = await roomOf(ann, bob, cem);
    const saying = [say(bob, room, 'b1'), say(bob, room, 'b2')];
    await Promise.all(saying);
    await village.leave(bob);
    bob = await comes('bob');
    await bob.dial('ann');
    await say(bob, room, 'b3');
    for (const person of [ann, bob, cem]) {
      await shows(person, room, ['b1', 'b2', 'b3']);
    }
  });

  test('goes on after both of two were away', async () => {
    let {ann, bob} = await friends('ann', 'bob');
    const room = await roomOf(ann, bob);
    await say(ann, room, '1');
    await shows(bob, room, ['1']);
    await village.leave(ann);
    await say(bob, room, '2');
    await village.leave(bob);
    ann = await comes('ann');
    await say(ann, room, '3');
    bob = await comes('bob');
    await bob.dial('ann');
    await until(async () => (await texts(ann, room)).length === 3, 'ann to catch up');
    await until(async () => (await texts(bob, room)).length === 3, 'bob to catch up');
    expect((await texts(ann, room)).sort()).toEqual(['1', '2', '3']);
    expect(await texts(ann, room)).toEqual(await texts(bob, room));
  });
});

/** Three in a room; bob has left, and his database is the copy from before he said these, which the others have. */
async function bobAgainBefore(...later: readonly string[]) {
  let {ann, bob, cem} = await friends('ann', 'bob', 'cem');
  const room = await roomOf(ann, bob, cem);
  await say(bob, room, 'b1');
  await shows(ann, room, ['b1']);
  await village.leave(bob);
  cpSync(pathOf('bob'), join(folder, 'copy'));
  bob = await comes('bob');
  await bob.dial('ann');
  for (const text of later) {
    await say(bob, room, text);
  }
  await shows(cem, room, ['b1', ...later]);
  await shows(ann, room, ['b1', ...later]);
  await village.leave(bob);
  cpSync(join(folder, 'copy'), pathOf('bob'));
  return {ann, cem, room};
}

describe('an older copy of a database', () => {
  test('gets its own messages back and goes on behind them', async () => {
    const {ann, cem, room} = await bobAgainBefore('b2', 'b3');
    const bob = await comes('bob');
    await bob.dial('ann');
    await shows(bob, room, ['b1', 'b2', 'b3']);
    await say(bob, room, 'b4');
    for (const person of [ann, bob, cem]) {
      await shows(person, room, ['b1', 'b2', 'b3', 'b4']);
      expect(person.database.rooms.forks(room)).toEqual([]);
    }
  });

  test('that wrote before it heard: both branches are kept, and shown to everybody', async () => {
    const {ann, cem, room} = await bobAgainBefore('old');
    village.network.cut();
    const bob = await village.person('bob', {path: pathOf('bob'), host: 'elsewhere'});
    await say(bob, room, 'new');
    await bob.dial('ann');
    for (const person of [ann, bob, cem]) {
      await until(async () => (await texts(person, room)).length === 3, `${person.host} to have both`);
      expect((await texts(person, room)).sort()).toEqual(['b1', 'new', 'old']);
    }
    await say(bob, room, 'after');
    for (const person of [ann, bob, cem]) {
      await until(async () => (await texts(person, room)).includes('after'), `${person.host} to go on`);
      expect(await texts(person, room)).toEqual(await texts(ann, room));
    }
  });
});

test('a newcomer is told how much is still to come, and when nothing is', async () => {
  const {ann, bob} = await friends('ann', 'bob');
  const room = await roomOf(ann);
  await Promise.all(Array.from({length: 300}, (_, n) => say(ann, room, `${n}`)));
  await ann.act({type: 'invite-to-room', room, who: bob.key});
  await enter(bob, room);
  await until(async () => (await texts(bob, room)).length === 300, 'bob to have it all');
  await until(async () => (await view(bob, room))?.room?.missing === 0, 'nothing to be missing');
  const told = bob
    .all('conversation-changed')
    .flatMap(({conversation: {id, room: facts}}) => (id === room ? (facts?.missing ?? []) : []));
  expect(Math.max(...told)).toBeGreaterThan(0);
  expect(told.at(-1)).toBe(0);
});

describe('somebody who left', () => {
  test('comes in again over the same link', async () => {
    const {ann, bob} = await friends('ann', 'bob');
    const room = await roomOf(ann, bob);
    await bob.act({type: 'leave-room', room});
    await until(async () => (await ann.core.query({type: 'members', room})).length === 0, 'ann to hear it');
    await say(ann, room, 'without bob');
    await ann.act({type: 'invite-to-room', room, who: bob.key});
    await enter(bob, room);
    await shows(bob, room, ['without bob']);
    await say(bob, room, 'back');
    await shows(ann, room, ['without bob', 'back']);
  });

  test('and one who was removed does', async () => {
    const {ann, bob} = await friends('ann', 'bob');
    const room = await roomOf(ann, bob);
    await ann.act({type: 'remove-member', room, who: bob.key, isBan: false});
    await until(async () => (await stateIn(bob, room)) === 'removed', 'bob to hear it');
    await ann.act({type: 'invite-to-room', room, who: bob.key});
    await enter(bob, room);
    await say(bob, room, 'back');
    await shows(ann, room, ['back']);
    await say(ann, room, 'welcome');
    await shows(bob, room, ['back', 'welcome']);
  });
});

describe('somebody who deletes a room', () => {
  test('has left it for the others, has nothing of it, and comes in again as if anew', async () => {
    const {ann, bob, cem} = await friends('ann', 'bob', 'cem');
    const room = await roomOf(ann, bob, cem);
    await say(bob, room, 'from before');
    await shows(cem, room, ['from before']);
    await bob.act({type: 'forget-room', room});
    expect(bob.all('room-forgotten')).toEqual([{type: 'room-forgotten', conversation: room}]);
    expect(await view(bob, room)).toBeUndefined();
    expect((await bob.snapshot()).peers.map(({key}) => key)).toEqual([ann.key]); // cem was nobody else to bob
    await expect(say(bob, room, 'hello?')).rejects.toMatchObject({code: 'NO_CONVERSATION'});
    await until(async () => (await view(ann, room))?.participants.length === 1, 'ann to hear of it');
    await ann.act({type: 'invite-to-room', room, who: bob.key});
    await enter(bob, room);
    await say(bob, room, 'again');
    for (const person of [ann, bob, cem]) {
      await shows(person, room, ['from before', 'again']);
      expect(person.all('fork')).toEqual([]);
    }
  });
});

describe('what messages can do', () => {
  test('edits, deletions, reactions, replies, search and unread go through a room', async () => {
    const {ann, bob, cem} = await friends('ann', 'bob', 'cem');
    const room = await roomOf(ann, bob, cem);
    const {id} = await say(ann, room, 'helo');
    const {id: gone} = await say(ann, room, 'secret');
    await shows(cem, room, ['helo', 'secret']);
    await shows(bob, room, ['helo', 'secret']);
    expect((await view(bob, room))?.unread).toBe(2);
    await bob.act({
      type: 'mark-read',
      conversation: room,
      entries: (await history(bob, room)).map(one => one.id),
    });
    expect((await view(bob, room))?.unread).toBe(0);
    await ann.act({type: 'edit', conversation: room, entry: id, text: 'hello'});
    await ann.act({type: 'delete', conversation: room, entry: gone});
    const [first] = await history(bob, room);
    await bob.act({type: 'react', conversation: room, entry: first?.id as never, emoji: '👍'});
    await bob.act({type: 'say', conversation: room, kind: 'text', text: 'hi', replyTo: first?.id as never});
    for (const person of [ann, bob, cem]) {
      await until(async () => {
        const [one, two, three] = await history(person, room);
        return (
          one?.text === 'hello' && two?.deleted === true && three?.text === 'hi' && one.reactions.length === 1
        );
      }, `${person.host} to see all of it`);
      const [, , reply] = await history(person, room);
      expect(reply?.replyTo?.text).toBe('hello');
      const found = await person.core.query({type: 'search', text: 'hello', conversation: room, limit: 10});
      expect(found.hits.length).toBe(1);
    }
    // Nobody changes words of others.
    const [theirs] = await history(bob, room);
    await expect(
      bob.act({type: 'edit', conversation: room, entry: theirs?.id as never, text: 'x'}),
    ).rejects.toThrow();
    await bob.act({type: 'keep-draft', conversation: room, text: 'dra', screen: 's'});
    expect((await bob.core.query({type: 'drafts'})).map(({text}) => text)).toEqual(['dra']);
    await bob.act({type: 'mute', conversation: room, muted: true});
    expect((await view(bob, room))?.muted).toBe(true);
  });
});

describe('a room of eight', () => {
  test('two are cut off, talk on, and come back: all show the same', async () => {
    const names = ['ann', 'bob', 'cem', 'dan', 'eva', 'fay', 'gus', 'hal'] as const;
    const people = await friends(...names);
    const room = await roomOf(people.ann, ...names.slice(1).map(name => people[name]));
    await say(people.ann, room, 'all');
    for (const name of names) {
      await shows(people[name], room, ['all']);
    }
    await village.leave(people.gus);
    await village.leave(people.hal);
    const rest = names.slice(0, 6);
    for (const name of rest) {
      await say(people[name], room, `from ${name}`);
    }
    for (const name of ['gus', 'hal'] as const) {
      people[name] = await village.person(name, {path: pathOf(name), host: `${name}2`});
      await say(people[name], room, `from ${name}`);
    }
    await people.gus.dial('bob');
    await people.hal.dial('gus2');
    for (const name of names) {
      await until(async () => (await texts(people[name], room)).length === 9, `${name} to have all`);
    }
    const wanted = await texts(people.ann, room);
    for (const name of names) {
      expect(await texts(people[name], room)).toEqual(wanted);
    }
  });
});
