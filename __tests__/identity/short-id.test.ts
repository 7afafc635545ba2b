import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {isShortId, shortId} from '../../src/identity/short-id.ts';
import {peerKey} from '../../src/lib/ids.ts';

const ALPHABET = '23456789abcdefghijkmnpqrstuvwxyz';
const anyKey = fc.stringMatching(/^[0-9a-f]{64}$/);

describe('shortId', () => {
  test.each([
    ['0'.repeat(64), '222222222222'],
    ['f'.repeat(64), 'zzzzzzzzzzzz'],
    // 00000 00001 00010 00011 | 00100 00101 00110 00111 | 01000 01001 01010 01011
    [`00443214c74254b${'0'.repeat(49)}`, '23456789abcd'],
    ['d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'uxfbi2e4q67d'],
  ])('%s is %s', (key, id) => {
    expect(shortId(peerKey(key))).toBe(id);
  });

  test('is the first 60 bits of the key, and nothing else', () => {
    fc.assert(
      fc.property(anyKey, key => {
        const bits = [...shortId(peerKey(key))].reduce(
          (value, letter) => value * 32n + BigInt(ALPHABET.indexOf(letter)),
          0n,
        );
        expect(bits).toBe(BigInt(`0x${key}`) >> 196n);
      }),
    );
  });

  test('has no letters that look alike', () => {
    fc.assert(
      fc.property(anyKey, key => {
        expect(shortId(peerKey(key))).toMatch(/^[^01lo]{12}$/);
        expect(isShortId(shortId(peerKey(key)))).toBe(true);
      }),
    );
  });
});

test.each([
  '',
  'uxfbi2e4q67',
  'uxfbi2e4q67df',
  'uxfbi2e4q670',
  'uxfbi2e4q671',
  'uxfbi2e4q67l',
  'UXFBI2E4Q67D',
])('%j is not a short id', text => {
  expect(isShortId(text)).toBe(false);
});
