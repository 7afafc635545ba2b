import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {directWith} from '../../../src/lib/conversation.ts';
import {befriend, createVillage, type Person, until, type Village} from '../../support/cores.ts';

let village: Village;
let ann: Person;
let bob: Person;

beforeEach(async () => {
  village = createVillage();
  [ann, bob] = [await village.person('ann'), await village.person('bob')];
  await befriend(ann, bob);
});
afterEach(() => village.close());

const debug = (one: Person, who: string) => one.core.query({type: 'debug', who});

test('tells how a link stands, and how far each log came', async () => {
  const say = (text: string) =>
    ann.core.perform({type: 'say', conversation: directWith(bob.key), kind: 'text', text});
  const [{id}, second] = [await say('one'), await say('two')];
  await bob.next('entries-added', ({entries}) => entries.some(entry => entry.id === second.id));
  await bob.act({type: 'mark-read', conversation: directWith(ann.key), entries: [id]});
  await ann.next('delivery-changed', ({ids, state}) => ids.includes(id) && state === 'read');
  const [, epoch] = id.split('.');

  const here = await debug(ann, bob.key);
  expect(here).toMatchObject({
    peer: {key: bob.key},
    ownLogs: [{epoch, written: 2, sent: 2, delivered: 2, read: 1}],
    theirLogs: [],
    nextAttempt: null,
    link: {
      ...{path: 'memory', address: 'bob:4242', isDialled: true, isByInvite: false},
      handshake: {pattern: 'XX', isHybrid: true},
      ...{bytes: expect.any(Number), buffered: 0},
      sync: {weAccept: true, theyAccept: true, isPositioned: true, isCongested: false, isPaused: false},
    },
  });
  expect(here.link?.program).toMatch(/^natter \d/);
  expect(here.kept).toContain('link');
  const {received = 0, sent = 0, quiet = -1} = here.link ?? {};
  expect([received, sent].every(count => count > 3)).toBe(true);
  expect(quiet).toBeGreaterThanOrEqual(0);

  const there = await debug(bob, 'ann');
  expect(there).toMatchObject({
    ownLogs: [],
    theirLogs: [{epoch, held: 2, seen: 1}],
    link: {isDialled: false},
  });
});

test('without a link tells when the next one is tried, and that what was sent waits', async () => {
  await village.leave(bob);
  await ann.next('peer-offline');
  await ann.core.perform({
    type: 'say',
    conversation: directWith(bob.key),
    kind: 'text',
    text: 'are you there',
  });
  await until(async () => (await debug(ann, bob.key)).nextAttempt !== null);
  expect(await debug(ann, bob.key)).toMatchObject({
    link: null,
    ownLogs: [{written: 1, sent: 0, delivered: 0, read: 0}],
  });
});

test('nobody of that name', async () => {
  await expect(debug(ann, 'carol')).rejects.toMatchObject({code: 'WHO_UNKNOWN'});
});
