import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from '@jest/globals';
import createTestnet from 'hyperdht/testnet.js';
import type {InviteView} from '../../../src/core/api/api.ts';
import type {ReachPorts} from '../../../src/core/options.ts';
import {systemClock} from '../../../src/lib/time/clock.ts';
import {startDhtNode} from '../../../src/net/dht/dht-node.ts';
import type {ContactReachRow} from '../../../src/storage/types.ts';
import {createVillage, type Person, type PersonOptions, until, type Village} from '../../support/cores.ts';
import {createLan} from '../../support/lan.ts';
import {roomOf, say, shows, view} from '../../support/rooms.ts';

/** Four nodes on loopback; whoever is in a test has a network of addresses to themselves. */
let testnet: Awaited<ReturnType<typeof createTestnet>>;
let villages: Village[];
let folder: string;

beforeAll(async () => {
  testnet = await createTestnet(4, {host: '127.0.0.1'});
});
beforeEach(() => {
  villages = [];
  folder = mkdtempSync(join(tmpdir(), 'natter-table-'));
});
afterEach(async () => {
  await Promise.all(villages.map(village => village.close()));
  rmSync(folder, {recursive: true, force: true});
});
afterAll(() => testnet.destroy());

const ports: ReachPorts = {
  startTable: nodes => startDhtNode({bootstrap: nodes, host: '127.0.0.1', clock: systemClock}),
  bootstrap: async () => testnet.bootstrap.map(({host, port}) => `${host}:${port}`),
  hasNetwork: () => true,
  lan: null,
};

/** Somebody on a network of their own: no address of theirs leads there from anywhere else. */
async function alone(name: string, options: PersonOptions = {}): Promise<Person> {
  const village = createVillage();
  villages.push(village);
  const path = join(folder, `${name}.db`);
  const person = await village.person(name, {reach: ports, random: Math.random, path, ...options});
  if (options.reach === undefined) {
    await person.next('reach', ({reach}) => reach.dht.state === 'ready');
  }
  return person;
}

async function leave(person: Person): Promise<void> {
  await person.core.stop();
}

const makeInvite = async (host: Person, kind: 'link' | 'code' = 'link') =>
  (await host.act({type: 'invite', kind, lifetime: null, uses: null, withAddress: null})) as InviteView & {
    text: string;
  };

async function meet(ann: Person, bob: Person): Promise<void> {
  const {text} = await makeInvite(ann);
  await bob.act({type: 'join', invite: text});
  await until(() => [ann, bob].every(one => one.database.contactReach()[0]?.confirmed === 1));
}

async function talk(one: Person, other: Person, text: string): Promise<void> {
  await one.say(other.key, text);
  await other.next('entries-added', ({entries}) => entries.some(entry => entry.text === text));
}

const rungsOf = async (one: Person, other: Person) =>
  Object.fromEntries(
    (await one.core.query({type: 'why', who: other.id})).rungs.map(rung => [rung.rung, rung]),
  );

test('members of a room who are no contacts find each other, and talk without the one whom both know', async () => {
  const [ann, bob, cem] = [await alone('ann'), await alone('bob'), await alone('cem')];
  await meet(ann, bob);
  await meet(ann, cem);
  const room = await roomOf(ann, bob, cem);
  await until(
    async () => (await view(bob, room))?.room?.here.includes(cem.key) === true,
    'a link of the two',
  );
  const {rungs} = await bob.core.query({type: 'why', who: cem.key});
  expect(rungs.find(({isInUse}) => isInUse)).toMatchObject({rung: 'dht'});
  await leave(ann);
  await say(bob, room, 'without ann');
  await shows(cem, room, ['without ann']);
});

