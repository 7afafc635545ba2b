import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {peerKey} from '../../../src/lib/ids.ts';
import {countGraphemes} from '../../../src/lib/text/graphemes.ts';
import type {Link} from '../../../src/net/link/link.ts';
import {connect} from '../../../src/storage/sqlite/connection.ts';
import type {Database} from '../../../src/storage/types.ts';
import type {ChatMessage} from '../../../src/wire/chat/messages.ts';
import {
  befriend,
  createVillage,
  DATABASE_KEY,
  quiet,
  record,
  until,
  type Village,
} from '../../support/cores.ts';
import {manualClock} from '../../support/manual-clock.ts';
import {entriesOf, haveOf, readOf, wireEntry} from '../../support/wire.ts';

const NOW = 1_700_000_000_000;
/** More at once than the limits of the network let through; it has tests of its own. */
const crowd = {pendingHandshakes: 1000};

let village: Village;
let folder: string;

beforeEach(() => {
  village = createVillage();
  folder = mkdtempSync(join(tmpdir(), 'natter-strangers-'));
});

afterEach(async () => {
  await village.close();
  rmSync(folder, {recursive: true, force: true});
});

function send(link: Link, count: number, message: ChatMessage): void {
  for (let sent = 0; sent < count; sent++) {
    link.send(message);
  }
}

describe('a key that is not accepted', () => {
  test.each<ChatMessage>([
    {type: 'typing', active: true},
    {type: 'rename', name: 'eve'},
    {type: 'ping', nonce: 1},
    {type: 'pong', nonce: 1},
    haveOf(peerKey('11'.repeat(32))),
    {type: 'standing', accepted: true},
  ])('may send 20 messages at once, but not 21: %j', async said => {
    const ann = await village.person('ann', {clock: manualClock(NOW)});
    const message = said.type === 'have' ? haveOf(ann.key) : said;
    const eve = village.stranger({seed: 66});
    const link = await eve.dial('ann');
    const heard = record(link);
    send(link, 20, message);
    await until(() => heard.messages.length > 0);
    await quiet();
    expect(heard.ends).toEqual([]);
    send(link, 1, message);
    await until(() => heard.ends.length > 0);
    expect(heard.ends).toMatchObject([{type: 'bye', bye: {reason: 'busy'}}]);
    expect(await ann.peer(eve.key)).toMatchObject({relation: 'request'});
  });

  test('gets 5 messages a second', async () => {
    const clock = manualClock(NOW);
    const ann = await village.person('ann', {clock, limits: {heartbeat: 1e9, silence: 1e9}});
    const eve = village.stranger({seed: 66});
    const link = await eve.dial('ann');
    const heard = record(link);
    await ann.next('request-received');
    for (const count of [20, 5, 5]) {
      send(link, count, {type: 'typing', active: true});
      await quiet();
      expect(heard.ends).toEqual([]);
      clock.advance(1000);
    }
    send(link, 6, {type: 'typing', active: true});
    await until(() => heard.ends.length > 0);
  });

  test('is cut off for what it sent before anybody listened, too', async () => {
    await village.person('ann', {clock: manualClock(NOW)});
    const eve = village.stranger({seed: 66});
    const link = await eve.dial('ann');
    send(link, 500, {type: 'typing', active: true});
    const heard = record(link);
    await until(() => heard.ends.length > 0);
    expect(heard.ends).toMatchObject([{type: 'bye', bye: {reason: 'busy'}}]);
  });

  test('is not limited once it is a contact', async () => {
    const ann = await village.person('ann', {clock: manualClock(NOW)});
    const eve = village.stranger({seed: 66});
    const link = await eve.dial('ann');
    const heard = record(link);
    await ann.next('request-received');
    await ann.act({type: 'accept', who: eve.id});
    send(link, 1000, {type: 'pong', nonce: 1});
    send(link, 1, {type: 'rename', name: 'the last word'});
    await ann.next('peer-changed', ({peer}) => peer.name === 'the last word');
    expect(heard.ends).toEqual([]);
  });

  test('leaves nothing behind but its request', async () => {
    const path = join(folder, 'ann.db');
    const ann = await village.person('ann', {path});
    const eve = village.stranger({
      seed: 66,
      host: 'h'.repeat(200),
      hello: {
        name: `${'\u{1f469}\u200d\u{1f680}'.repeat(40)}${'z\u0301\u0302\u0303\u0304\u0305'.repeat(6)}`,
        port: 65_535,
      },
    });
    const link = await eve.dial('ann');
    const heard = record(link);
    await ann.next('request-received');
    link.send({type: 'standing', accepted: true});
    link.send({...haveOf(ann.key, {epoch: 1, sequence: 1_000_000}), clock: 2 ** 40});
    link.send(readOf(ann.key, {epoch: 1, sequence: 1_000_000}));
    link.send({type: 'typing', active: true});
    const body = 'x'.repeat(16_384);
    link.send(entriesOf(eve.key, 7, 1, wireEntry(1, body), wireEntry(2, body)));
    await until(() => heard.ends.length > 0);
    await village.leave(ann);

    const connection = connect(path, DATABASE_KEY);
    const count = (table: string) =>
      connection.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(['authors', 'conversations', 'logs', 'entries', 'search_grams'].map(count)).toEqual([
      1, 0, 0, 0, 0,
    ]);
    const rows = connection.prepare<[], {name: string; address: string}>('SELECT * FROM peers').all();
    connection.close();
    expect(rows).toHaveLength(1);
    expect(countGraphemes(rows[0]?.name ?? '', 99)).toBeLessThanOrEqual(32);
    expect(Buffer.byteLength(JSON.stringify(rows[0]))).toBeLessThan(1500);
    expect(rows[0]?.address).toBe(`${'h'.repeat(200)}:65535`);
  });
});

