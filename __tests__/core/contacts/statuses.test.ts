import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {FEATURE} from '../../../src/wire/chat/features.ts';
import type {ChatMessage} from '../../../src/wire/chat/messages.ts';
import {
  befriend,
  createVillage,
  type Person,
  quiet,
  record,
  type Stranger,
  until,
  type Village,
} from '../../support/cores.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';
import {enter} from '../../support/rooms.ts';

let village: Village;
let folder: string;
/** Of Ann, who takes one status a second. */
let clock: ManualClock;

beforeEach(() => {
  village = createVillage();
  clock = manualClock(0);
  folder = mkdtempSync(join(tmpdir(), 'natter-statuses-'));
});

afterEach(async () => {
  await village.close();
  rmSync(folder, {recursive: true});
});

const say = (one: Person, text: string | null) => one.act({type: 'set-status', text});
const statusAt = async (one: Person, {key}: {key: Person['key']}) => (await one.peer(key))?.status;
const shows = (one: Person, other: {key: Person['key']}, status: string | null) =>
  until(async () => (await statusAt(one, other)) === status, `${status} at ${one.host}`);
const statusesIn = (messages: readonly ChatMessage[]) =>
  messages.flatMap(message => (message.type === 'status' ? [message.text] : []));

/** Somebody who keeps to none of the rules asks to talk: the link, and what came over it. */
async function knock(at: Person, features: number = FEATURE.status) {
  const eve: Stranger = village.stranger({seed: 66, hello: {features}});
  const link = await eve.dial(at.host);
  const {messages} = record(link);
  link.send({type: 'standing', accepted: true});
  await at.next('request-received', ({peer}) => peer.key === eve.key);
  return {eve, link, messages};
}

test('a contact hears it when they become one, and every change while they are linked', async () => {
  const ann = await village.person('ann', {clock});
  const bob = await village.person('bob');
  await say(bob, '  on the\u00a0train   until 6 ');
  await befriend(ann, bob);
  await shows(ann, bob, 'on the train until 6');
  await say(bob, 'back "home"');
  clock.advance(1000);
  const changed = await ann.next('peer-changed', ({peer}) => peer.status === "back 'home'");
  expect(changed.peer).toMatchObject({key: bob.key, name: 'bob', presence: 'online'});
  await say(bob, null);
  clock.advance(1000);
  await shows(ann, bob, null);
  expect(await statusAt(bob, ann)).toBeNull();
});

test('it stays while they are away and when natter starts again; what was said or removed meanwhile counts', async () => {
  const at = (name: string) => ({path: join(folder, `${name}.db`)});
  const ann = await village.person('ann', at('ann'));
  const bob = await village.person('bob', at('bob'));
  await say(bob, 'at lunch');
  await befriend(ann, bob);
  await shows(ann, bob, 'at lunch');
  await village.leave(bob);
  await village.leave(ann);

  const again = await village.person('ann', at('ann'));
  expect(await again.peer(bob.key)).toMatchObject({status: 'at lunch', presence: 'offline'});
  const later = await village.person('bob', at('bob')); // keeps no settings here: says nothing any more
  await later.dial('ann').catch(() => {}); // ann may be linked first
  await shows(again, later, null);
});

test('what is said is kept with the settings', async () => {
  const saved: unknown[] = [];
  const ann = await village.person('ann', {saveSettings: change => void saved.push(change)});
  expect(await say(ann, 'at lunch')).toMatchObject({status: 'at lunch'});
  expect((await ann.snapshot()).settings.status).toBe('at lunch');
  await expect(say(ann, 'x'.repeat(61))).rejects.toMatchObject({
    code: 'SETTING_INVALID',
    message: 'A status has at most 60 characters. Shorten it.',
  });
  await say(ann, null);
  expect(saved).toEqual([{status: 'at lunch'}, {status: undefined}]);
});

test('whoever asks to talk hears nothing until they are accepted, and nothing again once they are blocked', async () => {
  const ann = await village.person('ann');
  await say(ann, 'at lunch');
  const {eve, messages} = await knock(ann);
  await say(ann, 'at tea');
  await quiet();
  expect(statusesIn(messages)).toEqual([]);
  await ann.act({type: 'accept', who: eve.key});
  await until(() => statusesIn(messages).length === 1);
  await ann.act({type: 'block', who: eve.key});
  await say(ann, 'at home');
  await quiet();
  expect(statusesIn(messages)).toEqual(['at tea']);
});

test('an older natter is told nothing that it does not take', async () => {
  const ann = await village.person('ann');
  const {eve, link, messages} = await knock(ann, FEATURE.slowHeartbeat);
  await ann.act({type: 'accept', who: eve.key});
  await say(ann, 'at lunch');
  await quiet();
  expect(statusesIn(messages)).toEqual([]);
  link.send({type: 'status', text: 'but says so'});
  await shows(ann, eve, 'but says so');
});

test('of a stranger it is not taken; of a contact it is one line without what could deceive', async () => {
  const ann = await village.person('ann');
  const {eve, link} = await knock(ann);
  link.send({type: 'status', text: 'let me in'});
  await quiet();
  expect(await statusAt(ann, eve)).toBeNull();
  await ann.act({type: 'accept', who: eve.key});
  link.send({type: 'status', text: `a\nb\u001b[31m” · verified ${'x'.repeat(60)}`});
  await shows(ann, eve, `a\u240ab\u241b[31m' · verified ${'x'.repeat(38)}…`);
  await ann.act({type: 'block', who: eve.key});
  expect(await statusAt(ann, eve)).toBeNull();
});

test('members of a room who are no contacts hear nothing', async () => {
  const ann = await village.person('ann', {clock});
  const bob = await village.person('bob');
  const cleo = await village.person('cleo');
  await befriend(ann, bob);
  await befriend(ann, cleo);
  const {id: room} = await ann.act({type: 'create-room', name: 'berlin', history: 'all'});
  for (const other of [bob, cleo]) {
    await ann.act({type: 'invite-to-room', room, who: other.key});
    await enter(other, room);
  }
  await until(async () => (await bob.peer(cleo.key))?.relation === 'member', 'cleo at bob');
  await until(async () => (await cleo.peer(bob.key))?.relation === 'member', 'bob at cleo');
  await say(bob, 'at lunch');
  clock.advance(1000);
  await shows(ann, bob, 'at lunch');
  await quiet();
  expect(await statusAt(cleo, bob)).toBeNull();
  expect(cleo.database.peers().find(({key}) => key === bob.key)?.status).toBeUndefined();
});
