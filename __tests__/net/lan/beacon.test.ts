import * as crypto from 'node:crypto';
import {describe, expect, test} from '@jest/globals';
import {dayKey, dayPublicKey, reachKey, tagSecret} from '../../../src/identity/reach/day-key.ts';
import {BEACON_BYTES, encodeBeacon, isBeacon, recogniseBeacon} from '../../../src/net/lan/beacon.ts';

const SEED = Buffer.from(Array.from({length: 32}, (_, index) => index));
const HOUR = 20785 * 24 + 14;
const ADDRESS = Buffer.from('00000000000000000000ffffc0a80114', 'hex');
const PLACE = {address: ADDRESS, port: 4242, hour: HOUR};
const ann = reachKey(SEED);
const own = {tagSecret: tagSecret(ann.point), sign: dayKey(ann, 20785).sign};
const random = (bytes: Uint8Array) => void crypto.randomFillSync(bytes);

const asContact = {
  who: 'ann',
  tagSecret: tagSecret(ann.point),
  signer: (hour: number) => dayPublicKey(ann.point, Math.floor(hour / 24)),
};
const stranger = {who: 'other', tagSecret: crypto.randomBytes(32), signer: () => crypto.randomBytes(32)};

/** The nonce 00 … 0f, then zeros. */
const counting = (bytes: Uint8Array) => {
  for (let index = 0; index < bytes.byteLength; index += 1) {
    bytes[index] = bytes.byteLength === BEACON_BYTES && index >= 1 && index <= 16 ? index - 1 : 0;
  }
};

test('the vector of PROTOCOL.md', () => {
  const beacon = encodeBeacon(PLACE, own, [], counting).toString('hex');
  expect(beacon.slice(0, 34)).toBe('01000102030405060708090a0b0c0d0e0f');
  expect(beacon.slice(34, 54)).toBe('1dfcb81373f4f06c9248');
  expect(beacon.slice(54, 114)).toBe('0'.repeat(60));
  expect(beacon.slice(114)).toBe(
    '5a04e5c31aefae4277edad8bb26ed8333db6bc46a0f82b033cf038671fe21936' +
      'd5d8a56495472338cc49ebc61e0ef70d0af1febd2bfdf6dcdbbe577bbe9de8bf',
  );
});

describe('a contact', () => {
  const beacon = encodeBeacon(PLACE, own, [{tagSecret: crypto.randomBytes(32)}], random);

  test.each([-1, 0, 1])('recognises it with a clock %d hours off', off => {
    expect(recogniseBeacon(beacon, ADDRESS, HOUR + off, [stranger, asContact])).toEqual({
      who: 'ann',
      port: 4242,
    });
  });

  test('does not recognise it two hours later, or from another address', () => {
    expect(recogniseBeacon(beacon, ADDRESS, HOUR + 2, [asContact])).toBeNull();
    const elsewhere = Buffer.from(ADDRESS);
    elsewhere[15] = 0x15;
    expect(recogniseBeacon(beacon, elsewhere, HOUR, [asContact])).toBeNull();
  });

  test('cannot be misled by another contact, who knows the tag secret as well', () => {
    const forger = dayKey(reachKey(crypto.randomBytes(32)), 20785);
    const forged = encodeBeacon(PLACE, {tagSecret: own.tagSecret, sign: forger.sign}, [], random);
    expect(recogniseBeacon(forged, ADDRESS, HOUR, [asContact])).toBeNull();
  });

  test('is not misled by any changed byte but in the slots of others', () => {
    const alone = encodeBeacon(PLACE, own, [], random);
    for (let at = 1; at < BEACON_BYTES; at += 1) {
      const changed = Buffer.from(alone);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const found = recogniseBeacon(changed, ADDRESS, HOUR, [asContact]);
      expect(found === null || found.port === 4242).toBe(true);
      if (at <= 16 || at >= 57) {
        expect(found).toBeNull();
      }
    }
  });
});

