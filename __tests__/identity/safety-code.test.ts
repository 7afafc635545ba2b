import * as crypto from 'node:crypto';
import {describe, expect, test} from '@jest/globals';
import {wordlist} from '@scure/bip39/wordlists/english.js';
import {peerKeyOfSeed} from '../../src/identity/key-pair.ts';
import {safetyCode} from '../../src/identity/safety-code.ts';
import {peerKey} from '../../src/lib/ids.ts';

const ANN = peerKeyOfSeed(Buffer.alloc(32, 1));
const BOB = peerKeyOfSeed(Buffer.alloc(32, 2));

/** The same from another implementation of argon2id, bit by bit: 12 times 11 bits, then 12 times 40 bits. */
function reference(one: string, other: string): {words: string[]; digits: string[]} {
  const message = Buffer.concat([one, other].sort().map(key => Buffer.from(key, 'hex')));
  const code = crypto.argon2Sync('argon2id', {
    message,
    nonce: Buffer.from('natter-verify-01'),
    parallelism: 1,
    passes: 3,
    memory: 16 * 1024,
    tagLength: 17 + 60,
  });
  const bits = [...code].map(byte => byte.toString(2).padStart(8, '0')).join('');
  return {
    words:
      bits
        .slice(0, 132)
        .match(/.{11}/g)
        ?.map(part => wordlist[Number.parseInt(part, 2)] ?? '') ?? [],
    digits:
      bits
        .slice(17 * 8)
        .match(/.{40}/g)
        ?.map(part => String(Number.parseInt(part, 2) % 100_000).padStart(5, '0')) ?? [],
  };
}

describe('safetyCode', () => {
  test('is what is written down for two keys', () => {
    expect(safetyCode(ANN, BOB)).toEqual({
      words: 'stuff crowd broom arrow balance wall fortune write remind thrive useful february'.split(' '),
      digits: '49312 55172 33466 75649 43292 27596 37286 58718 71833 46193 01003 99406'.split(' '),
    });
  });

  test('agrees with another implementation', () => {
    for (let pair = 0; pair < 5; pair++) {
      const [one, other] = [crypto.randomBytes(32).toString('hex'), crypto.randomBytes(32).toString('hex')];
      expect(safetyCode(peerKey(one), peerKey(other))).toEqual(reference(one, other));
    }
  });

  test('is the same on both sides', () => {
    expect(safetyCode(BOB, ANN)).toEqual(safetyCode(ANN, BOB));
  });

  test('differs in nearly every word and group if one bit of a key does', () => {
    const code = safetyCode(ANN, BOB);
    const last = Number.parseInt(BOB.slice(-1), 16) ^ 1;
    const near = safetyCode(ANN, peerKey(BOB.slice(0, -1) + last.toString(16)));
    expect(near.words.filter((word, place) => word === code.words[place]).length).toBeLessThan(2);
    expect(near.digits.filter((group, place) => group === code.digits[place]).length).toBeLessThan(2);
  });

  test('has more than the 112 bits that are asked for', () => {
    const {words, digits} = safetyCode(ANN, BOB);
    expect(words.length * Math.log2(wordlist.length)).toBe(132);
    expect(digits.length * Math.log2(100_000)).toBeGreaterThan(199);
  });
});

test('the list of words is the published one, every word of it told by its first four letters', () => {
  const hash = crypto
    .createHash('sha256')
    .update(`${wordlist.join('\n')}\n`)
    .digest('hex');
  expect(hash).toBe('2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda');
  expect(new Set(wordlist.map(word => word.slice(0, 4))).size).toBe(2048);
});
