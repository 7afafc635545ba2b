import {describe, expect, test} from '@jest/globals';
import {type DeviceList, isDeviceOf, listStateOf} from '../../src/identity/device-list.ts';
import {keyPair} from '../../src/identity/key-pair.ts';
import {createIdentity} from '../../src/identity/own-identity.ts';
import {sign} from '../../src/identity/signatures.ts';

const seed = (byte: number) => new Uint8Array(32).fill(byte);
const {person, device, devices} = createIdentity(seed(1), seed(2));
const list = devices as DeviceList;
const other = keyPair(seed(3)).publicKey;

describe('a device list', () => {
  test('is signed at birth, the same each time', () => {
    expect(list).toMatchObject({number: 1, previous: new Uint8Array(32), devices: [{name: '', since: 0}]});
    expect(createIdentity(seed(1), seed(2)).devices).toEqual(list);
    expect(Buffer.from(list.signature).toString('hex')).toBe(
      '855fd971689c2b6871ff47038ad077072983740b21fa8384d58add8fcbe46fed304ad212016543ff1fad108b2670772ace5ef9cad53326e01a3f5df45f1ff80a',
    );
  });

  test('names its device, and no other key', () => {
    expect(isDeviceOf(device.publicKey, person, list)).toBe(true);
    expect(isDeviceOf(other, person, list)).toBe(false);
    expect(isDeviceOf(person, person, list)).toBe(false);
  });

  test('of one person is nothing for another one', () => {
    expect(isDeviceOf(device.publicKey, other, list)).toBe(false);
    expect(isDeviceOf(device.publicKey, keyPair(seed(2)).publicKey, list)).toBe(false);
  });

  test.each<[string, Partial<DeviceList>]>([
    ['number', {number: 2}],
    ['number 0', {number: 0}],
    ['previous hash', {previous: seed(1)}],
    ['device added', {devices: [...list.devices, {key: other, name: '', since: 0}]}],
    ['name', {devices: list.devices.map(each => ({...each, name: 'x'}))}],
    ['time', {devices: list.devices.map(each => ({...each, since: 1}))}],
    ['signature', {signature: list.signature.map((byte, at) => (at === 9 ? byte ^ 1 : byte))}],
    ['short signature', {signature: list.signature.subarray(0, 63)}],
  ])('with another %s is not the one that was signed', (_, change) => {
    expect(isDeviceOf(device.publicKey, person, {...list, ...change})).toBe(false);
  });

  test('that something else signed is refused', () => {
    const signature = sign('head', Buffer.from('anything'), keyPair(seed(1)).secretKey);
    expect(isDeviceOf(device.publicKey, person, {...list, signature})).toBe(false);
  });

  test.each(['00'.repeat(32), `01${'00'.repeat(31)}`, 'ff'.repeat(32)])(
    'by a key outside of the prime-order group is refused: %s',
    key => {
      expect(isDeviceOf(device.publicKey, Buffer.from(key, 'hex'), list)).toBe(false);
    },
  );
});

test('with one seed the person is the device, and there is no list', () => {
  const one = createIdentity(seed(1));
  expect(one.devices).toBeNull();
  expect(one.device.publicKey).toEqual(one.person);
  expect(isDeviceOf(one.person, one.person, null)).toBe(true);
  expect(isDeviceOf(one.person, other, null)).toBe(false);
});

test('a list is known by its number and hash', () => {
  expect(listStateOf(person, list)).toEqual({number: 1, hash: '2ebc1cb9e97eb955a6d6c9e618b6e99b'});
  expect(listStateOf(person, null)).toEqual({number: 0, hash: '00'.repeat(16)});
});