test('at most 50 wait for an answer, however many come at the same moment', async () => {
  const ann = await village.person('ann', {limits: crowd});
  const bob = await village.person('bob');
  await befriend(bob, ann);
  await village.leave(bob);
  const strangers = Array.from({length: 60}, (_, index) =>
    village.stranger({seed: 100 + index, hello: {name: index % 2 === 0 ? 'bob' : `stranger${index}`}}),
  );
  const dials = await Promise.allSettled(strangers.map(stranger => stranger.dial('ann')));
  const ends = dials.map(dial => (dial.status === 'fulfilled' ? record(dial.value).ends : [dial.reason]));
  await until(() => ends.filter(end => end.length > 0).length === 10);
  expect(ann.database.peers().filter(row => row.key !== bob.key)).toHaveLength(50);
  const late = village.stranger({seed: 200});
  await expect(late.dial('ann')).rejects.toMatchObject({
    code: 'PEER_REFUSED',
    message: expect.stringContaining('too many connections or requests'),
  });
  expect(ann.database.peers()).toHaveLength(51);
});

/** Counts the writes of a database about peers. */
function counting(): {writes: number; through: (database: Database) => Database} {
  const counted = {
    writes: 0,
    through(database: Database): Database {
      return {
        ...database,
        savePeer(row) {
          counted.writes++;
          database.savePeer(row);
        },
        saveDevice(row) {
          counted.writes++;
          database.saveDevice(row);
        },
      };
    },
  };
  return counted;
}

test('promise 4: strangers who come and go without end cannot make natter busy, and contacts come in', async () => {
  const clock = manualClock(NOW);
  const disk = counting();
  const patient = {...crowd, heartbeat: 1e12, silence: 1e12};
  const ann = await village.person('ann', {clock, limits: patient, through: disk.through});
  const bob = await village.person('bob');
  await befriend(bob, ann);
  /** A key comes from a host where nobody was before, and goes. */
  async function visit(number: number): Promise<void> {
    const stranger = village.stranger({seed: 66 + (number % 3), host: `host${number}`});
    const link = await stranger.dial('ann').catch(() => null);
    await link?.close('quit');
    await quiet(3);
  }

  const before = disk.writes;
  for (let number = 0; number < 150; number++) {
    await visit(number);
  }
  expect(disk.writes - before).toBeGreaterThan(64);
  expect(disk.writes - before).toBeLessThanOrEqual(64 * 3); // of each: who it is, its device, when it was last seen
  await village.leave(bob);
  const again = await village.person('bob');
  await again.dial('ann');
  await ann.next('peer-online', ({peer}) => peer.key === bob.key);
  const after = disk.writes;
  clock.advance(1000); // one more each second
  for (let number = 150; number < 160; number++) {
    await visit(number);
  }
  expect(disk.writes - after).toBeLessThanOrEqual(3);
});

