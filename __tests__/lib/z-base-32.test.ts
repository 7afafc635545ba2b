import {expect, test} from '@jest/globals';
import fc from 'fast-check';
import {decodeZBase32, encodeZBase32} from '../../src/lib/z-base-32.ts';

test.each([
  ['', ''],
  ['00', 'yy'],
  ['ff', '9h'],
  ['f0bfc7', '6n9hq'],
  ['d47a04', '4t7ye'],
])('%s is %s', (bytes, text) => {
  expect(encodeZBase32(Buffer.from(bytes, 'hex'))).toBe(text);
  expect(decodeZBase32(text)?.toString('hex')).toBe(bytes);
  expect(decodeZBase32(text.toUpperCase())?.toString('hex')).toBe(bytes);
});

test('what is written is read', () => {
  fc.assert(
    fc.property(fc.uint8Array({maxLength: 80}), bytes => {
      expect(decodeZBase32(encodeZBase32(bytes))).toEqual(Buffer.from(bytes));
    }),
  );
});

test('one value has one spelling: whatever is read is written the same', () => {
  const characters = fc.constantFrom(...'ybndrfg8ejkmcpqxot1uwisza345h769l2v0 -');
  fc.assert(
    fc.property(fc.string({unit: characters, maxLength: 40}), text => {
      const bytes = decodeZBase32(text);
      expect(bytes === null || encodeZBase32(bytes) === text).toBe(true);
    }),
  );
});
