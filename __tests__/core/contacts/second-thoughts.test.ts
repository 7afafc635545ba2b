import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {formatAddress} from '../../../src/lib/address.ts';
import type {Link} from '../../../src/net/link/link.ts';
import {
  befriend,
  createVillage,
  type Person,
  PORT,
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

/** Ann asks to talk with Bob. */
async function request(): Promise<{ann: Person; bob: Person}> {
  const ann = await village.person('ann');
  const bob = await village.person('bob');
  await ann.dial('bob');
  await bob.next('request-received');
  return {ann, bob};
}

test('who dials somebody whose request waits has said yes', async () => {
  const {ann, bob} = await request();
  expect(await bob.dial('ann')).toMatchObject({key: ann.key, relation: 'contact', presence: 'online'});
  await ann.next('request-accepted');
  await bob.say(ann.key, 'hello');
  await ann.next('entries-added', ({entries}) => entries[0]?.text === 'hello');
});

test('a request that was declined can be accepted after all, and is linked again', async () => {
  const {ann, bob} = await request();
  await bob.act({type: 'decline', who: ann.key});
  await ann.next('request-declined');
  await bob.act({type: 'accept', who: ann.key});
  await ann.next('request-accepted');
  await bob.say(ann.key, 'sorry, hello');
  await ann.next('entries-added', ({entries}) => entries[0]?.text === 'sorry, hello');
});

test('who asked and went is linked when the answer is yes', async () => {
  const {ann, bob} = await request();
  await ann.act({type: 'disconnect', who: bob.key});
  await bob.act({type: 'accept', who: ann.key});
  await ann.next('request-accepted');
});

test('a contact that says again and again that it does not accept us is heard once', async () => {
  const ann = await village.person('ann');
  const eve = village.stranger({seed: 77});
  const link = await eve.dial('ann');
  record(link);
  await ann.next('request-received');
  await ann.act({type: 'accept', who: eve.id});
  for (let round = 0; round < 500; round++) {
    link.send({type: 'standing', accepted: round % 2 === 1});
  }
  link.send({type: 'rename', name: 'marker'});
  await ann.next('peer-changed', ({peer}) => peer.name === 'marker');
  expect(ann.all('notice').map(({text}) => text)).toEqual([
    'stranger77 has to accept you again. Your messages will be delivered once they do.',
  ]);
});

test('an address that was dialled is not replaced by where the peer came in from; that is tried second', async () => {
  const ann = await village.person('ann');
  const home = await atHome(ann);
  await home.network.close();
  await ann.next('peer-offline');

  const hotel = village.stranger({seed: 91, host: 'hotel', hello: {port: PORT}});
  const there = await hotel.listen();
  const visit = await hotel.dial('ann');
  record(visit);
  await ann.next('peer-online');
  expect(ann.database.peers()[0]?.address).toBe(formatAddress({host: 'home', port: PORT}));
  await visit.close('quit');
  await until(() => there.length > 0); // nobody is at home: ann looks in the hotel
  await ann.next('peer-online');
  expect(ann.database.peers()[0]?.address).toBe(formatAddress({host: 'hotel', port: PORT}));
});

/** A contact that ann dialled at home. */
async function atHome(ann: Person): Promise<Stranger> {
  const home = village.stranger({seed: 91, host: 'home', hello: {port: PORT}});
  const links = await home.listen();
  const dialled = ann.dial('home');
  await until(() => links.length > 0);
  record(links[0] as Link);
  await dialled;
  links[0]?.send({type: 'standing', accepted: true});
  await ann.next('request-accepted');
  return home;
}

test('an address that somebody merely claims keeps nobody from dialling it', async () => {
  const ann = await village.person('ann');
  const bob = village.stranger({seed: 95, host: 'nat', hello: {port: PORT}});
  record(await bob.dial('ann'));
  await ann.next('request-received');
  await ann.act({type: 'accept', who: bob.id});
  const carol = village.stranger({seed: 96, host: 'nat'});
  const links = await carol.listen();
  const dialled = ann.dial('nat');
  await until(() => links.length > 0);
  record(links[0] as Link);
  expect((await dialled).key).toBe(carol.key);
});

test('who is disconnected from while the link is being renewed stays so', async () => {
  for (let fresh = 0; fresh < 12; fresh++) {
    const others = createVillage();
    try {
      const ann = await others.person('ann', {renewal: {age: 0, bytes: 2 ** 40, period: 5}});
      const bob = await others.person('bob', {
        limits: {
          ...{attemptBurst: 1e6, pendingHandshakes: 1000},
          ...{pendingHandshakesPerHost: 1000, linksPerHost: 1000},
        },
      });
      await befriend(ann, bob);
      for (let round = 0; round < 3; round++) {
        const before = ann.all('peer-online').length;
        await ann.act({type: 'disconnect', who: bob.key});
        await ann.dial('bob'); // it is new only if nobody came back by itself
        expect(ann.all('peer-online').length).toBe(before + 1);
      }
    } finally {
      await others.close();
    }
  }
});

test('a message to somebody who forgot us, or whom we were disconnected from, dials after all', async () => {
  const ann = await village.person('ann');
  const bob = await village.person('bob');
  await befriend(bob, ann); // bob dialled: he knows where ann is
  await ann.act({type: 'forget', who: 'bob'});
  await bob.next('peer-offline', ({reason}) => reason === 'disconnect');
  await quiet();
  expect(ann.all('request-received')).toHaveLength(1);
  await bob.say(ann.key, 'are you there?');
  await until(() => ann.all('request-received').length === 2);
  await ann.act({type: 'accept', who: 'bob'});
  await ann.next('entries-added', ({entries}) => entries.some(({text}) => text === 'are you there?'));
});