test('of those we said no to, the 500 newest are remembered', async () => {
  const ann = await village.person('ann', {path: join(folder, 'ann.db')});
  await village.leave(ann);
  const before = await village.person('ann', {path: join(folder, 'ann.db'), limits: crowd});
  const keys = Array.from({length: 505}, (_, index) => peerKey(index.toString(16).padStart(64, '0')));
  before.database.together(() => {
    for (const [index, key] of keys.entries()) {
      const row = {key, name: `n${index}`, relation: 'declined', verified: false, address: null} as const;
      before.database.savePeer({...row, lastSeen: NOW + index, held: false});
    }
  });
  await village.leave(before);
  const again = await village.person('ann', {path: join(folder, 'ann.db')});
  const eve = village.stranger({seed: 66});
  await eve.dial('ann');
  await again.next('request-received');
  await again.act({type: 'decline', who: eve.id});
  const left = new Set(again.database.peers().map(row => row.key));
  expect(left.size).toBe(500);
  expect(left.has(eve.key)).toBe(true);
  expect(keys.filter(key => !left.has(key))).toEqual(keys.slice(0, 6));
  const gone = again.all('peer-forgotten').map(({key}) => key);
  expect(new Set(gone)).toEqual(new Set(keys.slice(0, 6)));
});

test('a contact that renames itself without end causes one write and one redraw a second', async () => {
  const clock = manualClock(NOW);
  const ann = await village.person('ann', {clock, limits: {heartbeat: 1e9, silence: 1e9}});
  const eve = village.stranger({seed: 66});
  const link = await eve.dial('ann');
  record(link);
  await ann.next('request-received');
  await ann.act({type: 'accept', who: eve.id});
  await quiet();
  const before = ann.all('peer-changed').length;
  for (let count = 0; count <= 1000; count++) {
    link.send({type: 'rename', name: `eve ${count}`});
  }
  await ann.next('peer-changed', ({peer}) => peer.name === 'eve 0');
  await quiet();
  expect(ann.all('peer-changed').slice(before)).toMatchObject([{peer: {name: 'eve 0'}}]);
  clock.advance(999);
  await quiet();
  expect(ann.all('peer-changed')).toHaveLength(before + 1);
  clock.advance(1);
  await quiet();
  expect(ann.all('peer-changed').slice(before + 1)).toMatchObject([{peer: {name: 'eve 1000'}}]);
  expect(ann.database.peers()).toMatchObject([{name: 'eve 1000'}]);
});

test('what was put off until later does not happen after the end', async () => {
  const clock = manualClock(NOW);
  const ann = await village.person('ann', {clock});
  const eve = village.stranger({seed: 66});
  const bob = village.stranger({seed: 67});
  const [link, other] = [await eve.dial('ann'), await bob.dial('ann')];
  record(link);
  await until(() => ann.all('request-received').length === 2);
  await ann.act({type: 'accept', who: eve.id});
  link.send({type: 'rename', name: 'one'});
  link.send({type: 'rename', name: 'two'});
  await ann.next('peer-changed', ({peer}) => peer.name === 'one');
  await other.close('duplicate');
  await quiet();
  await village.leave(ann);
  const before = ann.events.length;
  clock.advance(60_000); // the database is closed: whatever wanted to write now would throw
  expect(ann.events).toHaveLength(before);
});

test('our own new name tells apart who could be taken for us, at once', async () => {
  const ann = await village.person('ann');
  const bob = await village.person('bob');
  await befriend(bob, ann);
  await ann.act({type: 'rename', name: 'B0b'});
  expect(await ann.peer(bob.key)).toMatchObject({name: `bob\u00b7${bob.id.slice(0, 4)}`});
  await ann.next('peer-changed', ({peer}) => peer.name === `bob\u00b7${bob.id.slice(0, 4)}`);
  await ann.act({type: 'rename', name: 'ann'});
  expect(await ann.peer(bob.key)).toMatchObject({name: 'bob'});
});
