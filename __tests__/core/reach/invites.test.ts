import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import type {Action, InviteView} from '../../../src/core/api/api.ts';
import {systemClock} from '../../../src/lib/time/clock.ts';
import {createVillage, type Person, type PersonOptions, quiet, type Village} from '../../support/cores.ts';

const HOUR = 3_600_000;
let village: Village;
let folder: string;

beforeEach(() => {
  village = createVillage();
  folder = mkdtempSync(join(tmpdir(), 'natter-invites-'));
});

afterEach(async () => {
  await village.close();
  rmSync(folder, {recursive: true, force: true});
});

const at = (last: number, options: PersonOptions = {}) => ({host: `10.0.0.${last}`, ...options});

async function makeInvite(host: Person, wish: Partial<Extract<Action, {type: 'invite'}>> = {}) {
  const made = await host.act({
    type: 'invite',
    kind: 'link',
    lifetime: null,
    uses: null,
    withAddress: null,
    ...wish,
  });
  return made as InviteView & {text: string};
}

const use = (guest: Person, text: string) => guest.act({type: 'join', invite: text});

async function talk(one: Person, other: Person): Promise<void> {
  await one.say(other.key, 'hello');
  await other.next('entries-added', ({entries}) => entries[0]?.text === 'hello');
  await other.say(one.key, 'hi');
  await one.next('entries-added', ({entries}) => entries[0]?.text === 'hi');
}

test.each(['ask', 'open', 'closed'] as const)(
  'two newcomers talk after one link, with requests %s',
  async requests => {
    const ann = await village.person('ann', at(1, {requests}));
    const bob = await village.person('bob', at(2));
    const made = await makeInvite(ann);
    expect(ann.all('invite').map(({invite}) => invite)).toEqual([made]);
    expect(await use(bob, made.text)).toMatchObject({
      key: ann.key,
      relation: 'contact',
      presence: 'online',
      verified: false,
    });
    expect(await ann.next('invite-used')).toMatchObject({
      id: made.id,
      peer: {key: bob.key, relation: 'contact', verified: false},
    });
    await talk(ann, bob);
    expect(ann.all('request-received')).toEqual([]);
  },
);

test('a link is taken as mail and chats leave it: in pieces, in capitals, in brackets', async () => {
  const ann = await village.person('ann', at(1));
  const bob = await village.person('bob', at(2));
  const {text} = await makeInvite(ann);
  const torn = `<${text.slice(0, 30)}\r\n  ${text.slice(30, 70).toUpperCase()} ${text.slice(70)}>.`;
  expect(await use(bob, torn)).toMatchObject({key: ann.key, relation: 'contact'});
});

test('a link without an address does with one behind it', async () => {
  const ann = await village.person('ann', at(1));
  const bob = await village.person('bob', at(2));
  const made = await makeInvite(ann, {withAddress: false});
  expect(made).toMatchObject({hasAddress: false, needsAddress: true});
  await expect(use(bob, made.text)).rejects.toMatchObject({code: 'INVITE_NO_WAY'});
  expect(await use(bob, `${made.text} 10.0.0.1:4242`)).toMatchObject({key: ann.key, relation: 'contact'});
});

test('five words and an address do, also with the first four letters of each', async () => {
  const ann = await village.person('ann', at(1, {requests: 'closed'}));
  const bob = await village.person('bob', at(2));
  const {text} = await makeInvite(ann, {kind: 'code'});
  const typed = text
    .split(' ')
    .map(word => word.slice(0, 4).toUpperCase())
    .join(' ');
  await expect(use(bob, typed)).rejects.toMatchObject({code: 'INVITE_NO_WAY'});
  expect(await use(bob, `${typed} 10.0.0.1:4242`)).toMatchObject({key: ann.key, verified: false});
  await talk(ann, bob);
  const [listed] = await ann.core.query({type: 'invites'});
  expect(listed).toMatchObject({kind: 'code', isOpen: false, usedBy: [bob.key]});
});

test('the link outlives a restart of its maker, and so does that it was used', async () => {
  const path = join(folder, 'ann.db');
  let ann = await village.person('ann', at(1, {path}));
  const bob = await village.person('bob', at(2));
  const eve = await village.person('eve', at(3));
  const {text, id} = await makeInvite(ann);
  await village.leave(ann);
  ann = await village.person('ann', at(1, {path}));
  await use(bob, text);
  await village.leave(ann);
  ann = await village.person('ann', at(1, {path}));
  await expect(use(eve, text)).rejects.toMatchObject({code: 'INVITE_USED'});
  expect(await ann.next('invite-surplus')).toMatchObject({id, usedBy: [{key: bob.key}]});
  expect((await ann.peer(bob.key))?.relation).toBe('contact');
});

