import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import type {DeliveryState, EntryId} from '../../../src/core/api/api.ts';
import {directWith} from '../../../src/lib/conversation.ts';
import {befriend, createVillage, type Person, quiet, until, type Village} from '../../support/cores.ts';

let village: Village;
let folder: string;

beforeEach(() => {
  village = createVillage();
  folder = mkdtempSync(join(tmpdir(), 'natter-delivery-'));
});

afterEach(async () => {
  await village.close();
  rmSync(folder, {recursive: true, force: true});
});

/** Ann and Bob, who talk to each other; their histories outlive them. */
async function friends(): Promise<readonly [Person, Person]> {
  const ann = await comes('ann');
  const bob = await comes('bob');
  await befriend(ann, bob);
  return [ann, bob];
}

function comes(name: 'ann' | 'bob', more: {readonly receipts?: boolean} = {}): Promise<Person> {
  return village.person(name, {path: join(folder, `${name}.db`), ...more});
}

/** The states that an own entry went through, as events told them. */
function statesOf({events}: Person, id: EntryId): DeliveryState[] {
  return events.flatMap(event =>
    event.type === 'delivery-changed' && event.ids.includes(id) ? [event.state] : [],
  );
}

/** What stands in a conversation, oldest first. */
async function texts(person: Person, other: Person): Promise<string[]> {
  const query = {type: 'history', conversation: directWith(other.key), before: null, limit: 1000} as const;
  return (await person.core.query(query)).entries.map(entry => entry.text);
}

async function readAll(reader: Person, writer: Person): Promise<void> {
  const query = {type: 'history', conversation: directWith(writer.key), before: null, limit: 1000} as const;
  const {entries} = await reader.core.query(query);
  await reader.act({
    type: 'mark-read',
    conversation: directWith(writer.key),
    entries: entries.map(({id}) => id),
  });
}

async function disconnected(...people: readonly Person[]): Promise<void> {
  await Promise.all(people.map(person => person.next('peer-offline')));
}

async function online(...people: readonly Person[]): Promise<void> {
  await Promise.all(people.map(person => person.next('peer-online')));
}

describe('the state of a message', () => {
  test('goes from queued to sent to delivered to read, and the answer says queued', async () => {
    const [ann, bob] = await friends();
    const said = await ann.act({type: 'say', conversation: directWith(bob.key), kind: 'text', text: 'hello'});
    expect(said).toMatchObject({outgoing: true, text: 'hello', author: ann.key});
    const heard = await bob.next('entries-added');
    expect(heard.entries).toMatchObject([{id: said.id, outgoing: false, text: 'hello', state: null}]);
    await ann.next('delivery-changed', ({state}) => state === 'delivered');
    await readAll(bob, ann);
    await ann.next('delivery-changed', ({state}) => state === 'read');
    expect(statesOf(ann, said.id)).toEqual(['sent', 'delivered', 'read']);
  });

  test('is queued while nobody is there, and again when a link is lost before the answer', async () => {
    const [ann, bob] = await friends();
    village.network.stall();
    const said = await ann.act({
      type: 'say',
      conversation: directWith(bob.key),
      kind: 'text',
      text: 'into the void',
    });
    await ann.next('delivery-changed', ({state}) => state === 'sent');
    village.network.cut();
    await disconnected(ann);
    expect(statesOf(ann, said.id)).toEqual(['sent', 'queued']);
    village.network.flow();
    await ann.next('delivery-changed', ({state}) => state === 'delivered');
    expect(statesOf(ann, said.id)).toEqual(['sent', 'queued', 'sent', 'delivered']);
    expect(await texts(bob, ann)).toEqual(['into the void']);
  });

  test('outlives a restart', async () => {
    const [ann, bob] = await friends();
    await ann.say(bob.key, 'one');
    await bob.next('entries-added');
    await readAll(bob, ann);
    await ann.next('delivery-changed', ({state}) => state === 'read');
    await village.leave(bob);
    await ann.next('peer-offline');
    await ann.say(bob.key, 'two');
    await village.leave(ann);
    const again = await comes('ann');
    const query = {type: 'history', conversation: directWith(bob.key), before: null, limit: 9} as const;
    const {entries} = await again.core.query(query);
    expect(entries.map(({text, state}) => [text, state])).toEqual([
      ['one', 'read'],
      ['two', 'queued'],
    ]);
  });
});

