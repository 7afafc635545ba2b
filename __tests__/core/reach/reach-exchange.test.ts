import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import type {ReachPorts} from '../../../src/core/options.ts';
import {reachKey} from '../../../src/identity/reach/day-key.ts';
import {provePossession} from '../../../src/identity/reach/possession.ts';
import {systemClock} from '../../../src/lib/time/clock.ts';
import type {Link} from '../../../src/net/link/link.ts';
import type {ContactReachRow} from '../../../src/storage/types.ts';
import type {ChatMessage, Reach} from '../../../src/wire/chat/messages.ts';
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

let village: Village;
beforeEach(() => {
  village = createVillage();
});
afterEach(() => village.close());

/** Takes part in reach, and finds nobody. */
const reach: ReachPorts = {
  startTable: () => Promise.reject(new Error('no table')),
  bootstrap: async () => [],
  hasNetwork: () => true,
  lan: null,
};
const at = (last: number) => ({host: `10.0.0.${last}`, reach});

/** What somebody keeps of a peer. */
const keptOf = (one: Person, other: {key: string}): ContactReachRow | undefined =>
  one.database.contactReach().find(({person}) => person === other.key);
const newest = (one: Person) => one.database.ownReach().at(-1);
const hasConfirmed = (one: Person, other: Person) =>
  until(() => keptOf(one, other)?.confirmed === newest(one)?.serial);

/** Somebody who is a contact and keeps to none of the rules: the link, and what came over it. */
async function befriendStranger(
  one: Person,
  features = 1,
): Promise<{eve: Stranger; link: Link; messages: readonly ChatMessage[]}> {
  const eve = village.stranger({seed: 66, hello: {features}});
  const link = await eve.dial(one.host);
  const {messages} = record(link);
  link.send({type: 'standing', accepted: true});
  await one.next('request-received', ({peer}) => peer.key === eve.key);
  await one.act({type: 'accept', who: eve.key});
  return {eve, link, messages};
}

test('contacts tell each other how they are found, and confirm it', async () => {
  const ann = await village.person('ann', at(1));
  const bob = await village.person('bob', at(2));
  await befriend(ann, bob);
  await hasConfirmed(ann, bob);
  await hasConfirmed(bob, ann);
  expect(keptOf(bob, ann)).toMatchObject({
    serial: 1,
    point: reachKey(newest(ann)?.seed ?? new Uint8Array()).point,
    addresses: ['10.0.0.1:4242'],
    before: null,
  });
  expect(ann.database.ownReach()).toHaveLength(1);
});

test('nothing is told to a stranger, to a natter that does not know it, or where nothing is found', async () => {
  const ann = await village.person('ann', at(1));
  const carol = await village.person('carol', {host: '10.0.0.3'});
  const stranger = village.stranger({seed: 65, hello: {features: 1}});
  const strangers = record(await stranger.dial(ann.host));
  await ann.next('request-received');
  const older = await befriendStranger(ann, 0);
  await befriend(carol, ann);
  await quiet();
  expect([...strangers.messages, ...older.messages].filter(({type}) => type === 'reach')).toEqual([]);
  expect(keptOf(carol, ann)).toBeUndefined();
  expect(keptOf(ann, carol)).toBeUndefined();
});

test.each(['block', 'forget'] as const)(
  'after a %s the others hear of a new key, and nobody else',
  async type => {
    const ann = await village.person('ann', at(1));
    const bob = await village.person('bob', at(2));
    await befriend(ann, bob);
    await hasConfirmed(ann, bob);
    const {eve, messages} = await befriendStranger(ann);
    await until(() => messages.some(message => message.type === 'reach'));
    const before = keptOf(bob, ann)?.point;
    await ann.act({type, who: eve.key});
    await hasConfirmed(ann, bob);
    expect(newest(ann)?.serial).toBe(2);
    expect(keptOf(bob, ann)).toMatchObject({serial: 2, before});
    expect(messages.filter(message => message.type === 'reach')).toHaveLength(1);
    expect(ann.database.ownReach()).toHaveLength(1); // nobody needs the old one
  },
);

test('who never was a contact costs no key', async () => {
  const ann = await village.person('ann', at(1));
  const stranger = village.stranger({seed: 65});
  await stranger.dial(ann.host);
  await ann.next('request-received');
  await ann.act({type: 'block', who: stranger.key});
  expect(ann.database.ownReach()).toEqual([]);
});

