import {beforeEach, describe, expect, test} from '@jest/globals';
import type {DhtKeyPair} from 'hyperdht';
import type {PeerKey} from '../../../src/core/api/api.ts';
import {type Announcements, createAnnouncements, daysNear} from '../../../src/core/reach/announcements.ts';
import {type ContactPoints, createContactPoints} from '../../../src/core/reach/contact-points.ts';
import {createReachKeys, type ReachKeys} from '../../../src/core/reach/reach-keys.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import {dayKey, dayPublicKey, reachKey} from '../../../src/identity/reach/day-key.ts';
import {inviteKeys, inviteSecret} from '../../../src/identity/reach/invite-keys.ts';
import type {DhtNode, RingStream} from '../../../src/net/dht/dht-node.ts';
import type {Arrival} from '../../../src/net/network.ts';
import {quiet} from '../../support/cores.ts';
import {BOB_KEY, CAROL_KEY} from '../../support/facts.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';
import {memoryDatabase, peerBook, peerRow} from '../../support/people.ts';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 28, 12);
const DAY = Math.floor(NOON / (24 * HOUR));
const BOB = reachKey(Buffer.alloc(32, 7));
const SECRET = inviteSecret(Buffer.alloc(16, 1));

type Listening = {
  readonly key: string;
  readonly isExpected: (remoteKey: Buffer) => boolean;
  readonly onStream: (stream: RingStream) => void;
};

let clock: ManualClock;
let keys: ReachKeys;
let points: ContactPoints;
let relation: 'contact' | 'blocked';
let invites: {id: string; secret: typeof SECRET}[];
let listening: Listening[];
let arrivals: Arrival[];
let announcements: Announcements;

const node = {
  async listen(key: DhtKeyPair, isExpected, onStream) {
    const entry: Listening = {key: Buffer.from(key.publicKey).toString('hex'), isExpected, onStream};
    listening.push(entry);
    return {
      announcedAt: () => 3,
      refresh() {},
      async close() {
        listening = listening.filter(other => other !== entry);
      },
    };
  },
} as Partial<DhtNode> as DhtNode;

function begin(now: number): void {
  clock = manualClock(now);
  const database = memoryDatabase();
  const {peers} = peerBook(database, peerRow(BOB_KEY, 'bob', {relation}), peerRow(CAROL_KEY, 'carol'));
  keys = createReachKeys(database, clock);
  const state = createRuntimeState<PeerKey>();
  points = createContactPoints({
    ...{database, peers, clock, state},
    changed: () => announcements.expectOthers(),
  });
  announcements = createAnnouncements({
    ...{clock, state, keys, points, invites: () => invites},
    accept: arrival => void arrivals.push(arrival),
  });
  points.learn(BOB_KEY, {serial: 1, point: BOB.point, addresses: []});
}

beforeEach(() => {
  relation = 'contact';
  invites = [];
  listening = [];
  arrivals = [];
  begin(NOON);
});

const ownKey = (day: number) => dayKey(keys.announced().key, day).publicKey.toString('hex');
const bobs = (day: number) => dayPublicKey(BOB.point, day);

test.each([
  [0, [DAY, DAY - 1]],
  [2, [DAY]],
  [12, [DAY]],
  [22, [DAY]],
  [23, [DAY, DAY + 1]],
])('%d hours after midnight the days are %j', (hours, days) => {
  expect(daysNear(NOON - 12 * HOUR + hours * HOUR)).toEqual(days);
});

