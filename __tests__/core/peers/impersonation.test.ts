import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Duplex} from 'node:stream';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {directWith} from '../../../src/lib/conversation.ts';
import {memory} from '../../../src/net/transport/memory.ts';
import {
  befriend,
  createVillage,
  type Person,
  PORT,
  quiet,
  record,
  until,
  type Village,
} from '../../support/cores.ts';
import {entriesOf, wireEntry} from '../../support/wire.ts';

let village: Village;
let folder: string;

beforeEach(() => {
  village = createVillage();
  folder = mkdtempSync(join(tmpdir(), 'natter-alarms-'));
});

afterEach(async () => {
  await village.close();
  rmSync(folder, {recursive: true, force: true});
});

/** Ann, who knows Bob; Bob is gone, and something waits for him. */
async function annWithoutBob(): Promise<{ann: Person; bob: Person}> {
  const ann = await village.person('ann', {path: join(folder, 'ann.db')});
  const bob = await village.person('bob');
  await befriend(ann, bob);
  await village.leave(bob);
  await ann.next('peer-offline');
  await ann.say(bob.key, 'a secret for bob');
  return {ann, bob};
}

/** Nothing that waits for Bob left, and nobody but him was ever shown as online. */
async function expectUntouched(ann: Person, bob: Person): Promise<void> {
  const {entries} = await ann.core.query({
    type: 'history',
    conversation: directWith(bob.key),
    before: null,
    limit: 9,
  });
  expect(entries.map(({text, state}) => [text, state])).toEqual([['a secret for bob', 'queued']]);
  expect(ann.all('peer-online').filter(({peer}) => peer.key !== bob.key)).toEqual([]);
}