describe('an invite without an address', () => {
  test.each(['link', 'code'] as const)('is enough, as a %s', async kind => {
    const [ann, bob] = [await alone('ann'), await alone('bob')];
    const {text, ...made} = await makeInvite(ann, kind);
    expect(made).toMatchObject({hasAddress: false, needsAddress: false});
    expect(await bob.act({type: 'join', invite: text})).toMatchObject({
      key: ann.key,
      relation: 'contact',
      path: 'punched',
    });
    expect(await ann.next('invite-used')).toMatchObject({peer: {key: bob.key, relation: 'contact'}});
    expect((await ann.peer(bob.key))?.path).toBe('punched');
    expect(ann.database.peers()[0]?.address).toBeNull(); // where a way was punched, nobody listens
    await talk(ann, bob, 'hello');
    await talk(bob, ann, 'hi');
  });

  test('leads nowhere while its maker is away, and words that nobody waits under say so', async () => {
    const [ann, bob] = [await alone('ann'), await alone('bob')];
    const {text} = await makeInvite(ann);
    await leave(ann);
    await expect(bob.act({type: 'join', invite: text})).rejects.toMatchObject({code: 'PEER_AWAY'});
    const words = 'abandon ability able about above';
    await expect(bob.act({type: 'join', invite: words})).rejects.toMatchObject({code: 'CODE_WRONG'});
  });

  test('says that it is the network here that keeps us from the host, if that is so', async () => {
    const ann = await alone('ann');
    const {text} = await makeInvite(ann);
    await leave(ann);
    const lan = createLan().join('10.0.0.2');
    const bob = await alone('bob', {reach: {...ports, lan, hasNetwork: () => false}});
    await expect(bob.act({type: 'join', invite: text})).rejects.toMatchObject({
      code: 'DHT_UNREACHABLE',
      message: expect.stringContaining('This network lets no UDP out, or there is none'),
    });
  });

  test('an address stands in the link where the table is switched off', async () => {
    const ann = await alone('ann', {host: '10.0.0.1'});
    await ann.act({type: 'set', key: 'dht', value: 'off'});
    expect(await makeInvite(ann)).toMatchObject({hasAddress: true});
    expect(await ann.core.query({type: 'reach'})).toMatchObject({dht: {state: 'off'}});
  });
});

const ahead = (days: number): PersonOptions => ({
  clock: {...systemClock, now: () => Date.now() + days * 24 * 3_600_000},
});

describe('somebody whose clock is wrong', () => {
  test('by 40 days joins by an invite, is told, and is found again, whoever was away', async () => {
    const past = ahead(-40);
    let [ann, bob] = [await alone('ann'), await alone('bob', past)];
    await meet(ann, bob);
    await bob.next('notice', ({text}) =>
      text.startsWith('Your clock is 6 weeks behind that of ann: it says 20'),
    );
    await ann.next('notice', ({text}) =>
      text.startsWith('Your clock is 6 weeks ahead of that of bob: it says 20'),
    );
    const {clockAhead} = await ann.core.query({type: 'why', who: bob.id});
    expect(Math.round(clockAhead / 3_600_000)).toBe(-40 * 24);
    await leave(bob);
    await ann.next('peer-offline');
    await leave(ann);
    ann = await alone('ann');
    bob = await alone('bob', past);
    await ann.next('peer-online', ({peer}) => peer.key === bob.key);
    await leave(ann);
    await bob.next('peer-offline');
    ann = await alone('ann');
    await bob.next('peer-online');
    await talk(ann, bob, 'I looked for you');
  });

  test('since the two met last finds the other under the day before', async () => {
    let [ann, bob] = [await alone('ann'), await alone('bob')];
    await meet(ann, bob);
    await leave(bob);
    await ann.next('peer-offline');
    bob = await alone('bob', ahead(1));
    await bob.next('peer-online', ({peer}) => peer.key === ann.key);
  });
});

