import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import type {CloseReason} from '../../../src/core/api/api.ts';
import {type ComingBack, startComingBack} from '../../../src/core/connections/auto-dialer.ts';
import type {Links} from '../../../src/core/connections/links.ts';
import type {PeerBook} from '../../../src/core/peers/peer-store.ts';
import {createDialler} from '../../../src/core/reach/dialler.ts';
import {createWays} from '../../../src/core/reach/ways.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import {formatAddress} from '../../../src/lib/address.ts';
import type {PeerKey} from '../../../src/lib/ids.ts';
import {noTracing} from '../../../src/lib/trace.ts';
import type {Link} from '../../../src/net/link/link.ts';
import type {Network, Way} from '../../../src/net/network.ts';
import type {Database, PeerRow} from '../../../src/storage/types.ts';
import {quiet} from '../../support/cores.ts';
import {ANN_KEY, BOB_KEY, CAROL_KEY} from '../../support/facts.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';
import {memoryDatabase, peerBook, peerRow} from '../../support/people.ts';

let clock: ManualClock;
let database: Database;
let peers: PeerBook;
let comingBack: ComingBack;
/** `address key` of each dial. */
let dials: string[];
/** What happened otherwise. */
let log: string[];
let addresses: string;
let answer: (address: string) => Promise<Link>;
let online: Link[];
let hasTable: boolean;
/** Where somebody is heard on this network. */
let heardAt: string | null;
const TABLE: Way = {name: 'table', connect: () => Promise.reject(new Error('not used')), deadline: 1};

const nobody = () => Promise.reject(new Error('nobody there'));

function linkOf(key: string, more: Partial<Link> = {}): Link {
  return {
    ...{remoteKey: key, initiator: true, remoteAddress: 'bob:1', hello: {port: 0}, bytesTransferred: () => 0},
    probe: () => void log.push(`probe ${key[0]}`),
    close: async (reason: CloseReason) => void log.push(`close ${key[0]} ${reason}`),
    ...more,
  } as unknown as Link;
}

function start(...rows: PeerRow[]): void {
  const state = createRuntimeState<PeerKey>();
  database = memoryDatabase();
  peers = peerBook(database, ...rows).peers;
  const ways = createWays({
    ...{peers, state, now: clock.now},
    points: {of: () => null},
    neighbours: {
      heard: () =>
        heardAt === null ? [] : [{address: heardAt, provenance: 'discovered' as const, at: clock.now()}],
      isNear: () => false,
    },
    table: {obstacle: () => (hasTable ? null : 'missing')},
    ownAddresses: () => ['10.0.0.1:4242'],
  });
  const dialler = createDialler({
    ...{clock, state, waysTo: ways.to, wayByTable: () => TABLE, onAttempt() {}},
    isMeant: key => comingBack.isMeant(key),
    onMissed: (contact, address) => void log.push(`missed ${contact[0]} at ${address}`),
    network: () =>
      ({
        dial(where, {expectedKey} = {}) {
          const address = 'connect' in where ? where.name : formatAddress(where);
          dials.push(`${address} ${expectedKey?.[0]}`);
          return answer(address);
        },
      }) as Partial<Network> as Network,
  });
  comingBack = startComingBack({
    clock,
    state,
    tracer: noTracing('connections'),
    random: () => 1,
    renewal: {age: 3_600_000, bytes: 2 ** 30, period: 30_000},
    addresses: () => addresses,
    peers,
    ways,
    selfKey: ANN_KEY,
    isNeeded: () => false,
    onWake: () => void log.push('wake'),
    links: () =>
      ({
        session(key: string) {
          const link = online.find(({remoteKey}) => remoteKey === key);
          return link === undefined ? null : {link};
        },
        all: () => online.map(link => ({link})),
        adopt: (link: Link, address: string) => void log.push(`adopt ${link.remoteKey[0]} at ${address}`),
      }) as Record<string, unknown> as Links,
    dialler: () => dialler,
  });
}

beforeEach(() => {
  clock = manualClock(1_700_000_000_000);
  dials = [];
  log = [];
  online = [];
  hasTable = false;
  heardAt = null;
  addresses = '10.0.0.1';
  answer = nobody;
});

afterEach(() => {
  comingBack.stop();
  database.close();
});