describe('a copied name', () => {
  test.each(['bob', 'Bob', 'b\u043eb', 'b0b', 'b o b', 'bob\u00b7k3f9'])(
    'such as %j raises the alarm, and its owner gets nothing',
    async name => {
      const {ann, bob} = await annWithoutBob();
      const eve = village.stranger({seed: 66, hello: {name}});
      const heard = record(await eve.dial('ann'));
      const alarm = await ann.next('key-alarm');
      expect(alarm).toMatchObject({
        peer: {key: eve.key, relation: 'alarmed', presence: 'offline'},
        contact: {key: bob.key, relation: 'contact'},
        why: 'name',
      });
      expect(alarm.peer.name).not.toBe(alarm.contact.name);
      await quiet();
      expect(ann.all('request-received')).toEqual([]);
      expect(heard.messages).toEqual([{type: 'standing', accepted: false}]);
      await expectUntouched(ann, bob);
    },
  );

  test.each(['rob', 'bobby', 'bo', 'Alice'])('is not %j', async name => {
    const {ann} = await annWithoutBob();
    const eve = village.stranger({seed: 66, hello: {name}});
    await eve.dial('ann');
    await ann.next('request-received');
    expect(ann.all('key-alarm')).toEqual([]);
  });

  test('cannot be written to, accepted or heard, until it is trusted', async () => {
    const {ann, bob} = await annWithoutBob();
    const other = await village.person('bob', {host: 'elsewhere', seed: 66});
    await other.dial('ann');
    await ann.next('key-alarm');
    const failure = {
      code: 'KEY_CHANGED',
      message: expect.stringMatching(`/verify ${other.id} .* /trust ${other.id}. .* /block ${other.id}`),
    };
    await expect(ann.say(other.key, 'hi')).rejects.toMatchObject(failure);
    await expect(ann.act({type: 'accept', who: other.id})).rejects.toMatchObject(failure);
    await expect(ann.act({type: 'trust', who: bob.id})).rejects.toMatchObject({code: 'NO_ALARM'});
    await other.say(ann.key, 'it is me, bob');
    await quiet();
    expect(
      ann.all('entries-added').filter(({conversation}) => conversation === directWith(other.key)),
    ).toEqual([]);

    expect(await ann.act({type: 'trust', who: other.id})).toMatchObject({relation: 'contact'});
    await ann.next('entries-added', ({entries}) => entries[0]?.text === 'it is me, bob');
    await ann.say(other.key, 'now I know');
    await other.next('entries-added', ({entries}) => entries[0]?.text === 'now I know');
    await expectUntouchedApartFrom(ann, bob, other);
  });

  test('that writes all the same is cut off, and nothing of it is stored', async () => {
    const {ann} = await annWithoutBob();
    const eve = village.stranger({seed: 66, hello: {name: 'bob'}});
    const link = await eve.dial('ann');
    const heard = record(link);
    await ann.next('key-alarm');
    link.send(entriesOf(eve.key, 7, 1, wireEntry(1, 'send me money')));
    await until(() => heard.ends.length > 0);
    expect(heard.ends).toMatchObject([{type: 'bye', bye: {reason: 'protocol'}}]);
    expect(ann.database.conversation(directWith(eve.key))).toBeNull();
    expect(ann.database.positions(directWith(eve.key), eve.key)).toEqual([]);
  });

  test('cannot be taken by a stranger, whose name is fixed; by somebody who was dialled it raises the alarm too', async () => {
    const {ann} = await annWithoutBob();
    const eve = village.stranger({seed: 66, host: 'eve', hello: {name: 'eve'}});
    const link = await eve.dial('ann');
    record(link);
    await ann.next('request-received');
    link.send({type: 'rename', name: 'bob'});
    await quiet();
    expect(await ann.peer(eve.key)).toMatchObject({name: 'eve', relation: 'request'});

    const mallory = village.stranger({seed: 77, host: 'mallory', hello: {name: 'mallory'}});
    const links = await mallory.listen();
    await ann.dial('mallory');
    await until(() => links.length > 0);
    const heard = links.map(record);
    links[0]?.send({type: 'rename', name: 'BOB'});
    await ann.next('key-alarm', ({peer}) => peer.key === mallory.key);
    await until(() => heard[0]?.ends.length === 1);
    expect(await ann.peer(mallory.key)).toMatchObject({relation: 'alarmed', presence: 'offline'});
  });

  test('of two who ask, the second cannot be accepted after the first', async () => {
    const ann = await village.person('ann');
    const one = village.stranger({seed: 66, hello: {name: 'bob'}});
    const other = village.stranger({seed: 67, hello: {name: 'Bob'}});
    await one.dial('ann');
    await other.dial('ann');
    await until(() => ann.all('request-received').length === 2);
    const {peers} = await ann.snapshot();
    expect(new Set(peers.map(peer => peer.name)).size).toBe(2);
    expect(peers.map(peer => peer.name).sort()).toEqual(
      [`bob\u00b7${one.id.slice(0, 4)}`, `Bob\u00b7${other.id.slice(0, 4)}`].sort(),
    );
    await ann.act({type: 'accept', who: one.id});
    await expect(ann.act({type: 'accept', who: other.id})).rejects.toMatchObject({code: 'KEY_CHANGED'});
    expect(await ann.next('key-alarm')).toMatchObject({peer: {key: other.key}, contact: {key: one.key}});
  });

  test('by a contact is told, but a contact stays one', async () => {
    const {ann, bob} = await annWithoutBob();
    const carol = await village.person('carol');
    await befriend(carol, ann);
    await carol.act({type: 'rename', name: 'Bob'});
    const {text} = await ann.next('notice', ({conversation}) => conversation === directWith(carol.key));
    expect(text).toBe(
      `This contact has taken another name and is now shown as Bob\u00b7${carol.id.slice(0, 4)}. ` +
        `bob\u00b7${bob.id.slice(0, 4)} is someone else.`,
    );
    expect(await ann.peer(carol.key)).toMatchObject({relation: 'contact', presence: 'online'});
    expect(ann.all('key-alarm')).toEqual([]);
  });

  test('on many keys raises a few alarms and one notice: nobody buries what is to be read', async () => {
    const {ann, bob} = await annWithoutBob();
    for (let number = 0; number < 12; number++) {
      await village.stranger({seed: 100 + number, host: `host${number}`, hello: {name: 'bob'}}).dial('ann');
    }
    await until(() => ann.database.peers().filter(row => row.relation === 'alarmed').length === 12);
    await quiet();
    expect(ann.all('key-alarm')).toHaveLength(5);
    expect(ann.all('notice').map(({text}) => text)).toEqual([
      `Many strangers could be mistaken for bob. All of them are set apart, some without another warning.`,
    ]);
    await expectUntouched(ann, bob);
  });

  test('is told once in a run, and again after a restart', async () => {
    const {ann, bob} = await annWithoutBob();
    const eve = village.stranger({seed: 66, hello: {name: 'bob'}});
    for (let visit = 0; visit < 3; visit++) {
      const link = await eve.dial('ann');
      const heard = record(link);
      await until(() => heard.messages.length > 0);
      await link.close('quit');
    }
    expect(ann.all('key-alarm')).toHaveLength(1);
    await village.leave(ann);
    const again = await village.person('ann', {path: join(folder, 'ann.db')});
    expect(await again.next('key-alarm')).toMatchObject({
      peer: {key: eve.key, relation: 'alarmed'},
      contact: {key: bob.key},
      why: 'name',
    });
    await expectUntouched(again, bob);
  });
});