describe('contacts', () => {
  test('find each other again by nothing but their keys, whoever was away', async () => {
    let [ann, bob] = [await alone('ann'), await alone('bob')];
    await meet(ann, bob);
    await leave(bob);
    await ann.next('peer-offline');
    bob = await alone('bob');
    expect((await ann.next('peer-online', ({peer}) => peer.key === bob.key)).peer.path).toBe('punched');
    await talk(bob, ann, 'back again');
    await leave(ann);
    await bob.next('peer-offline');
    ann = await alone('ann');
    await bob.next('peer-online');
    await talk(ann, bob, 'me too');
    expect(await rungsOf(ann, bob)).toMatchObject({
      tcp: {isInUse: false},
      dht: {isInUse: true, obstacle: null},
    });
  });

  test('begin with the nodes that answered before, when those that everybody begins with are gone', async () => {
    let [ann, bob] = [await alone('ann'), await alone('bob')];
    await meet(ann, bob);
    await leave(ann);
    expect(ann.all('reach').at(-1)?.reach.dht.nodes).toBeGreaterThan(0);
    ann = await alone('ann', {reach: {...ports, bootstrap: async () => []}});
    await ann.next('peer-online', ({peer}) => peer.key === bob.key);
    await talk(ann, bob, 'still here');
  });

  test('are looked up as soon as a node answers, whatever becomes of our own announcement', async () => {
    let [ann, bob] = [await alone('ann'), await alone('bob')];
    await meet(ann, bob);
    await leave(bob);
    await ann.next('peer-offline');
    const startTable: ReachPorts['startTable'] = async nodes => ({
      ...(await startDhtNode({bootstrap: nodes, host: '127.0.0.1', clock: systemClock})),
      listen: () => new Promise(() => {}),
    });
    bob = await alone('bob', {reach: {...ports, startTable}});
    await bob.next('peer-online', ({peer}) => peer.key === ann.key);
    expect(bob.all('reach').map(({reach}) => reach.dht.state)).toEqual(['starting']);
  });

  test('whoever answers at their place with another key is not them, and hears nothing', async () => {
    let [ann, bob, carol] = [await alone('ann'), await alone('bob'), await alone('carol')];
    await meet(ann, bob);
    await carol.act({type: 'join', invite: (await makeInvite(ann)).text});
    const carolsOf = () => ann.database.contactReach().find(({person}) => person === carol.key);
    await until(() => carolsOf()?.confirmed === 1);
    const point = carolsOf()?.point ?? null;
    await leave(ann);
    await leave(bob);
    await carol.next('peer-offline');
    const online = carol.all('peer-online').length;
    ann = await alone('ann', {
      through(database) {
        const [bobs] = database.contactReach().filter(({person}) => person === bob.key);
        database.saveContactReach({...bobs, point} as ContactReachRow);
        database.deletePeer(carol.key);
        return database;
      },
    });
    const {attempt} = await ann.next('attempt', ({peer}) => peer.key === bob.key);
    expect(attempt).toMatchObject({
      ...{rung: 'dht', result: 'NOT_NATTER'},
      message: expect.stringContaining('could not prove to be your contact'),
    });
    expect(carol.all('peer-online')).toHaveLength(online);
  });

  test('who was blocked finds us no more, the others do', async () => {
    let [ann, bob, carol] = [await alone('ann'), await alone('bob'), await alone('carol')];
    await meet(ann, bob);
    await carol.act({type: 'join', invite: (await makeInvite(ann)).text});
    await until(() => ann.database.contactReach().every(({confirmed}) => confirmed === 1));
    await ann.act({type: 'block', who: bob.id});
    await until(() => ann.database.contactReach().some(({confirmed}) => confirmed === 2));
    await leave(bob);
    await leave(carol);
    carol = await alone('carol');
    await carol.next('peer-online', ({peer}) => peer.key === ann.key);
    bob = await alone('bob');
    await bob.say(ann.key, 'are you there?');
    const {attempt} = await bob.next('attempt', ({peer}) => peer.key === ann.key);
    expect(attempt).toMatchObject({rung: 'dht', result: 'PEER_AWAY'});
  });
});

test('a better path takes the place of a punched one, and nobody is shown as gone', async () => {
  const village = createVillage();
  villages.push(village);
  const lan = createLan();
  const people = await Promise.all(
    ['ann', 'bob'].map((name, index) => {
      const host = `10.0.0.${index + 1}`;
      return village.person(name, {host, random: Math.random, reach: {...ports, lan: lan.join(host)}});
    }),
  );
  const [guest, host] = people.toSorted((one, other) => (one.key < other.key ? 1 : -1)) as [Person, Person];
  for (const one of people) {
    await one.act({type: 'set', key: 'lan', value: 'off'});
  }
  await meet(host, guest);
  expect((await guest.peer(host.key))?.path).toBe('punched');
  await host.act({type: 'set', key: 'lan', value: 'on'});
  await guest.act({type: 'set', key: 'lan', value: 'on'});
  for (const one of people) {
    expect(await one.next('path')).toMatchObject({
      was: 'punched',
      peer: {path: 'memory', presence: 'online'},
    });
    expect(one.all('peer-offline')).toEqual([]);
  }
  await talk(guest, host, 'faster');
});

test('where no node answers, natter says so, and works without', async () => {
  const village = createVillage();
  villages.push(village);
  const nobody = {...ports, bootstrap: async () => []};
  const ann = await village.person('ann', {reach: nobody});
  const bob = await village.person('bob', {
    reach: {...ports, startTable: () => Promise.reject(new Error('no build'))},
  });
  await bob.next('reach', ({reach}) => reach.dht.state === 'missing');
  await ann.dial('bob');
  await bob.next('request-received');
  expect(await rungsOf(ann, bob)).toMatchObject({tcp: {isInUse: true}});
  expect(await rungsOf(bob, ann)).toMatchObject({dht: {obstacle: 'missing'}});
});