test('whose clock is known to be days off is recognised by it, and still once it is set', () => {
  const beacon = encodeBeacon(PLACE, own, [], random);
  for (const hour of [HOUR - 49, HOUR - 48, HOUR - 47]) {
    expect(recogniseBeacon(beacon, ADDRESS, hour, [asContact])).toBeNull();
    expect(recogniseBeacon(beacon, ADDRESS, hour, [{...asContact, ahead: 48}])).toMatchObject({port: 4242});
  }
  expect(recogniseBeacon(beacon, ADDRESS, HOUR, [{...asContact, ahead: 48}])).toMatchObject({port: 4242});
});

test('the guest of an invite recognises its host whatever their clocks show', () => {
  const invite = {tagSecret: crypto.randomBytes(32)};
  const beacon = encodeBeacon(PLACE, own, [invite], random);
  for (const hour of [0, HOUR - 10_000, HOUR + 24]) {
    expect(recogniseBeacon(beacon, ADDRESS, hour, [{...invite, who: 'host'}])).toMatchObject({port: 4242});
  }
});

test('of more invites than there is room for the first is always told, and each of the others before long', () => {
  const invites = Array.from({length: 6}, () => ({tagSecret: crypto.randomBytes(32)}));
  const told = invites.map(() => 0);
  for (let round = 0; round < 200; round++) {
    const beacon = encodeBeacon(PLACE, own, invites, random);
    for (const [index, invite] of invites.entries()) {
      const isTold = recogniseBeacon(beacon, ADDRESS, HOUR, [{...invite, who: 'host'}]) !== null;
      told[index] = (told[index] ?? 0) + (isTold ? 1 : 0);
    }
  }
  expect(told[0]).toBe(200);
  expect(Math.min(...told)).toBeGreaterThan(0);
  expect(told.reduce((sum, count) => sum + count)).toBe(600);
});

test('the guest of an invite recognises its host without a signature', () => {
  const invite = {tagSecret: crypto.randomBytes(32)};
  for (const beacon of [
    encodeBeacon(PLACE, own, [invite], random),
    encodeBeacon(PLACE, null, [invite], random),
  ]) {
    expect(recogniseBeacon(beacon, ADDRESS, HOUR, [{...invite, who: 'host'}])).toEqual({
      who: 'host',
      port: 4242,
    });
    expect(
      recogniseBeacon(beacon, ADDRESS, HOUR, [{...stranger, signer: undefined}].map(noSigner)),
    ).toBeNull();
  }
});

const noSigner = ({who, tagSecret: secret}: {who: string; tagSecret: Uint8Array}) => ({
  who,
  tagSecret: secret,
});

describe('a stranger', () => {
  test('sees 121 bytes, whatever is in it', () => {
    const invites = Array.from({length: 5}, () => ({tagSecret: crypto.randomBytes(32)}));
    for (const beacon of [
      encodeBeacon(PLACE, null, [], random),
      encodeBeacon(PLACE, own, [], random),
      encodeBeacon(PLACE, own, invites, random),
    ]) {
      expect(beacon.byteLength).toBe(121);
      expect(isBeacon(beacon)).toBe(true);
    }
  });

  test('finds no eight bytes in common in two of one sender', () => {
    const pieces = (beacon: Buffer) =>
      new Set(Array.from({length: BEACON_BYTES - 8}, (_, at) => beacon.subarray(at, at + 8).toString('hex')));
    const first = pieces(encodeBeacon(PLACE, own, [], random));
    const second = pieces(encodeBeacon(PLACE, own, [], random));
    expect([...first].filter(piece => second.has(piece))).toEqual([]);
  });
});

test.each([
  ['shorter', Buffer.alloc(120, 1)],
  ['longer', Buffer.alloc(122, 1)],
  ['of another version', Buffer.alloc(121, 2)],
])('%s is no beacon', (_, datagram) => {
  expect(isBeacon(datagram)).toBe(false);
});
