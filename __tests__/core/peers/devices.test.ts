import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {createDevices, type Devices} from '../../../src/core/peers/devices.ts';
import {deviceKey} from '../../../src/lib/ids.ts';
import type {Link} from '../../../src/net/link/link.ts';
import type {Database, DeviceRow} from '../../../src/storage/types.ts';
import {BOB_KEY, CAROL_KEY} from '../../support/facts.ts';
import {memoryDatabase, peerRow} from '../../support/people.ts';

const LAPTOP = deviceKey('1'.repeat(64));
const PHONE = deviceKey('2'.repeat(64));
const first = {remoteKey: BOB_KEY, device: LAPTOP, list: {number: 3, hash: 'aa'.repeat(16)}, kind: 2} as Link;

let database: Database;
let devices: Devices;
let saved: DeviceRow[];

beforeEach(() => {
  database = memoryDatabase();
  database.savePeer(peerRow(BOB_KEY, 'bob'));
  saved = [];
  devices = createDevices({
    ...database,
    saveDevice(row) {
      saved.push(row);
      database.saveDevice(row);
    },
  });
});

afterEach(() => database.close());

test('nothing is known of somebody without a link', () => {
  expect([devices.deviceOf(BOB_KEY), devices.personOf(LAPTOP)]).toEqual([null, null]);
});

test('what a link told is known, and written once', () => {
  devices.note(first);
  devices.note(first);
  expect(devices.deviceOf(BOB_KEY)).toEqual({device: LAPTOP, list: first.list, kind: 2});
  expect([devices.personOf(LAPTOP), devices.personOf(PHONE)]).toEqual([BOB_KEY, null]);
  expect(devices.deviceOf(CAROL_KEY)).toBeNull();
  expect(saved).toHaveLength(1);
});

test.each<[string, Partial<Link>, object]>([
  ['another device', {device: PHONE}, {device: PHONE}],
  ['another list', {list: {number: 4, hash: 'bb'.repeat(16)}}, {list: {number: 4, hash: 'bb'.repeat(16)}}],
  ['a better handshake', {kind: 18}, {kind: 18}],
])('%s takes the place of what was known', (_, change, known) => {
  devices.note(first);
  devices.note({...first, ...change});
  expect(devices.deviceOf(BOB_KEY)).toMatchObject(known);
  expect(saved).toHaveLength(2);
});

test('a worse handshake does not: the best one is asked for again', () => {
  devices.note({...first, kind: 18});
  devices.note(first);
  expect(devices.deviceOf(BOB_KEY)).toMatchObject({kind: 18});
  devices.note({...first, device: PHONE});
  expect(devices.deviceOf(BOB_KEY)).toMatchObject({device: PHONE, kind: 18});
  expect(saved).toHaveLength(2);
});
