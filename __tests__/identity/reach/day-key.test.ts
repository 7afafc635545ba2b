import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import sodium from 'sodium-native';
import {
  announcementTarget,
  dayKey,
  dayOf,
  dayPublicKey,
  parseReachPoint,
  reachKey,
  tagSecret,
} from '../../../src/identity/reach/day-key.ts';

const SEED = Buffer.from(Array.from({length: 32}, (_, index) => index));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('the vectors of PROTOCOL.md', () => {
  const key = reachKey(SEED);

  test('reach key and tag secret', () => {
    expect(hex(key.point)).toBe('03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8');
    expect(hex(tagSecret(key.point))).toBe(
      '5a95e2063f1fa108c35b9f1620a53b5edde2522b0421fce61392085e03c160d8',
    );
  });

  test.each([
    {
      day: 20785,
      publicKey: 'a65b24b4f105cdcf5634e85613ca20555c35bc991dd11a6abe53f42d8ff8320e',
      scalar: 'd68013eea94a90cffe6c02471dcf9a9b9dde03f4f148400e43e229754e418302',
      target: 'c98d7c143bd33859a74ce8a29aef42c71a64155a7d0471fda837c283d520998f',
    },
    {
      day: 20786,
      publicKey: '9b0b17039ebb3705038b33969f6d6c6f069d8bf40c508ff189277a2446a9c1c4',
      scalar: '55312685cad9b35321856cdaee742fa2069bd9ecdb4067298019c55d7177880f',
      target: '97ea96f86af3c1c0bd7ae3348a7ce7f5098bb8599e7381a15180499ba5918292',
    },
  ])('day $day', ({day, publicKey, scalar, target}) => {
    expect(hex(dayPublicKey(key.point, day))).toBe(publicKey);
    expect(hex(dayKey(key, day).publicKey)).toBe(publicKey);
    expect(hex(dayKey(key, day).scalar)).toBe(scalar);
    expect(hex(announcementTarget(Buffer.from(publicKey, 'hex')))).toBe(target);
  });
});

test('owner and contact agree about every day, and ordinary ed25519 accepts its signatures', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({minLength: 32, maxLength: 32}),
      fc.integer({min: 0, max: 100_000}),
      fc.uint8Array({maxLength: 64}),
      (seed, day, message) => {
        const key = reachKey(seed);
        const today = dayKey(key, day);
        const asContact = parseReachPoint(Buffer.from(key.point));
        expect(asContact && hex(dayPublicKey(asContact, day))).toBe(hex(today.publicKey));
        expect(
          sodium.crypto_sign_verify_detached(today.sign(message), Buffer.from(message), today.publicKey),
        ).toBe(true);
      },
    ),
    {numRuns: 200},
  );
});

test('two days sign one message with different nonces', () => {
  const key = reachKey(SEED);
  const nonce = (day: number) => hex(dayKey(key, day).sign(Buffer.from('one')).subarray(0, 32));
  expect(nonce(20785)).not.toBe(nonce(20786));
});

describe('points that are refused', () => {
  // Points of order 1, 2, 4 and 8, and encodings that are not canonical.
  const small = [
    '0100000000000000000000000000000000000000000000000000000000000000',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '0000000000000000000000000000000000000000000000000000000000000000',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ];

  test.each(small)('%s', point => {
    expect(parseReachPoint(Buffer.from(point, 'hex'))).toBeNull();
  });

  test('a sum with a point of small order', () => {
    const mixed = Buffer.alloc(32);
    const order8 = Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'hex');
    sodium.crypto_core_ed25519_add(mixed, reachKey(SEED).point, order8);
    expect(parseReachPoint(mixed)).toBeNull();
  });

  test('another length', () => {
    expect(parseReachPoint(SEED.subarray(1))).toBeNull();
    expect(parseReachPoint(Buffer.concat([SEED, SEED]))).toBeNull();
  });
});

test('a day ends at midnight UTC', () => {
  expect(dayOf(Date.UTC(2026, 10, 28, 23, 59, 59, 999))).toBe(20785);
  expect(dayOf(Date.UTC(2026, 10, 29))).toBe(20786);
});