test('nobody is looked for at our own address: their network numbers its machines as ours does', () => {
  start(
    peerRow(BOB_KEY, 'bob', {address: '10.0.0.1:4242'}),
    peerRow(CAROL_KEY, 'carol', {address: '10.0.0.1:4243'}),
  );
  comingBack.wake([BOB_KEY, CAROL_KEY]);
  expect(dials).toEqual([`10.0.0.1:4243 ${CAROL_KEY[0]}`]);
});

describe('who is dialled', () => {
  test.each<[string, Partial<PeerRow>, boolean]>([
    ['a contact', {}, true],
    ['somebody who has not accepted yet', {relation: 'asking'}, true],
    ['a request', {relation: 'request'}, false],
    ['an alarm', {relation: 'alarmed'}, false],
    ['somebody declined', {relation: 'declined'}, false],
    ['somebody blocked', {relation: 'blocked'}, false],
    ['a contact without an address', {address: null}, false],
    ['a contact that was disconnected from', {held: true}, false],
  ])('%s', async (_, more, isDialled) => {
    start(peerRow(BOB_KEY, 'bob', more));
    comingBack.wake([BOB_KEY]);
    await quiet(3);
    expect(dials).toEqual(isDialled ? ['bob:4242 b'] : []);
  });

  test('nobody who is here, and nobody unknown', async () => {
    start(peerRow(BOB_KEY, 'bob'));
    online = [linkOf(BOB_KEY)];
    comingBack.wake([BOB_KEY, CAROL_KEY]);
    await quiet(3);
    expect(dials).toEqual([]);
  });

  test('the link that answers is taken over under the address that led to it', async () => {
    start(peerRow(BOB_KEY, 'bob'));
    answer = async () => linkOf(BOB_KEY);
    comingBack.wake([BOB_KEY]);
    await quiet(3);
    expect(log).toEqual(['adopt b at bob:4242']);
  });
});

describe('where somebody came in from', () => {
  const cameIn = () =>
    linkOf(BOB_KEY, {initiator: false, remoteAddress: 'moved:999', hello: {port: 5000}} as never);

  test('is tried second, and what answered at the first address is told', async () => {
    start(peerRow(BOB_KEY, 'bob'));
    answer = async address => (address === 'bob:4242' ? nobody() : linkOf(BOB_KEY));
    comingBack.arrived(cameIn());
    comingBack.wake([BOB_KEY]);
    await quiet(3);
    expect(dials).toEqual(['bob:4242 b', 'moved:5000 b']);
    expect(log).toEqual(['missed b at bob:4242', 'adopt b at moved:5000']);
  });

  test.each<[string, () => void]>([
    [
      'if it is the same place',
      () =>
        comingBack.arrived(
          linkOf(BOB_KEY, {initiator: false, remoteAddress: 'bob:9', hello: {port: 4242}} as never),
        ),
    ],
    [
      'if they do not listen',
      () => comingBack.arrived(linkOf(BOB_KEY, {initiator: false, remoteAddress: 'moved:9'})),
    ],
    [
      'if we had dialled',
      () => comingBack.arrived(linkOf(BOB_KEY, {remoteAddress: 'moved:9', hello: {port: 4242}} as never)),
    ],
    [
      'if they were let go since',
      () => {
        comingBack.arrived(cameIn());
        comingBack.drop(BOB_KEY);
      },
    ],
  ])('is not tried %s', async (_, arrive) => {
    start(peerRow(BOB_KEY, 'bob'));
    arrive();
    comingBack.wake([BOB_KEY]);
    await quiet(3);
    expect(dials).toEqual(['bob:4242 b']);
  });

  test('is not tried for somebody blocked while the first one rang', async () => {
    start(peerRow(BOB_KEY, 'bob'));
    comingBack.arrived(cameIn());
    answer = async () => {
      peers.move(BOB_KEY, 'blocked');
      return nobody();
    };
    comingBack.wake([BOB_KEY]);
    await quiet(3);
    expect(dials).toEqual(['bob:4242 b']);
  });
});

test('when the hash table comes into reach, nobody waits for an address that does not answer', async () => {
  start(peerRow(BOB_KEY, 'bob'), peerRow(CAROL_KEY, 'carol', {address: null}));
  answer = address => (address === 'table' ? Promise.resolve(linkOf(BOB_KEY)) : new Promise(() => {}));
  comingBack.wake([BOB_KEY, CAROL_KEY]);
  await quiet(3);
  expect(dials).toEqual(['bob:4242 b']);
  hasTable = true;
  comingBack.tableReady();
  await quiet(3);
  expect(dials.slice(1).sort()).toEqual(['table b', 'table c']);
  expect(log).toContain('adopt b at null');
});