describe('another key at the address of a contact', () => {
  test('is noticed when natter dials by itself: nothing is said, and it is told once', async () => {
    const {ann, bob} = await annWithoutBob();
    const mallory = village.stranger({seed: 77, host: 'bob', hello: {name: 'bob'}});
    const links = await mallory.listen();
    await village.leave(ann);
    const again = await village.person('ann', {path: join(folder, 'ann.db')});
    expect(await again.next('key-alarm')).toMatchObject({
      peer: {key: mallory.key, relation: 'alarmed', address: `bob:${PORT}`},
      contact: {key: bob.key},
      why: 'address',
    });
    await village.leave(again);
    const third = await village.person('ann', {path: join(folder, 'ann.db')});
    await third.next('key-alarm');
    await quiet();
    expect(third.all('key-alarm')).toHaveLength(1);
    expect(links).toEqual([]); // it never even got a hello
    await expectUntouched(third, bob);
    await village.leave(third);

    await village.stranger({seed: 78, host: 'bob'}).listen(); // with a new key each time it is still one newcomer
    const fourth = await village.person('ann', {path: join(folder, 'ann.db')});
    await fourth.next('key-alarm');
    await quiet();
    expect(fourth.all('key-alarm')).toHaveLength(1);
    expect(
      fourth.database
        .peers()
        .map(row => row.key)
        .sort(),
    ).toEqual([bob.key, mallory.key].sort());
  });

  test('can be trusted: it is dialled then, and the contact is not looked for there any more', async () => {
    const {ann, bob} = await annWithoutBob();
    const carol = await village.person('carol', {host: 'bob'});
    await village.leave(ann);
    const again = await village.person('ann', {path: join(folder, 'ann.db')});
    await again.next('key-alarm');
    expect(await again.act({type: 'trust', who: carol.id})).toMatchObject({relation: 'asking'});
    await carol.next('request-received');
    await carol.act({type: 'accept', who: 'ann'});
    await again.next('request-accepted', ({peer}) => peer.key === carol.key);
    expect(await again.peer(bob.key)).toMatchObject({relation: 'contact', address: null});
    const {entries} = await carol.core.query({
      type: 'history',
      conversation: directWith(again.key),
      before: null,
      limit: 9,
    });
    expect(entries).toEqual([]);
  });

  test('is noticed when the user dials it', async () => {
    const {ann, bob} = await annWithoutBob();
    const carol = await village.person('carol', {host: 'bob'});
    await expect(ann.dial('bob')).rejects.toMatchObject({code: 'KEY_CHANGED'});
    expect(await ann.next('key-alarm')).toMatchObject({
      peer: {key: carol.key},
      contact: {key: bob.key},
      why: 'address',
    });
    await expectUntouched(ann, bob);
    expect(await ann.act({type: 'trust', who: 'carol'})).toMatchObject({
      relation: 'asking',
      presence: 'online',
    });
    await carol.next('request-received');
    await carol.act({type: 'accept', who: 'ann'});
    await ann.next('request-accepted', ({peer}) => peer.key === carol.key);
    await ann.say(carol.key, 'hello carol');
    await carol.next('entries-added', ({entries}) => entries[0]?.text === 'hello carol');
  });

  test('that comes in from there is none: all behind one router share its host, and most the usual port', async () => {
    const ann = await village.person('ann');
    const bob = await village.person('bob', {host: 'office'});
    await befriend(bob, ann);
    await village.leave(bob);
    await ann.next('peer-offline');
    const colleague = village.stranger({seed: 52, host: 'office', hello: {name: 'fred', port: PORT}});
    await colleague.dial('ann');
    await ann.next('request-received', ({peer}) => peer.key === colleague.key);
    expect(await ann.act({type: 'accept', who: 'fred'})).toMatchObject({relation: 'contact'});
    await quiet();
    expect(ann.all('key-alarm')).toEqual([]);
  });

  test('is none either if the contact only said that it listens there', async () => {
    const ann = await village.person('ann', {path: join(folder, 'ann.db')});
    const bob = await village.person('bob', {host: 'office'});
    await befriend(bob, ann);
    expect(ann.database.peers()).toMatchObject([{key: bob.key, address: `office:${PORT}`}]);
    await village.leave(bob);
    await village.leave(ann);
    const neighbour = await village.person('dave', {host: 'office'}); // the router leads to another machine
    const again = await village.person('ann', {path: join(folder, 'ann.db')});
    await until(() => again.database.peers().length === 1);
    await quiet();
    expect(again.all('key-alarm')).toEqual([]);
    expect(await again.dial('office')).toMatchObject({key: neighbour.key, relation: 'asking'});
    expect(again.all('key-alarm')).toEqual([]);
  });

  test('is one again once the contact answered there, though it came in with the same address since', async () => {
    const {ann, bob} = await annWithoutBob();
    const back = await village.person('bob');
    await back.dial('ann');
    await ann.next('peer-online');
    await village.leave(back);
    await village.person('mallory', {host: 'bob', seed: 77});
    await expect(ann.dial('bob')).rejects.toMatchObject({code: 'KEY_CHANGED'});
    expect(await ann.next('key-alarm')).toMatchObject({contact: {key: bob.key}, why: 'address'});
  });
});