describe('one more than the invite is for', () => {
  test('is turned away, whatever requests are; its maker hears of it once', async () => {
    const ann = await village.person('ann', at(1, {requests: 'open'}));
    const [bob, eve, mallory] = [
      await village.person('bob', at(2)),
      await village.person('eve', at(3)),
      await village.person('mallory', at(4)),
    ];
    const {text} = await makeInvite(ann);
    await use(bob, text);
    await expect(use(eve, text)).rejects.toMatchObject({code: 'INVITE_USED'});
    await expect(use(mallory, text)).rejects.toMatchObject({code: 'INVITE_USED'});
    await expect(use(eve, text)).rejects.toMatchObject({code: 'INVITE_USED'});
    expect(ann.all('invite-surplus')).toHaveLength(1);
    expect(await ann.peer(eve.key)).toBeUndefined();
    expect(await eve.peer(ann.key)).toBeUndefined();
  });

  test('is nobody who came by it already, or is a contact anyway', async () => {
    const ann = await village.person('ann', at(1));
    const bob = await village.person('bob', at(2));
    const carol = await village.person('carol', at(3));
    await use(bob, (await makeInvite(ann)).text);
    const {text} = await makeInvite(ann, {uses: 1});
    await bob.act({type: 'disconnect', who: ann.key});
    await ann.next('peer-offline');
    expect(await use(bob, text)).toMatchObject({relation: 'contact'});
    expect(await use(carol, text)).toMatchObject({relation: 'contact'}); // bob had not used it up
    await carol.act({type: 'disconnect', who: ann.key});
    await ann.next('peer-offline', ({peer}) => peer.key === carol.key);
    expect(await use(carol, text)).toMatchObject({relation: 'contact', presence: 'online'});
    expect(ann.all('invite-surplus')).toEqual([]);
    expect(ann.all('invite-used')).toHaveLength(2);
  });

  test('comes by an invite for two as the third', async () => {
    const ann = await village.person('ann', at(1));
    const {text} = await makeInvite(ann, {uses: 2});
    await use(await village.person('bob', at(2)), text);
    await use(await village.person('carol', at(3)), text);
    const eve = await village.person('eve', at(4));
    await expect(use(eve, text)).rejects.toMatchObject({code: 'INVITE_USED'});
  });
});

test('somebody blocked learns nothing by an invite, and does not use it up', async () => {
  const ann = await village.person('ann', at(1));
  const bob = await village.person('bob', at(2));
  const eve = await village.person('eve', at(3));
  await use(eve, (await makeInvite(ann)).text);
  await ann.act({type: 'block', who: eve.key});
  const {text} = await makeInvite(ann);
  await expect(use(eve, text)).rejects.toMatchObject({code: 'PEER_REFUSED'});
  expect(await use(bob, text)).toMatchObject({relation: 'contact'});
  expect(ann.all('invite-surplus')).toEqual([]);
});

test('somebody who was declined, or waits, is a contact after an invite', async () => {
  const ann = await village.person('ann', at(1));
  const bob = await village.person('bob', at(2));
  await bob.act({type: 'connect', address: {host: ann.host, port: 4242}});
  await ann.next('request-received');
  await ann.act({type: 'decline', who: bob.key});
  await bob.next('request-declined');
  expect(await use(bob, (await makeInvite(ann)).text)).toMatchObject({relation: 'contact'});
  await talk(bob, ann);
});

test('somebody under the name of a contact is set apart, and does not slip in by coming again', async () => {
  const ann = await village.person('ann', at(1));
  const bob = await village.person('bob', at(2));
  const other = await village.person('bob', at(3, {seed: 99}));
  await use(bob, (await makeInvite(ann)).text);
  const {text} = await makeInvite(ann);
  const first = use(other, text);
  await ann.next('key-alarm');
  await other.act({type: 'rename', name: 'harmless'});
  await other.act({type: 'disconnect', who: ann.key});
  expect(await first).toMatchObject({relation: 'asking'}); // ann has to look at the alarm first
  await quiet();
  const again = use(other, text);
  await ann.next('peer-changed', ({peer}) => peer.key === other.key);
  await quiet();
  await other.act({type: 'disconnect', who: ann.key}).catch(() => {});
  await again.catch(() => {});
  expect(await ann.peer(other.key)).toMatchObject({relation: 'alarmed', ownName: 'bob'});
});