describe('receipts', () => {
  test('are not sent while they are off, and say all once they are on', async () => {
    const [ann, bob] = await friends();
    await bob.act({type: 'set-receipts', on: false});
    const said = await ann.act({type: 'say', conversation: directWith(bob.key), kind: 'text', text: 'psst'});
    await bob.next('entries-added');
    await readAll(bob, ann);
    await ann.next('delivery-changed', ({state}) => state === 'delivered');
    await quiet();
    expect(statesOf(ann, said.id)).toEqual(['sent', 'delivered']);
    await bob.act({type: 'set-receipts', on: true});
    await ann.next('delivery-changed', ({state}) => state === 'read');
  });

  test('stay off over a new link where the settings say so', async () => {
    const [ann, bob] = await friends();
    await ann.say(bob.key, 'psst');
    await bob.next('entries-added');
    await village.leave(bob);
    await ann.next('peer-offline');
    const again = await comes('bob', {receipts: false});
    await online(ann);
    await readAll(again, ann);
    await quiet();
    expect(ann.all('delivery-changed').map(event => event.state)).not.toContain('read');
  });
});

describe('after a time apart', () => {
  test('each gets what the other wrote, in order and once, whoever comes back first', async () => {
    const [ann, bob] = await friends();
    await village.leave(bob);
    await ann.next('peer-offline');
    for (const text of ['a1', 'a2', 'a3']) {
      await ann.say(bob.key, text);
    }
    await village.leave(ann);
    const bobAlone = await comes('bob');
    for (const text of ['b1', 'b2']) {
      await bobAlone.say(ann.key, text);
    }
    const annAgain = await comes('ann');
    await annAgain.next('entries-added', ({entries}) => entries.some(entry => entry.text === 'b2'));
    await bobAlone.next('entries-added', ({entries}) => entries.some(entry => entry.text === 'a3'));
    const [atAnn, atBob] = [await texts(annAgain, bob), await texts(bobAlone, ann)];
    expect(atBob).toEqual(atAnn);
    expect(atAnn.filter(text => text.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(atAnn.filter(text => text.startsWith('b'))).toEqual(['b1', 'b2']);
  });

  test('a cut in the middle of much loses and doubles nothing', async () => {
    const [ann, bob] = await friends();
    const all = Array.from({length: 600}, (_, index) => `message ${index}`);
    for (let cut = 0; cut < 3; cut++) {
      const said = Promise.all(all.slice(200 * cut, 200 * (cut + 1)).map(text => ann.say(bob.key, text)));
      await bob.next('entries-added', ({entries}) =>
        entries.some(({text}) => text === `message ${200 * cut}`),
      );
      village.network.cut();
      await bob.next('peer-offline');
      await bob.next('peer-online');
      await said;
    }
    await until(async () => (await texts(bob, ann)).length >= 600);
    await quiet();
    expect(await texts(bob, ann)).toEqual(all);
  });
});

describe('a lost link', () => {
  test('comes back by itself', async () => {
    const [ann, bob] = await friends();
    village.network.cut();
    await disconnected(ann, bob);
    await online(ann, bob);
    await ann.say(bob.key, 'here again');
    await bob.next('entries-added');
  });
});

describe('a link that somebody ended', () => {
  test('stays ended, over restarts of both, until somebody dials', async () => {
    const [ann, bob] = await friends();
    await ann.act({type: 'disconnect', who: bob.key});
    await disconnected(ann, bob);
    await quiet();
    expect([ann, bob].map(person => person.all('peer-online').length)).toEqual([1, 1]);
    await village.leave(bob);
    await village.leave(ann);

    const annAgain = await comes('ann');
    const bobAgain = await comes('bob');
    await quiet(200);
    expect([...annAgain.all('peer-online'), ...bobAgain.all('peer-online')]).toEqual([]);

    await bobAgain.dial('ann');
    await online(annAgain, bobAgain);
    village.network.cut(); // from now on it is brought back by itself again
    await disconnected(annAgain, bobAgain);
    await online(annAgain, bobAgain);
  });
});

describe('both dial at once', () => {
  test('and share one link', async () => {
    const [ann, bob] = await friends();
    await ann.act({type: 'disconnect', who: bob.key});
    await disconnected(ann, bob);
    for (let round = 0; round < 10; round++) {
      const dials = await Promise.allSettled([ann.dial('bob'), bob.dial('ann')]);
      expect(dials.some(dial => dial.status === 'fulfilled')).toBe(true);
      await ann.say(bob.key, `round ${round}`);
      await bob.next('entries-added', ({entries}) => entries.some(({text}) => text === `round ${round}`));
      await quiet();
      expect([await ann.peer(bob.key), await bob.peer(ann.key)]).toMatchObject([
        {presence: 'online'},
        {presence: 'online'},
      ]);
      await ann.act({type: 'disconnect', who: bob.key});
      await until(async () => (await bob.peer(ann.key))?.presence === 'offline');
    }
    expect(ann.all('peer-online')).toHaveLength(11); // one for each link, with the first one
    expect(ann.all('peer-offline')).toHaveLength(11);
  });

  test('a second dial to somebody who is there finds the link that is there', async () => {
    const [ann, bob] = await friends();
    await expect(ann.dial('bob')).resolves.toMatchObject({key: bob.key, presence: 'online'});
    await expect(bob.dial('ann')).resolves.toMatchObject({key: ann.key, presence: 'online'});
    expect(ann.all('peer-online')).toHaveLength(1);
    await expect(ann.dial('ann')).rejects.toMatchObject({code: 'SELF_CONNECTION'});
  });
});

describe('somebody unknown who dials', () => {
  test('asks, where that is how it is', async () => {
    const ann = await village.person('ann');
    const bob = await village.person('bob');
    expect(await ann.dial('bob')).toMatchObject({relation: 'asking', presence: 'online'});
    const {peer} = await bob.next('request-received');
    expect(peer).toMatchObject({key: ann.key, name: 'ann', relation: 'request'});
    await ann.say(bob.key, 'let me in');
    await quiet();
    expect(bob.all('entries-added')).toEqual([]);
    await expect(bob.say(ann.key, 'who?')).rejects.toMatchObject({code: 'NO_CONVERSATION'});
    await bob.act({type: 'accept', who: ann.key});
    expect((await bob.next('entries-added')).entries).toMatchObject([{text: 'let me in'}]);
    expect((await ann.next('request-accepted')).peer).toMatchObject({relation: 'contact'});
  });

  test('is welcome, where all are', async () => {
    const ann = await village.person('ann');
    const bob = await village.person('bob', {requests: 'open'});
    await ann.dial('bob');
    await ann.next('request-accepted');
    await ann.say(bob.key, 'hello');
    await bob.next('entries-added');
    expect(bob.all('request-received')).toEqual([]);
  });

  test('is refused, where nobody is let in, and leaves no trace', async () => {
    const ann = await village.person('ann');
    const bob = await village.person('bob', {requests: 'closed'});
    await expect(ann.dial('bob')).rejects.toMatchObject({
      code: 'NOT_NATTER',
      message: expect.stringContaining('takes no requests'),
    });
    expect(bob.database.peers()).toEqual([]);
    expect(ann.database.peers()).toEqual([]);
  });

  test('is told no, and stays out', async () => {
    const ann = await village.person('ann');
    const bob = await village.person('bob');
    await ann.dial('bob');
    await bob.next('request-received');
    await bob.act({type: 'decline', who: ann.key});
    expect((await ann.next('request-declined')).peer.key).toBe(bob.key);
    expect(await ann.next('peer-offline')).toMatchObject({reason: 'declined'});
    await expect(ann.dial('bob')).rejects.toMatchObject({code: 'PEER_REFUSED'});
    await quiet();
    expect(bob.all('request-received')).toHaveLength(1);
  });
});

test('two peers of one name stay two, and are called by a piece of their ids', async () => {
  const ann = await village.person('ann', {requests: 'open'});
  const first = await village.person('bob', {seed: 50, host: 'first'});
  const second = await village.person('bob', {seed: 51, host: 'second', requests: 'open'});
  await first.dial('ann');
  await ann.next('peer-online');
  expect((await ann.peer(first.key))?.name).toBe('bob');
  await ann.act({type: 'disconnect', who: 'bob'});
  await ann.dial('second').catch(() => {});
  const {peers} = await ann.snapshot();
  expect(new Set(peers.map(peer => peer.name)).size).toBe(2);
  // The second is set apart: until it is trusted, it changes nothing about the first.
  expect(peers.map(peer => peer.name).toSorted()).toEqual(['bob', `bob·${second.id.slice(0, 4)}`]);
  expect(await ann.act({type: 'resolve', who: 'bob'})).toMatchObject({key: first.key});
  await ann.act({type: 'trust', who: second.id});
  expect((await ann.snapshot()).peers.map(peer => peer.name).toSorted()).toEqual(
    [first, second].map(person => `bob·${person.id.slice(0, 4)}`).toSorted(),
  );
  await expect(ann.act({type: 'resolve', who: 'bob'})).rejects.toMatchObject({code: 'WHO_AMBIGUOUS'});
  expect(await ann.act({type: 'resolve', who: second.id})).toMatchObject({key: second.key});
});