describe('what stands in the table', () => {
  test('is the key of the day, and near midnight that of the next one, too', async () => {
    await announcements.bringUpToDate(node);
    expect(listening.map(({key}) => key)).toEqual([ownKey(DAY)]);
    clock.advance(11 * HOUR);
    await announcements.bringUpToDate(node);
    expect(listening.map(({key}) => key)).toEqual([ownKey(DAY), ownKey(DAY + 1)]);
    clock.advance(4 * HOUR);
    await announcements.bringUpToDate(node);
    expect(listening.map(({key}) => key)).toEqual([ownKey(DAY + 1)]);
  });

  test('is another key after a rotation, and no longer the old one', async () => {
    await announcements.bringUpToDate(node);
    const old = ownKey(DAY);
    keys.rotate();
    await announcements.bringUpToDate(node);
    expect(listening.map(({key}) => key)).toEqual([ownKey(DAY)]);
    expect(ownKey(DAY)).not.toBe(old);
  });

  test('is one key for each invite until its end', async () => {
    invites = [{id: 'abcd', secret: SECRET}];
    await announcements.bringUpToDate(node);
    const host = Buffer.from(inviteKeys(SECRET).host.publicKey).toString('hex');
    expect(listening.map(({key}) => key)).toEqual([ownKey(DAY), host]);
    invites = [];
    await announcements.bringUpToDate(node);
    expect(listening.map(({key}) => key)).toEqual([ownKey(DAY)]);
  });
});

describe('who is answered', () => {
  const stranger = dayPublicKey(reachKey(Buffer.alloc(32, 8)).point, DAY);
  const isAnswered = (key: Buffer) => listening[0]?.isExpected(key);

  test('a contact, as today, yesterday or tomorrow; nobody else', async () => {
    await announcements.bringUpToDate(node);
    await quiet();
    expect([DAY - 2, DAY - 1, DAY, DAY + 1, DAY + 2].map(day => isAnswered(bobs(day)))).toEqual([
      ...[false, true, true, true, false],
    ]);
    expect(isAnswered(stranger)).toBe(false);
    expect(isAnswered(BOB.point)).toBe(false);
  });

  test('nobody who is blocked, though their key is known', async () => {
    relation = 'blocked';
    begin(NOON);
    await announcements.bringUpToDate(node);
    await quiet();
    expect(isAnswered(bobs(DAY))).toBe(false);
  });

  test('who made a new key also as the old one, for thirty days', async () => {
    const next = reachKey(Buffer.alloc(32, 9));
    points.learn(BOB_KEY, {serial: 2, point: next.point, addresses: []});
    await announcements.bringUpToDate(node);
    await quiet();
    expect([isAnswered(bobs(DAY)), isAnswered(dayPublicKey(next.point, DAY))]).toEqual([true, true]);
    clock.advance(31 * 24 * HOUR);
    await announcements.bringUpToDate(node);
    announcements.expectOthers();
    await quiet();
    expect([isAnswered(bobs(DAY + 31)), isAnswered(dayPublicKey(next.point, DAY + 31))]).toEqual([
      false,
      true,
    ]);
  });

  test('a contact six times at once, and then six times a minute', async () => {
    await announcements.bringUpToDate(node);
    await quiet();
    const calls = () => Array.from({length: 10}, () => isAnswered(bobs(DAY))).filter(Boolean).length;
    expect(calls()).toBe(6);
    clock.advance(30_000);
    expect(calls()).toBe(3);
  });

  test('of an invite only its guest', async () => {
    invites = [{id: 'abcd', secret: SECRET}];
    await announcements.bringUpToDate(node);
    const {host, guest} = inviteKeys(SECRET);
    const isGuest = (key: Uint8Array) => listening[1]?.isExpected(Buffer.from(key));
    expect([isGuest(guest.publicKey), isGuest(host.publicKey), isGuest(bobs(DAY))]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

test('a stream is let in for the contact whose key called, and counted by them', async () => {
  await announcements.bringUpToDate(node);
  await quiet();
  const closed: string[] = [];
  const stream = (remoteKey: Buffer, name: string) =>
    ({
      ...{remoteKey, remoteHost: '203.0.113.5', remotePort: 9},
      stream: {destroy: () => closed.push(name)},
    }) as unknown as RingStream;
  listening[0]?.onStream(stream(bobs(DAY), 'bob'));
  listening[0]?.onStream(stream(Buffer.alloc(32, 3), 'nobody'));
  expect(arrivals).toMatchObject([
    {
      ...{expectedKey: BOB_KEY, countedAs: `day:${BOB_KEY}`, answers: 'known'},
      connection: {remoteAddress: '203.0.113.5:9', path: 'punched'},
    },
  ]);
  expect(closed).toEqual(['nobody']);
});
