import {afterEach, beforeEach, expect, jest, test} from '@jest/globals';
import {startRenewal} from '../../../src/core/connections/link-rotation.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import type {PeerKey} from '../../../src/lib/ids.ts';
import type {Link} from '../../../src/net/link/link.ts';
import {befriend, createVillage, quiet, until, type Village} from '../../support/cores.ts';
import {BOB_KEY, CAROL_KEY} from '../../support/facts.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

const HOUR = 3_600_000;
const SECOND = 1000;
const limits = {age: HOUR, bytes: 2 ** 30, period: 30 * SECOND};
/** The clock is moved by hours at once: nothing else may depend on it. */
const patient = {heartbeat: 1e12, silence: 1e12};

let village: Village;

beforeEach(() => {
  village = createVillage();
});

afterEach(() => village.close());

/** Counts the connections that are made. */
function countConnections({network}: Village): () => number {
  const pair = network.pair;
  let count = 0;
  Object.assign(network, {
    pair() {
      count++;
      return pair();
    },
  });
  return () => count;
}

/** Lets time go by in steps that leave what is under way the time to happen. */
async function pass(clock: ManualClock, milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= SECOND) {
    clock.advance(SECOND);
    await quiet(2);
  }
  await quiet();
}

test('after an hour the side that dialled replaces the link, and nobody sees it', async () => {
  const clock = manualClock(1_700_000_000_000);
  const connections = countConnections(village);
  const ann = await village.person('ann', {clock, limits: patient, renewal: limits});
  const bob = await village.person('bob', {clock, limits: patient, renewal: limits});
  await befriend(ann, bob);
  await ann.say(bob.key, 'one');
  await bob.next('entries-added');
  await pass(clock, HOUR - SECOND);
  expect(connections()).toBe(1);
  await pass(clock, 60 * SECOND); // when links are looked at, twice
  expect(connections()).toBe(2);
  await bob.say(ann.key, 'two');
  await ann.next('entries-added', ({entries}) => entries[0]?.text === 'two');
  await ann.say(bob.key, 'three');
  await bob.next('entries-added', ({entries}) => entries[0]?.text === 'three');
  await pass(clock, 5 * SECOND); // the time a peer has to come back on the other link
  for (const person of [ann, bob]) {
    expect(person.all('peer-online')).toHaveLength(1);
    expect(person.all('peer-offline')).toEqual([]);
    expect(
      person
        .all('peer-changed')
        .filter(({peer}) => peer.presence === 'offline' && peer.lastSeen > 1_700_000_001_000),
    ).toEqual([]);
  }
  await pass(clock, HOUR - 60 * SECOND);
  expect(connections()).toBe(2); // the new link is young

  await pass(clock, 120 * SECOND);
  expect(connections()).toBe(3);
  await bob.say(ann.key, 'four');
  await ann.next('entries-added', ({entries}) => entries[0]?.text === 'four');
  expect(ann.all('peer-offline')).toEqual([]);
});

test('what is written while links change arrives once and in order', async () => {
  const clock = manualClock(1_700_000_000_000);
  const renewal = {age: 1e15, bytes: 20_000, period: SECOND};
  const connections = countConnections(village);
  const ann = await village.person('ann', {clock, limits: patient, renewal});
  const bob = await village.person('bob', {clock, limits: patient, renewal});
  await befriend(ann, bob);
  const texts = Array.from({length: 300}, (_, index) => `${index} ${'x'.repeat(200)}`);
  for (const text of texts) {
    await Promise.all([ann.say(bob.key, text), bob.say(ann.key, text)]);
    clock.advance(100);
  }
  for (const person of [ann, bob]) {
    const heard = () =>
      person.all('entries-added').flatMap(event => event.entries.filter(entry => !entry.outgoing));
    await until(() => heard().length >= texts.length);
    expect(heard().map(entry => entry.text)).toEqual(texts);
    expect(person.all('peer-online')).toHaveLength(1);
    expect(person.all('peer-offline')).toEqual([]);
  }
  expect(connections()).toBeGreaterThan(3);
});

test('if the other side cannot be dialled the old link goes on, and is tried again', async () => {
  const clock = manualClock(1_700_000_000_000);
  const connections = countConnections(village);
  const ann = await village.person('ann', {clock, limits: patient, renewal: limits});
  const bob = await village.person('bob', {clock, limits: patient, renewal: limits});
  await befriend(ann, bob);
  const ports = village.network.hosts.get('bob');
  const accept = ports?.get(4242);
  ports?.delete(4242);
  await pass(clock, HOUR + 120 * SECOND);
  await ann.say(bob.key, 'still here');
  await bob.next('entries-added', ({entries}) => entries[0]?.text === 'still here');
  expect(connections()).toBe(1);
  if (accept !== undefined) {
    ports?.set(4242, accept);
  }
  await pass(clock, 30 * SECOND);
  expect(connections()).toBe(2);
  await ann.say(bob.key, 'and again');
  await bob.next('entries-added', ({entries}) => entries[0]?.text === 'and again');
  expect(ann.all('peer-offline')).toEqual([]);
});

test('only our own dials are renewed, once at a time, by age or by bytes', async () => {
  const clock = manualClock(0);
  const carried = {value: 0};
  const [ours, theirs] = [BOB_KEY, CAROL_KEY];
  const link = (key: PeerKey, initiator: boolean) =>
    ({remoteKey: key, initiator, bytesTransferred: () => carried.value}) as unknown as Link;
  const links = [link(ours, true), link(theirs, false)];
  const waiting = Promise.withResolvers<void>();
  const renew = jest.fn(() => waiting.promise);
  const renewal = startRenewal({clock, state: createRuntimeState(), limits, links: () => links, renew});
  carried.value = 2 ** 30 - 1;
  clock.advance(30 * SECOND);
  expect(renew).not.toHaveBeenCalled();
  carried.value++;
  clock.advance(30 * SECOND);
  clock.advance(30 * SECOND);
  expect(renew.mock.calls).toEqual([[links[0]]]);
  expect([renewal.isUnderWay(ours), renewal.isUnderWay(theirs)]).toEqual([true, false]);
  waiting.reject(new Error('nobody there'));
  await quiet();
  expect(renewal.isUnderWay(ours)).toBe(false);
  clock.advance(30 * SECOND);
  expect(renew).toHaveBeenCalledTimes(2);
  renewal.stop();
  clock.advance(HOUR);
  expect(renew).toHaveBeenCalledTimes(2);
});

test('age counts from the first look, and the link that came in its place is young', async () => {
  const clock = manualClock(0);
  const old = {remoteKey: BOB_KEY, initiator: true, bytesTransferred: () => 0} as unknown as Link;
  const fresh = {...old};
  let links: Link[] = [];
  const renewed: Link[] = [];
  const renewal = startRenewal({
    ...{clock, state: createRuntimeState(), limits},
    links: () => links,
    async renew(link) {
      renewed.push(link);
      links = [fresh];
    },
  });
  clock.advance(HOUR);
  links = [old];
  clock.advance(HOUR);
  expect(renewed).toEqual([]);
  clock.advance(30 * SECOND);
  expect([renewed, renewal.isUnderWay(BOB_KEY)]).toEqual([[old], true]);
  await quiet(3);
  expect(renewal.isUnderWay(BOB_KEY)).toBe(false);
  clock.advance(HOUR - 30 * SECOND);
  await quiet(3);
  expect(renewed).toHaveLength(1);
  clock.advance(60 * SECOND);
  expect(renewed).toHaveLength(2);
  renewal.stop();
});