test.each<[string, () => void]>([
  ['blocked', () => void peers.move(BOB_KEY, 'blocked')],
  ['deleted', () => peers.forget(BOB_KEY)],
  ['disconnected from', () => comingBack.gone(BOB_KEY, 'disconnect')],
])('who was %s while it rang is hung up on', async (_, meanwhile) => {
  start(peerRow(BOB_KEY, 'bob'));
  answer = async () => {
    meanwhile();
    return linkOf(BOB_KEY);
  };
  comingBack.wake([BOB_KEY]);
  await quiet(3);
  expect(log).toEqual(['close b disconnect']);
});

describe('whoever was disconnected from', () => {
  test('is left alone until something waits for them, or they come', async () => {
    start(peerRow(BOB_KEY, 'bob'));
    comingBack.gone(BOB_KEY, 'disconnect');
    expect(database.peers()[0]?.held).toBe(true);
    clock.advance(600_000);
    await quiet(3);
    expect(dials).toEqual([]);
    comingBack.wanted(BOB_KEY);
    await quiet(3);
    expect(dials).toEqual(['bob:4242 b']);
    comingBack.gone(BOB_KEY, 'disconnect');
    comingBack.arrived(linkOf(BOB_KEY));
    expect(database.peers()[0]?.held).toBe(false);
  });

  test('after a loss nobody is held, and a message does not dial a second time', async () => {
    start(peerRow(BOB_KEY, 'bob'));
    comingBack.gone(BOB_KEY, 'lost');
    comingBack.wanted(BOB_KEY);
    await quiet(3);
    expect(dials).toEqual([]);
    expect(database.peers()[0]?.held).toBe(false);
    clock.advance(2000);
    await quiet(3);
    expect(dials).toEqual(['bob:4242 b']);
  });
});

test('another network: whoever is here is asked for a sign of life, all others are dialled at once', async () => {
  start(peerRow(BOB_KEY, 'bob'), peerRow(CAROL_KEY, 'carol', {address: 'carol:4242'}));
  online = [linkOf(BOB_KEY)];
  clock.advance(10_000);
  await quiet(3);
  expect([dials, log]).toEqual([[], []]);
  addresses = '192.168.7.7';
  clock.advance(2000);
  await quiet(3);
  expect(log).toEqual(['wake', 'probe b', 'missed c at carol:4242']);
  expect(dials).toEqual(['carol:4242 c']);
});

test('what the user wants to be tried again: a dial at once, or a better path where there is a link', async () => {
  start(peerRow(BOB_KEY, 'bob', {held: true}), peerRow(CAROL_KEY, 'carol', {address: 'carol:4242'}));
  answer = async () => linkOf(CAROL_KEY);
  online = [linkOf(CAROL_KEY, {path: 'punched'})];
  comingBack.retry(BOB_KEY);
  comingBack.retry(CAROL_KEY);
  expect(dials).toEqual(['bob:4242 b']);
  clock.advance(5000);
  await quiet(3);
  expect(dials).toContain('carol:4242 c');
});

describe('a link that does not answer', () => {
  let quietFor: number;
  const silent = (key: string) => linkOf(key, {counts: () => ({received: 0, sent: 0, quiet: quietFor})});

  beforeEach(() => {
    quietFor = 1500;
    answer = async () => linkOf(BOB_KEY);
  });

  test('stands while another one is dialled, which takes its place; of two who doubt, one dials first', async () => {
    start(peerRow(BOB_KEY, 'bob'));
    online = [silent(BOB_KEY)];
    comingBack.doubted(online[0] as Link);
    clock.advance(999);
    expect(dials).toEqual([]);
    quietFor = 2500;
    clock.advance(1);
    expect([dials, comingBack.isRenewing(BOB_KEY)]).toEqual([['bob:4242 b'], true]);
    await quiet(3);
    expect([log, comingBack.isRenewing(BOB_KEY)]).toEqual([['adopt b at bob:4242'], false]);
  });

  test('is left alone when it answers after all, or is another one', async () => {
    start(peerRow(BOB_KEY, 'bob'));
    online = [silent(BOB_KEY)];
    comingBack.doubted(online[0] as Link);
    quietFor = 500; // heard half a second ago
    clock.advance(1000);
    comingBack.doubted(silent(BOB_KEY));
    quietFor = 5000;
    online = [silent(BOB_KEY)];
    clock.advance(1000);
    expect(dials).toEqual([]);
  });
});