describe('an invite that does not hold', () => {
  test('is over', async () => {
    let ahead = 0;
    const clock = {...systemClock, now: () => systemClock.now() + ahead};
    const ann = await village.person('ann', at(1, {clock}));
    const bob = await village.person('bob', at(2));
    const {text} = await makeInvite(ann, {lifetime: HOUR});
    ahead = HOUR;
    await expect(use(bob, text)).rejects.toMatchObject({code: 'INVITE_EXPIRED'});
    ahead = 9 * 24 * HOUR;
    await expect(use(bob, text)).rejects.toMatchObject({code: 'INVITE_UNKNOWN'});
    await makeInvite(ann);
    expect(await ann.core.query({type: 'invites'})).toHaveLength(1);
    expect(await ann.peer(bob.key)).toBeUndefined();
  });

  test('was cancelled', async () => {
    const ann = await village.person('ann', at(1));
    const bob = await village.person('bob', at(2));
    const {id, text} = await makeInvite(ann);
    await ann.act({type: 'cancel-invite', id});
    await expect(use(bob, text)).rejects.toMatchObject({code: 'INVITE_UNKNOWN'});
    await expect(ann.act({type: 'cancel-invite', id})).rejects.toMatchObject({code: 'INVITE_UNKNOWN'});
  });

  test('is our own', async () => {
    const ann = await village.person('ann', at(1));
    for (const kind of ['link', 'code'] as const) {
      const {text} = await makeInvite(ann, {kind});
      await expect(use(ann, `${text} 10.0.0.1:4242`)).rejects.toMatchObject({code: 'INVITE_OWN'});
    }
  });

  test.each([
    ['damaged', (text: string) => text.slice(0, -1)],
    ['cut', (text: string) => text.slice(0, 40)],
    ['no link at all', () => 'natter:'],
  ])('is %s', async (_, change) => {
    const ann = await village.person('ann', at(1));
    const bob = await village.person('bob', at(2));
    const {text} = await makeInvite(ann);
    await expect(use(bob, change(text))).rejects.toMatchObject({code: 'INVITE_DAMAGED'});
  });

  test('leads to somebody else, who learns nothing', async () => {
    const ann = await village.person('ann', at(1));
    const bob = await village.person('bob', at(2));
    const {text} = await makeInvite(ann);
    await village.leave(ann);
    const thief = await village.person('thief', at(1, {requests: 'open'}));
    await expect(use(bob, text)).rejects.toMatchObject({code: 'INVITE_UNKNOWN'});
    expect((await thief.snapshot()).peers).toEqual([]);
  });

  test('names the address that is ours in another network: nobody is there but we', async () => {
    const ann = await village.person('ann', at(1));
    const {text} = await makeInvite(ann);
    const elsewhere = createVillage();
    const bob = await elsewhere.person('bob', at(1));
    await expect(use(bob, text)).rejects.toMatchObject({code: 'PEER_AWAY'});
    await elsewhere.close();
  });

  test('has words that nobody waits under', async () => {
    await village.person('ann', at(1));
    const bob = await village.person('bob', at(2));
    const words = 'abandon ability able about above 10.0.0.1:4242';
    await expect(use(bob, words)).rejects.toMatchObject({code: 'CODE_WRONG'});
  });

  test('is the fifth', async () => {
    const ann = await village.person('ann', at(1));
    for (let count = 0; count < 4; count++) {
      await makeInvite(ann);
    }
    await expect(makeInvite(ann)).rejects.toMatchObject({code: 'INVITES_FULL'});
  });
});

test('where the disk is full nobody comes in, and the invite still holds', async () => {
  let isFull = false;
  const ann = await village.person(
    'ann',
    at(1, {
      through: database => ({
        ...database,
        saveInvite(row) {
          if (isFull) {
            throw new Error('full');
          }
          database.saveInvite(row);
        },
      }),
    }),
  );
  const bob = await village.person('bob', at(2));
  const {text} = await makeInvite(ann);
  isFull = true;
  expect(await use(bob, text)).toMatchObject({relation: 'asking'});
  await ann.next('failed');
  expect(await ann.peer(bob.key)).toBeUndefined();
  isFull = false;
  await use(bob, text).catch(() => {}); // or natter was quicker to dial again by itself
  await ann.act({type: 'accept', who: bob.key}).catch(() => {});
  await bob.next('request-accepted');
});

test('of a guest who is forgotten nothing is kept with the invite', async () => {
  const ann = await village.person('ann', at(1));
  const bob = await village.person('bob', at(2));
  const {text} = await makeInvite(ann);
  await use(bob, text);
  await ann.act({type: 'forget', who: bob.key});
  const [listed] = await ann.core.query({type: 'invites'});
  expect(listed).toMatchObject({isOpen: false, usedBy: [null]});
});
