import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {directWith} from '../../../src/lib/conversation.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import type {Link} from '../../../src/net/link/link.ts';
import type {Database} from '../../../src/storage/types.ts';
import {
  befriend,
  createVillage,
  type Person,
  quiet,
  record,
  until,
  type Village,
} from '../../support/cores.ts';
import {manualClock} from '../../support/manual-clock.ts';

let village: Village;

beforeEach(() => {
  village = createVillage();
});

afterEach(() => village.close());

/** A disk that can be made to refuse what is stored about peers, or to fail the next time messages are read. */
function disk() {
  const refuses = {peers: false, reading: false};
  const refuse = () => {
    throw new NatterError('DISK_FULL', 'The disk is full.');
  };
  const through = (database: Database): Database => ({
    ...database,
    savePeer: row => (refuses.peers ? refuse() : database.savePeer(row)),
    shown(rows) {
      if (refuses.reading) {
        refuses.reading = false;
        refuse();
      }
      return database.shown(rows);
    },
  });
  return {refuses, through};
}

function failures(person: Person) {
  return person.all('failed').map(({code}) => code);
}

async function first(links: readonly Link[]): Promise<Link> {
  await until(() => links.length > 0);
  return links[0] as Link;
}

test('a contact that leaves while the disk is full is shown offline, and comes back', async () => {
  const {refuses, through} = disk();
  const ann = await village.person('ann', {through});
  const bob = village.stranger({seed: 78, host: 'bob'});
  const links = await bob.listen();
  const dialled = ann.dial('bob');
  const link = await first(links);
  record(link);
  await dialled;
  link.send({type: 'standing', accepted: true});
  await ann.next('request-accepted');
  refuses.peers = true;
  await link.close('quit');
  await ann.next('peer-offline', ({peer, reason}) => peer.key === bob.key && reason === 'quit');
  refuses.peers = false;
  await until(() => links.length > 1);
  await ann.next('peer-online');
});

test('names that come late, and a swap of links that never comes, find a full disk and end nothing', async () => {
  const {refuses, through} = disk();
  const clock = manualClock(1_700_000_000_000);
  const ann = await village.person('ann', {through, clock});
  const eve = village.stranger({seed: 79});
  const link = await eve.dial('ann');
  record(link);
  await ann.next('request-received');
  await ann.act({type: 'accept', who: eve.id});
  link.send({type: 'rename', name: 'one'});
  link.send({type: 'rename', name: 'two'});
  await ann.next('peer-changed', ({peer}) => peer.name === 'one');
  await quiet();
  refuses.peers = true;
  clock.advance(1100);
  await ann.next('failed', ({code}) => code === 'DISK_FULL');
  expect((await ann.peer(eve.key))?.name).toBe('one');
  await link.close('duplicate');
  await quiet();
  clock.advance(2100);
  await until(() => ann.core.query({type: 'snapshot'}).then(({peers}) => peers[0]?.presence === 'offline'));
  refuses.peers = false;
  expect((await ann.peer(eve.key))?.relation).toBe('contact');
});

test('whom the disk has no room for is not linked, and nothing of the link is left', async () => {
  const {refuses, through} = disk();
  const ann = await village.person('ann', {through});
  const bob = village.stranger({seed: 80, host: 'bob'});
  const links = await bob.listen();
  refuses.peers = true;
  const dialled = ann.dial('bob');
  const {ends} = record(await first(links));
  await expect(dialled).rejects.toMatchObject({code: 'DISK_FULL'});
  await until(() => ends.length > 0);
  expect(ends).toMatchObject([{type: 'bye', bye: {reason: 'busy'}}]);
  expect(await ann.peer(bob.key)).toBeUndefined();

  const eve = village.stranger({seed: 81});
  const incoming = record(await eve.dial('ann'));
  await until(() => incoming.ends.length > 0);
  expect(incoming.ends).toMatchObject([{type: 'bye', bye: {reason: 'busy'}}]);
  await ann.next('failed', ({code}) => code === 'DISK_FULL');
});

test('a link that cannot be replaced because the disk is full goes on', async () => {
  const {refuses, through} = disk();
  const ann = await village.person('ann', {through});
  const bob = await village.person('bob');
  await befriend(ann, bob);
  const other = village.stranger({seed: 'b'.charCodeAt(0), hello: {instance: 999}});
  refuses.peers = true;
  const {ends} = record(await other.dial('ann'));
  await until(() => ends.length > 0);
  refuses.peers = false;
  await bob.say(ann.key, 'still here');
  await ann.next('entries-added', ({entries}) => entries[0]?.text === 'still here');
  expect(ann.all('peer-offline')).toEqual([]);
});

test('what was stored is never reported as failed, though it could not be shown', async () => {
  const {refuses, through} = disk();
  const ann = await village.person('ann', {through});
  const bob = await village.person('bob');
  await befriend(ann, bob);
  refuses.reading = true;
  await ann.say(bob.key, 'once');
  await bob.next('entries-added', ({entries}) => entries[0]?.text === 'once');
  expect(failures(ann)).toEqual(['DISK_FULL']);
  refuses.reading = true;
  await bob.say(ann.key, 'twice');
  await until(() => failures(ann).length === 2);
  await bob.next('delivery-changed', ({state}) => state === 'delivered');
  await bob.say(ann.key, 'thrice');
  await ann.next('entries-added', ({entries}) => entries[0]?.text === 'thrice');
  expect(ann.all('peer-offline')).toEqual([]);
  const {entries} = await ann.core.query({
    type: 'history',
    conversation: directWith(bob.key),
    before: null,
    limit: 10,
  });
  expect(entries.map(({text}) => text)).toEqual(['once', 'twice', 'thrice']);
});
