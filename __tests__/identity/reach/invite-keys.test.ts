import {expect, test} from '@jest/globals';
import {keyPair} from '../../../src/identity/key-pair.ts';
import {inviteKeys, inviteSecret} from '../../../src/identity/reach/invite-keys.ts';

const count = (length: number) => Buffer.from(Array.from({length}, (_, index) => index));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const keys = inviteKeys(inviteSecret(count(16)));

test('the vectors of PROTOCOL.md', () => {
  const seed = (digits: string) => hex(keyPair(Buffer.from(digits, 'hex')).publicKey);
  expect(hex(keys.host.publicKey)).toBe(
    seed('3f3de5828566ce00cf8540af43b6bb7b0fad13d026302f373f92f1f11d5b2d45'),
  );
  expect(hex(keys.guest.publicKey)).toBe(
    seed('066ccabec4459b63ffcf7102d23e5133698110abe3bd19495ab2fed085f22627'),
  );
  expect(hex(keys.tagSecret)).toBe('1d020fe72d61981996208cbc31cea317248368f92b19156d55e30b4949af49b6');
  expect(hex(keys.handshakeSecret)).toBe('907a82e34b65ad795384d0680e7c3c7ac87ee636b3faeb897f56057baa8da911');
});

test('a secret has 16 bytes', () => {
  expect(() => inviteSecret(count(15))).toThrow(TypeError);
});
