import * as crypto from 'node:crypto';
import {describe, expect, test} from '@jest/globals';
import {wordlist} from '@scure/bip39/wordlists/english.js';
import {
  codeSecret,
  hourOf,
  isSpokenCode,
  newSpokenCode,
  parseSpokenCode,
} from '../../../src/identity/reach/spoken-code.ts';

const WORDS = 'river zoo abandon lemon quiz';

describe('as it is typed', () => {
  test.each([
    ['as it was read', WORDS],
    ['in capitals', WORDS.toUpperCase()],
    ['with commas and a line break', 'river, zoo,\nabandon. lemon quiz'],
    ['with hyphens', 'river-zoo-abandon-lemon-quiz'],
    ['by the first four letters', 'rive zoo aban lemo quiz'],
  ])('%s', (_, text) => {
    expect(isSpokenCode(text)).toBe(true);
    expect([...parseSpokenCode(text)]).toEqual(WORDS.split(' '));
  });

  test.each([
    ['too few words', 'river zoo abandon lemon', 'A code has 5 words, not 4. Ask for it again.'],
    ['nothing', '', 'A code has 5 words, not 0. Ask for it again.'],
    [
      'a word that is on no list',
      'river zoo abandon lemon qiuz',
      '"qiuz" is not a word that codes are made of. Did they say "quiz"?',
    ],
    [
      'three letters that several words begin with',
      'riv zoo abandon lemon quiz',
      '"riv" is not a word that codes are made of. Did they say "rib"?',
    ],
  ])('%s', (_, text, message) => {
    expect(() => parseSpokenCode(text)).toThrow(expect.objectContaining({code: 'CODE_WRONG', message}));
  });
});

test('a code takes 11 bits for each word', () => {
  const code = newSpokenCode(bytes => bytes.set([0, 0, 255, 7, 0, 8, 255, 255, 1, 248]));
  expect([...code]).toEqual([wordlist[0], wordlist[2047], wordlist[0], wordlist[2047], wordlist[1]]);
});

test('the secret is argon2id of the words, salted by the hour', async () => {
  const hour = hourOf(Date.UTC(2026, 10, 28, 14, 59, 59));
  expect(hour).toBe(20785 * 24 + 14);
  const salt = Buffer.alloc(8);
  salt.writeBigUInt64LE(BigInt(hour));
  const {hash32} = await import('../../../src/lib/hash.ts');
  const expected = crypto.argon2Sync('argon2id', {
    message: Buffer.from(WORDS),
    nonce: hash32('natter/code/1', salt).subarray(0, 16),
    parallelism: 1,
    passes: 3,
    memory: 64 * 1024,
    tagLength: 16,
  });
  expect(Buffer.from(await codeSecret(parseSpokenCode(WORDS), hour))).toEqual(expected);
  expect(await codeSecret(parseSpokenCode(WORDS), hour + 1)).not.toEqual(expected);
});
