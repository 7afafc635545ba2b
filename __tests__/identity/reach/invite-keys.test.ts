import {expect, test} from '@jest/globals';
import {keyPair} from '../../../src/identity/key-pair.ts';
import {inviteKeys, inviteSecret, isRightProof} from '../../../src/identity/reach/invite-keys.ts';

const count = (length: number) => Buffer.from(Array.from({length}, (_, index) => index));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const keys = inviteKeys(inviteSecret(count(16)));
const BINDING = count(32);

test('the vectors of PROTOCOL.md', () => {
  const seed = (digits: string) => hex(keyPair(Buffer.from(digits, 'hex')).publicKey);
  expect(hex(keys.host.publicKey)).toBe(
    seed('3f3de5828566ce00cf8540af43b6bb7b0fad13d026302f373f92f1f11d5b2d45'),
  );
  expect(hex(keys.guest.publicKey)).toBe(
    seed('066ccabec4459b63ffcf7102d23e5133698110abe3bd19495ab2fed085f22627'),
  );
  expect(hex(keys.tagSecret)).toBe('1d020fe72d61981996208cbc31cea317248368f92b19156d55e30b4949af49b6');
  expect(hex(keys.proof('host', BINDING))).toBe(
    '42fa4d68ed19d240f3850fdf21a875b1ed156266a03a5aa1dc31df2dff2c14a9',
  );
  expect(hex(keys.proof('guest', BINDING))).toBe(
    'c22ae1c549c5a073cf50339f6e5e63edca29d5dc31aeee8a380038df91c1c224',
  );
});

test('a proof holds for its role, its link and its invite only', () => {
  const expected = keys.proof('guest', BINDING);
  const other = inviteKeys(inviteSecret(count(16).reverse()));
  expect(isRightProof(expected, keys.proof('guest', BINDING))).toBe(true);
  expect(isRightProof(expected, keys.proof('host', BINDING))).toBe(false);
  expect(isRightProof(expected, keys.proof('guest', count(32).reverse()))).toBe(false);
  expect(isRightProof(expected, other.proof('guest', BINDING))).toBe(false);
  expect(isRightProof(expected, expected.subarray(1))).toBe(false);
  expect(isRightProof(expected, Buffer.alloc(0))).toBe(false);
});

test('a secret has 16 bytes', () => {
  expect(() => inviteSecret(count(15))).toThrow(TypeError);
});
