import {existsSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import type {ConversationId, PeerKey} from '../../../src/core/api/api.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import {peerKeyOfSeed} from '../../../src/identity/key-pair.ts';
import {directWith} from '../../../src/lib/conversation.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import {openProfile} from '../../../src/storage/profile.ts';
import {befriend, createVillage, PORT, quiet, record, until, type Village} from '../../support/cores.ts';
import {manualClock} from '../../support/manual-clock.ts';

let village: Village;
let folder: string;

beforeEach(() => {
  village = createVillage();
  folder = mkdtempSync(join(tmpdir(), 'natter-forget-'));
});

afterEach(async () => {
  await village.close();
  rmSync(folder, {recursive: true, force: true});
});

describe('/forget', () => {
  test('deletes somebody with all that was said, ends the link, and they are strangers again', async () => {
    const ann = await village.person('ann');
    const bob = await village.person('bob');
    await befriend(bob, ann);
    await ann.say(bob.key, 'hello bob');
    await bob.say(ann.key, 'hello ann');
    await ann.next('entries-added', ({entries}) => entries[0]?.text === 'hello ann');
    expect(await ann.act({type: 'forget', who: 'bob'})).toMatchObject({key: bob.key, name: 'bob'});
    expect(await ann.next('peer-forgotten')).toEqual({type: 'peer-forgotten', key: bob.key});
    expect(await bob.next('peer-offline')).toMatchObject({reason: 'disconnect'});
    expect(await ann.snapshot()).toMatchObject({peers: [], conversations: []});
    expect(ann.database.peers()).toEqual([]);
    expect(ann.database.conversation(directWith(bob.key))).toBeNull();
    await expect(ann.say(bob.key, 'still there?')).rejects.toMatchObject({code: 'WHO_UNKNOWN'});

    await bob.dial('ann');
    expect(await ann.next('request-received')).toMatchObject({peer: {key: bob.key, verified: false}});
    await ann.act({type: 'accept', who: 'bob'});
    await ann.say(bob.key, 'who are you?');
    await bob.next('entries-added', ({entries}) => entries[0]?.text === 'who are you?');
  });

  test('what was being said at that moment does not bring the conversation back', async () => {
    const ann = await village.person('ann');
    const bob = await village.person('bob');
    await befriend(ann, bob);
    const said = ann.say(bob.key, 'too late').catch((error: NatterError) => error.code);
    await ann.act({type: 'forget', who: 'bob'});
    expect(await said).toBe('WHO_UNKNOWN');
    await quiet();
    expect(ann.database.peers()).toEqual([]);
    expect(ann.database.conversations()).toEqual([]);
  });

  test('nor does a dial that was under way, or the end of the link', async () => {
    const ann = await village.person('ann');
    const bob = await village.person('bob');
    await befriend(ann, bob);
    const {network} = village;
    let dials = 0;
    const ports = network.hosts.get('bob');
    const accept = ports?.get(PORT);
    ports?.set(PORT, connection => {
      dials++;
      accept?.(connection);
    });
    network.cut();
    await ann.next('peer-offline'); // ann dials again at once
    await until(() => dials > 0);
    network.stall();
    await ann.act({type: 'forget', who: 'bob'});
    network.flow();
    await quiet(200);
    expect(ann.database.peers().filter(row => row.relation !== 'request')).toEqual([]); // bob may ask anew
    expect((await ann.snapshot()).conversations).toEqual([]);
  });
});

test('of somebody who did everything nothing is kept in memory, and nothing comes back', async () => {
  const clock = manualClock(1_700_000_000_000);
  const peerState = createRuntimeState<PeerKey>();
  const conversationState = createRuntimeState<ConversationId>();
  const patient = {heartbeat: 1e12, silence: 1e12};
  const ann = await village.person('ann', {clock, limits: patient, peerState, conversationState});
  const bob = await village.person('bob');
  await befriend(bob, ann);
  const eve = village.stranger({seed: 66, hello: {name: 'eve', port: 7}});
  const first = await eve.dial('ann');
  record(first);
  await ann.next('request-received', ({peer}) => peer.key === eve.key);
  first.fail('nonsense'); // told of once
  await ann.next('notice', ({text}) => text.includes('broke the protocol'));
  const link = await eve.dial('ann');
  const {messages} = record(link);
  await ann.act({type: 'accept', who: eve.id});
  await ann.next('peer-online', ({peer}) => peer.key === eve.key);
  link.send({type: 'standing', accepted: true});
  await until(() => messages.some(({type}) => type === 'standing'));
  link.send({type: 'standing', accepted: false});
  await ann.next('notice', ({text}) => text.includes('has to accept you again'));
  link.send({type: 'standing', accepted: true});
  link.send({type: 'typing', active: true});
  await ann.next('typing-changed', ({active}) => active);
  await ann.act({type: 'typing', conversation: directWith(eve.key), active: true});
  await ann.core.query({type: 'safety-code', who: eve.id});
  await ann.say(eve.key, 'hello eve');
  const copycat = village.stranger({seed: 67, hello: {name: 'eve'}});
  record(await copycat.dial('ann'));
  await ann.next('key-alarm', ({contact}) => contact.key === eve.key);
  await link.close('duplicate'); // ann waits a while for the other link
  await quiet();
  const kept = [...peerState.kept(eve.key), ...conversationState.kept(directWith(eve.key))];
  expect(kept.sort()).toMatchInlineSnapshot(`
[
  "alarms about others like them",
  "attempts",
  "attempts to reach them",
  "code was shown",
  "delivery",
  "presence",
  "told of a broken protocol",
  "told to wait again",
  "typing",
  "wait for another link",
  "where they came in from",
]
`);

  const others = peerState.keys().filter(key => key !== eve.key);
  await ann.act({type: 'forget', who: eve.id});
  expect([peerState.kept(eve.key), conversationState.kept(directWith(eve.key))]).toEqual([[], []]);
  clock.advance(60_000);
  await quiet();
  expect([peerState.keys(), conversationState.keys()]).toEqual([others, []]);
  await ann.act({type: 'forget', who: 'bob'});
  await ann.act({type: 'forget', who: copycat.id});
  clock.advance(60_000);
  await quiet();
  expect([peerState.keys(), conversationState.keys()]).toEqual([[], []]);
});

test('an impostor who was forgotten raises the alarm again', async () => {
  const ann = await village.person('ann');
  const bob = await village.person('bob');
  await befriend(bob, ann);
  const copycat = village.stranger({seed: 67, hello: {name: 'bob'}});
  for (const _ of [1, 2]) {
    record(await copycat.dial('ann'));
    await ann.next('key-alarm');
    await ann.act({type: 'forget', who: copycat.id});
  }
});

test('nor does a link that was to be replaced by another', async () => {
  const clock = manualClock(1_700_000_000_000);
  const ann = await village.person('ann', {clock});
  const eve = village.stranger({seed: 66});
  const link = await eve.dial('ann');
  record(link);
  await ann.next('request-received');
  await ann.act({type: 'accept', who: eve.id});
  await link.close('duplicate'); // ann waits a while for the other one
  await quiet();
  await ann.act({type: 'forget', who: eve.id});
  await ann.next('peer-forgotten');
  const before = ann.events.length;
  clock.advance(10_000);
  await quiet();
  expect(ann.events.slice(before)).toEqual([]);
  expect(ann.database.peers()).toEqual([]);
});

describe('/wipe', () => {
  test('deletes nothing without the phrase', async () => {
    const wiped: string[] = [];
    const erase = {key: () => void wiped.push('key'), rest: () => void wiped.push('rest')};
    const ann = await village.person('ann', {erase});
    for (const confirmation of ['', 'yes', 'everything', 'everything of bob', `everything of ${ann.key}`]) {
      await expect(ann.act({type: 'wipe', confirmation})).rejects.toMatchObject({
        code: 'WIPE_UNCONFIRMED',
        message: expect.stringContaining(`/wipe everything of ${ann.id}`),
      });
    }
    expect(wiped).toEqual([]);
    expect((await ann.snapshot()).self.key).toBe(ann.key);
  });

  test('deletes the key first, then closes, then deletes the rest, and only then has stopped', async () => {
    const happened: string[] = [];
    const ann = await village.person('ann', {
      erase: {
        key: () => void happened.push('key'),
        rest() {
          expect(() => ann.database.peers()).toThrow(); // closed before
          happened.push('rest');
        },
      },
    });
    ann.core.subscribe(events => void happened.push(...events.map(event => event.type)));
    const bob = await village.person('bob');
    await befriend(bob, ann);
    await ann.next('peer-online');
    happened.length = 0;
    await ann.act({type: 'wipe', confirmation: ` everything of ${ann.id} `});
    expect(happened.filter(what => ['key', 'rest', 'stopped'].includes(what))).toEqual([
      'key',
      'rest',
      'stopped',
    ]);
    expect(ann.all('stopped')).toEqual([{type: 'stopped', error: null}]);
    expect(await bob.next('peer-offline')).toMatchObject({reason: 'quit'});
    await ann.core.stop(); // harmless after it
  });

  test('goes on as if nothing was if the key cannot be deleted, and says what is left of the rest', async () => {
    const refuse = () => {
      throw new NatterError('PROFILE_UNWRITABLE', 'natter could not delete it.');
    };
    const ann = await village.person('ann', {erase: {key: refuse, rest() {}}});
    const wipe = {type: 'wipe', confirmation: `everything of ${ann.id}`} as const;
    await expect(ann.act(wipe)).rejects.toMatchObject({code: 'PROFILE_UNWRITABLE'});
    expect((await ann.snapshot()).self.key).toBe(ann.key);
    const bob = await village.person('bob', {erase: {key() {}, rest: refuse}});
    await bob.act({type: 'wipe', confirmation: `everything of ${bob.id}`});
    expect(bob.all('stopped')).toMatchObject([{error: {code: 'PROFILE_UNWRITABLE'}}]);
  });

  test('leaves only the lock in a real profile', async () => {
    const profile = openProfile(folder);
    const ann = await village.person('ann', {erase: profile.erase});
    const database = profile.openDatabase(peerKeyOfSeed(profile.secrets.seed));
    profile.saveConfig({name: 'ann'});
    expect(existsSync(join(folder, 'key'))).toBe(true);
    database.close();
    await ann.act({type: 'wipe', confirmation: `everything of ${ann.id}`});
    profile.close();
    await until(() => readdirSync(folder).length === 1);
    expect(readdirSync(folder)).toEqual(['lock']);
  });
});