describe('what a contact tells', () => {
  const seed = Buffer.alloc(32, 7);

  async function tell(ann: Person, change: (reach: Reach) => Partial<Reach> = () => ({})) {
    const {eve, link, messages} = await befriendStranger(ann);
    await until(() => messages.some(message => message.type === 'reach'));
    const key = reachKey(seed);
    const owner = {person: Buffer.from(eve.key, 'hex'), serial: 5, binding: link.hello.binding};
    const reach: Reach = {
      type: 'reach',
      serial: 5,
      point: key.point,
      possession: provePossession(key, owner),
      addresses: [],
      time: Date.now(),
    };
    link.send({...reach, ...change(reach)});
    link.send({type: 'rename', name: 'eve'}); // behind it: once this came, the other was looked at
    await ann.next('peer-renamed');
    return {eve, messages};
  }

  test('is kept if it is proven', async () => {
    const ann = await village.person('ann', at(1));
    const {eve, messages} = await tell(ann, () => ({
      addresses: [
        ['c0a80114', 4242],
        ['7f000001', 22],
        ['e0000001', 4242],
        ['cb007105', 0],
      ].map(([host, port]) => ({
        host: Buffer.from(`00000000000000000000ffff${host}`, 'hex'),
        port: Number(port),
      })),
    }));
    expect(keptOf(ann, eve)).toMatchObject({serial: 5, addresses: ['192.168.1.20:4242']});
    await until(() => messages.some(message => message.type === 'reach-ack'));
    expect(messages.at(-1)).toEqual({type: 'reach-ack', serial: 5});
  });

  test.each<[string, (reach: Reach) => Partial<Reach>]>([
    ['with another serial than was signed', () => ({serial: 6})],
    ['with a point that is none', () => ({point: new Uint8Array(32)})],
    ['with the key of somebody else', () => ({point: reachKey(Buffer.alloc(32, 8)).point})],
    ['with a signature that is broken', ({possession}) => ({possession: possession.map(byte => byte ^ 1)})],
  ])('is ignored %s', async (_, change) => {
    const ann = await village.person('ann', at(1));
    const {eve, messages} = await tell(ann, change);
    expect(keptOf(ann, eve)?.point ?? null).toBeNull();
    expect(messages.some(message => message.type === 'reach-ack')).toBe(false);
  });

  test('is ignored if it comes too often', async () => {
    const ann = await village.person('ann', at(1));
    const {eve, link, messages} = await befriendStranger(ann);
    for (let serial = 1; serial <= 30; serial++) {
      const key = reachKey(Buffer.alloc(32, serial));
      const person = Buffer.from(eve.key, 'hex');
      const possession = provePossession(key, {person, serial, binding: link.hello.binding});
      link.send({type: 'reach', serial, point: key.point, possession, addresses: [], time: 0});
    }
    await quiet();
    expect(keptOf(ann, eve)?.serial).toBe(20);
    expect(messages.filter(({type}) => type === 'reach-ack')).toHaveLength(20);
  });

  test('is ignored if another contact has that key', async () => {
    const ann = await village.person('ann', at(1));
    const bob = await village.person('bob', {
      ...at(2),
      through(database) {
        database.saveOwnReach({serial: 1, seed, created: 0});
        return database;
      },
    });
    await befriend(ann, bob);
    await hasConfirmed(bob, ann);
    const {eve} = await tell(ann);
    expect(keptOf(ann, eve)?.point ?? null).toBeNull();
    expect(keptOf(ann, bob)?.point).toEqual(reachKey(seed).point);
  });
});

test('what a contact tells anew is answered once, since a clock may have been set', async () => {
  let late = 0;
  const clock = {...systemClock, monotonic: () => performance.now() + late};
  const ann = await village.person('ann', {...at(1), clock});
  const {eve, link, messages} = await befriendStranger(ann);
  await until(() => messages.some(({type}) => type === 'reach'));
  const key = reachKey(Buffer.alloc(32, 7));
  const owner = {person: Buffer.from(eve.key, 'hex'), serial: 1, binding: link.hello.binding};
  const reach = {serial: 1, point: key.point, possession: provePossession(key, owner), addresses: []};
  const toldTimes = async (time: number) => {
    link.send({type: 'reach', ...reach, time});
    await quiet();
    return messages.filter(({type}) => type === 'reach').length;
  };
  expect(await toldTimes(Date.now())).toBe(1);
  late = 11_000;
  expect(await toldTimes(Date.now() + 7 * 24 * 3_600_000)).toBe(2);
  expect(keptOf(ann, eve)?.clockAhead).toBeGreaterThan(6.9 * 24 * 3_600_000);
  expect(await toldTimes(Number.MAX_SAFE_INTEGER)).toBe(2);
  expect(keptOf(ann, eve)?.clockAhead).toBeNull();
});

test('a confirmation of a key that we never had means nothing', async () => {
  const ann = await village.person('ann', at(1));
  const {eve, link} = await befriendStranger(ann);
  link.send({type: 'reach-ack', serial: 99});
  link.send({type: 'rename', name: 'eve'});
  await ann.next('peer-renamed');
  expect(keptOf(ann, eve)?.confirmed ?? null).toBeNull();
});
