import SecretStream from '@hyperswarm/secret-stream';
import {describe, expect, test} from '@jest/globals';
import {keyPair, peerKeyOfSeed} from '../../src/identity/key-pair.ts';

/** The one static function that only this test needs of it. */
const {keyPair: keyPairOfTheLink} = SecretStream as unknown as {
  keyPair: (seed: Uint8Array) => {publicKey: Buffer; secretKey: Buffer};
};

/** Test 1 of RFC 8032, section 7.1. */
const RFC_SEED = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const RFC_PUBLIC = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';

describe('keyPair', () => {
  test('gives the keys of RFC 8032', () => {
    const pair = keyPair(Buffer.from(RFC_SEED, 'hex'));
    expect(Buffer.from(pair.publicKey).toString('hex')).toBe(RFC_PUBLIC);
    expect(Buffer.from(pair.secretKey).toString('hex')).toBe(RFC_SEED + RFC_PUBLIC);
  });

  test.each([0, 1, 0x7f, 0xff])('is the key pair of secret-stream for a seed of %i', byte => {
    const seed = Buffer.alloc(32, byte);
    const ours = keyPair(seed);
    const theirs = keyPairOfTheLink(seed);
    expect(Buffer.compare(ours.publicKey, theirs.publicKey)).toBe(0);
    expect(Buffer.compare(ours.secretKey, theirs.secretKey)).toBe(0);
  });

  test('leaves the seed alone and takes any kind of bytes', () => {
    const seed = Uint8Array.from(Buffer.from(RFC_SEED, 'hex'));
    expect(peerKeyOfSeed(seed)).toBe(RFC_PUBLIC);
    expect(Buffer.from(seed).toString('hex')).toBe(RFC_SEED);
  });

  test.each([0, 31, 33, 64])('refuses a seed of %i bytes', length => {
    expect(() => keyPair(new Uint8Array(length))).toThrow(`A seed has 32 bytes, not ${length}`);
  });
});