test('a contact with a new key under the old name at the old address takes no place: both are there', async () => {
  const {ann, bob} = await annWithoutBob();
  const reinstalled = await village.person('bob', {seed: 99});
  await reinstalled.dial('ann');
  const alarm = await ann.next('key-alarm', ({why}) => why === 'name');
  expect(alarm.peer.name).toBe(`bob\u00b7${reinstalled.id.slice(0, 4)}`);
  expect(alarm.contact.name).toBe('bob');
  await expectUntouched(ann, bob);
  expect(await ann.act({type: 'resolve', who: 'bob'})).toMatchObject({key: bob.key});
});

test('nobody is let in with our own key', async () => {
  const ann = await village.person('ann');
  const copy = await village.person('ann', {host: 'thief'});
  await expect(copy.dial('ann')).rejects.toMatchObject({code: 'SELF_CONNECTION'});
  await expect(ann.dial('thief')).rejects.toMatchObject({code: 'SELF_CONNECTION'});
  await quiet();
  for (const person of [ann, copy]) {
    expect(person.database.peers()).toEqual([]);
    expect(person.events.map(event => event.type)).toEqual(['ready']);
  }
});

test('what a contact once sent, sent again over another connection, counts for nothing', async () => {
  const ann = await village.person('ann');
  const bob = await village.person('bob');
  await befriend(ann, bob);
  await ann.act({type: 'disconnect', who: 'bob'});
  await ann.next('peer-offline');
  const wire = tapDials(village);
  await bob.dial('ann');
  await ann.next('peer-online');
  await bob.say(ann.key, 'hello');
  await ann.next('entries-added');
  await bob.act({type: 'disconnect', who: 'ann'});
  await ann.next('peer-offline');
  const before = [
    ann.events.length,
    ann.database.peers(),
    ann.database.positions(directWith(bob.key), bob.key),
  ];
  expect(Buffer.concat(wire).byteLength).toBeGreaterThan(300);

  const connection = await memory(village.network, 'thief').dial(
    {host: 'ann', port: PORT},
    new AbortController().signal,
  );
  const closed = new Promise(resolve => connection.stream.on('close', resolve));
  connection.stream.resume();
  for (const bytes of wire) {
    connection.stream.write(bytes);
  }
  await closed; // ann hung up
  await quiet();
  expect([
    ann.events.length,
    ann.database.peers(),
    ann.database.positions(directWith(bob.key), bob.key),
  ]).toEqual(before);
});

/** Collects what whoever dials next sends. */
function tapDials({network}: Village): Buffer[] {
  const sent: Buffer[] = [];
  const pair = network.pair;
  Object.assign(network, {
    pair() {
      const [ours, theirs] = pair();
      const write = ours.write.bind(ours) as (chunk: Uint8Array, ...rest: unknown[]) => boolean;
      Object.assign(ours, {
        write(chunk: Uint8Array, ...rest: unknown[]) {
          sent.push(Buffer.from(chunk));
          return write(chunk, ...rest);
        },
      } satisfies Partial<Record<keyof Duplex, unknown>>);
      Object.assign(network, {pair});
      return [ours, theirs] as const;
    },
  });
  return sent;
}

async function expectUntouchedApartFrom(ann: Person, bob: Person, other: Person): Promise<void> {
  const {entries} = await ann.core.query({
    type: 'history',
    conversation: directWith(bob.key),
    before: null,
    limit: 9,
  });
  expect(entries.map(({text, state}) => [text, state])).toEqual([['a secret for bob', 'queued']]);
  const texts = other.all('entries-added').flatMap(event => event.entries.map(({text}) => text));
  expect(texts).not.toContain('a secret for bob');
}
