import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import type {InviteView} from '../../../src/core/api/api.ts';
import {systemClock} from '../../../src/lib/time/clock.ts';
import {
  befriend,
  createVillage,
  type Person,
  type PersonOptions,
  until,
  type Village,
} from '../../support/cores.ts';
import {createLan, type Lan} from '../../support/lan.ts';
import {roomOf, say, shows, view} from '../../support/rooms.ts';

let village: Village;
let lan: Lan;
let folder: string;

beforeEach(() => {
  village = createVillage();
  lan = createLan();
  folder = mkdtempSync(join(tmpdir(), 'natter-lan-'));
});
afterEach(async () => {
  await village.close();
  rmSync(folder, {recursive: true, force: true});
});

/** Somebody on the local network, and in no hash table. */
function here(name: string, last: number, options: PersonOptions = {}): Promise<Person> {
  const host = `10.0.0.${last}`;
  return village.person(name, {
    host,
    path: join(folder, `${name}.db`),
    reach: {
      startTable: () => Promise.reject(new Error('no build')),
      bootstrap: async () => [],
      hasNetwork: () => true,
      lan: lan.join(host),
    },
    ...options,
  });
}

const hasMet = (...people: Person[]) =>
  until(() => people.every(one => one.database.contactReach()[0]?.confirmed === 1));

const makeInvite = async (host: Person, kind: 'link' | 'code') =>
  (await host.act({type: 'invite', kind, lifetime: null, uses: null, withAddress: false})) as InviteView & {
    text: string;
  };

test('members of a room who are no contacts find each other where no address leads there any more', async () => {
  const ann = await here('ann', 1);
  let [bob, cem] = [await here('bob', 2), await here('cem', 3)];
  await befriend(ann, bob);
  await befriend(ann, cem);
  const room = await roomOf(ann, bob, cem);
  await until(
    () =>
      [bob, cem].every(one =>
        one.database.rooms.members(room).every(({hint, key}) => key === one.key || hint !== null),
      ),
    'hints of all',
  );
  for (const one of [ann, bob, cem]) {
    await village.leave(one);
  }
  bob = await here('bob', 66);
  cem = await here('cem', 77);
  await until(
    async () => (await view(bob, room))?.room?.here.includes(cem.key) === true,
    'a link of the two',
  );
  const {rungs} = await bob.core.query({type: 'why', who: cem.key});
  expect(rungs[0]).toMatchObject({rung: 'lan', target: '10.0.0.77:4242', isInUse: true});
  await say(bob, room, 'without ann');
  await shows(cem, room, ['without ann']);
});

describe('contacts on one network', () => {
  test('find each other where no address leads there any more', async () => {
    let [ann, bob] = [await here('ann', 1), await here('bob', 2)];
    await befriend(ann, bob);
    await hasMet(ann, bob);
    await village.leave(bob);
    await village.leave(ann);
    ann = await here('ann', 66);
    bob = await here('bob', 77);
    const {peer} = await ann.next('peer-online', ({peer}) => peer.key === bob.key);
    expect(peer.address).toMatch(/^10\.0\.0\.77:/);
    await until(async () => (await ann.core.query({type: 'reach'})).heard.length > 0);
    const why = await ann.core.query({type: 'why', who: bob.id});
    expect(why.rungs[0]).toMatchObject({
      rung: 'lan',
      target: '10.0.0.77:4242',
      provenance: 'discovered',
      isInUse: true,
    });
    expect(await ann.core.query({type: 'reach'})).toMatchObject({lan: 'on', heard: [bob.key]});
  });

  test('a stranger there learns nothing and is not dialled; somebody blocked is not recognised', async () => {
    const ann = await here('ann', 1);
    let bob = await here('bob', 2);
    const eve = await here('eve', 3);
    await befriend(ann, bob);
    await hasMet(ann, bob);
    await ann.act({type: 'block', who: bob.id});
    await village.leave(bob);
    bob = await here('bob', 2);
    await bob.say(ann.key, 'are you there?');
    await until(() => lan.sent.some(({from, to}) => from === '10.0.0.1' && to === '10.0.0.2'));
    for (const one of [ann, bob, eve]) {
      expect((await one.core.query({type: 'reach'})).heard).toEqual([]);
    }
    expect(eve.all('peer-online')).toEqual([]);
  });

  test('nothing is sent where it is switched off, or started without', async () => {
    const ann = await here('ann', 1);
    await village.person('carol', {host: '10.0.0.9'});
    await ann.act({type: 'set', key: 'lan', value: 'off'});
    const before = lan.sent.length;
    const bob = await here('bob', 2);
    await until(() => lan.sent.length > before);
    expect(lan.sent.slice(before).map(({from}) => from)).toEqual(['10.0.0.2']);
    expect(await ann.core.query({type: 'reach'})).toMatchObject({lan: 'off'});
    expect(await bob.core.query({type: 'reach'})).toMatchObject({lan: 'on'});
  });
});

test('somebody whose clock is days off joins on one network, and is recognised there again', async () => {
  const clock = {...systemClock, now: () => Date.now() - 3 * 24 * 3_600_000};
  let [ann, bob] = [await here('ann', 1), await here('bob', 2, {clock})];
  const {text} = await makeInvite(ann, 'link');
  await bob.act({type: 'join', invite: text});
  await hasMet(ann, bob);
  await village.leave(bob);
  await village.leave(ann);
  ann = await here('ann', 66);
  bob = await here('bob', 77, {clock});
  for (const [one, other] of [
    [ann, bob],
    [bob, ann],
  ] as const) {
    await until(async () => (await one.core.query({type: 'reach'})).heard.includes(other.key));
  }
});

describe('an invite without an address, and without the internet', () => {
  test.each(['link', 'code'] as const)('is enough on one network, as a %s', async kind => {
    const ann = await here('ann', 1);
    const bob = await here('bob', 2);
    const {text} = await makeInvite(ann, kind);
    expect(await bob.act({type: 'join', invite: text})).toMatchObject({key: ann.key, relation: 'contact'});
    await ann.next('invite-used');
  });

  test('is enough for somebody who heard the beacon before the invite was there', async () => {
    const ann = await here('ann', 1);
    const {text} = await makeInvite(ann, 'link');
    const bob = await here('bob', 2);
    await until(() => lan.sent.some(({to}) => to === '10.0.0.2'));
    expect(await bob.act({type: 'join', invite: text})).toMatchObject({key: ann.key});
  });

  test('leads nowhere if nobody here made it', async () => {
    const ann = await here('ann', 1);
    const {text} = await makeInvite(ann, 'link');
    await village.leave(ann);
    const bob = await here('bob', 2);
    await expect(bob.act({type: 'join', invite: text})).rejects.toMatchObject({code: 'PEER_AWAY'});
    const before = lan.sent.length;
    const words = 'abandon ability able about above';
    await expect(bob.act({type: 'join', invite: words})).rejects.toMatchObject({code: 'CODE_WRONG'});
    expect(lan.sent.slice(before)).toEqual([]); // all who are here have just shown themselves
  });
});