test('after the end nobody is dialled, whatever happens', async () => {
  start(peerRow(BOB_KEY, 'bob'));
  comingBack.gone(BOB_KEY, 'lost');
  comingBack.stop();
  online = [linkOf(CAROL_KEY)];
  addresses = '192.168.7.7';
  clock.advance(600_000);
  comingBack.wake([BOB_KEY]);
  await quiet(3);
  expect([dials, log]).toEqual([[], []]);
});

describe('whoever is heard on this network', () => {
  test('is dialled there alone, and once at a time', async () => {
    start(peerRow(BOB_KEY, 'bob'));
    heardAt = '10.0.0.9:1';
    comingBack.seen(BOB_KEY);
    comingBack.seen(BOB_KEY);
    await quiet(3);
    expect(dials).toEqual(['10.0.0.9:1 b']);
    comingBack.seen(BOB_KEY);
    await quiet(3);
    expect(dials).toEqual(['10.0.0.9:1 b', '10.0.0.9:1 b']);
  });

  test('is not if they are not to be linked', async () => {
    start(peerRow(BOB_KEY, 'bob', {held: true}), peerRow(CAROL_KEY, 'carol', {relation: 'blocked'}));
    heardAt = '10.0.0.9:1';
    comingBack.seen(BOB_KEY);
    comingBack.seen(CAROL_KEY);
    await quiet(3);
    expect(dials).toEqual([]);
  });

  test('gets a better link in the place of the one that stands', async () => {
    start(peerRow(BOB_KEY, 'bob'));
    heardAt = '10.0.0.9:1';
    online = [linkOf(BOB_KEY, {path: 'punched'})];
    answer = async () => linkOf(BOB_KEY);
    comingBack.seen(BOB_KEY);
    clock.advance(4999); // the larger key goes first
    expect(dials).toEqual([]);
    clock.advance(1);
    expect([dials, comingBack.isRenewing(BOB_KEY)]).toEqual([[expect.stringContaining('10.0.0.9:1')], true]);
    await quiet(3);
    expect([log[0], comingBack.isRenewing(BOB_KEY)]).toEqual([expect.stringMatching(/^adopt b/), false]);
  });
});

test('a link that is an hour old is replaced by a fresh one', async () => {
  start(peerRow(BOB_KEY, 'bob'));
  online = [linkOf(BOB_KEY)];
  answer = async () => linkOf(BOB_KEY);
  clock.advance(3_600_000);
  await quiet(3);
  expect(dials).toEqual([]); // it was first looked at half a minute after the start
  clock.advance(30_000);
  await quiet(3);
  expect([dials, log]).toEqual([['bob:4242 b'], ['adopt b at bob:4242']]);
});

test.each<[string, () => void]>([
  ['here again', () => comingBack.arrived(linkOf(BOB_KEY))],
  ['let go', () => comingBack.drop(BOB_KEY)],
])('whoever is %s is not tried any more', async (_, happens) => {
  start(peerRow(BOB_KEY, 'bob'));
  comingBack.gone(BOB_KEY, 'lost');
  expect(comingBack.next(BOB_KEY)).not.toBeNull();
  happens();
  expect(comingBack.next(BOB_KEY)).toBeNull();
  clock.advance(60_000);
  await quiet(3);
  expect(dials).toEqual([]);
});

test('when the hash table comes into reach, nobody is looked up who is not to be dialled', async () => {
  start(peerRow(BOB_KEY, 'bob', {relation: 'request'}), peerRow(CAROL_KEY, 'carol', {held: true}));
  hasTable = true;
  comingBack.tableReady();
  await quiet(3);
  expect(dials).toEqual([]);
});

test('a doubt is forgotten at the end, and a newer one takes its place', async () => {
  start(peerRow(BOB_KEY, 'bob'));
  const silent = linkOf(BOB_KEY, {counts: () => ({received: 0, sent: 0, quiet: 100_000})});
  online = [silent];
  comingBack.doubted(silent);
  clock.advance(600);
  comingBack.doubted(silent);
  clock.advance(600);
  expect(dials).toEqual([]);
  comingBack.stop();
  clock.advance(5000);
  await quiet(3);
  expect(dials).toEqual([]);
});
