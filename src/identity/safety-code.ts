import {wordlist} from '@scure/bip39/wordlists/english.js';
import sodium from 'sodium-native';
import type {PeerKey} from '../lib/ids.ts';
import {type SafeText, safeLine} from '../lib/text/safe-text.ts';

/** A code that two people compare over another channel: if it differs, someone is between them. */
export type SafetyCode = {
  /** 12 words of the English BIP39 list: 132 bits. */
  readonly words: readonly SafeText[];
  /** 12 groups of 5 digits: 199 bits, for those who do not share the language. */
  readonly digits: readonly SafeText[];
};

const WORDS = 12;
const BITS_PER_WORD = 11;
const GROUPS = 12;
const BYTES_PER_GROUP = 5;
const GROUP_VALUES = 100_000;

const WORD_BYTES = Math.ceil((WORDS * BITS_PER_WORD) / 8);
const CODE_BYTES = WORD_BYTES + GROUPS * BYTES_PER_GROUP;

/** The domain of this hash; 16 bytes, the salt of argon2id. */
const DOMAIN = Buffer.from('natter-verify-01');
/** Passes and bytes of memory of argon2id: about 30 ms here, and for each guess of an attacker. */
const PASSES = 3;
const MEMORY = 16 * 2 ** 20;

/**
 * The code of two public keys, whichever is given first (SECURITY rule 5). Somebody
 * between the two needs two keys of their own that give both sides the same code: among codes of 132 bits
 * that is a search through about 2^66 pairs, and a slow hash makes each of them dear. Takes tens of milliseconds.
 */
export function safetyCode(oneKey: PeerKey, otherKey: PeerKey): SafetyCode {
  const code = hash([oneKey, otherKey].sort().join(''));
  return {words: toWords(code.subarray(0, WORD_BYTES)), digits: toDigits(code.subarray(WORD_BYTES))};
}

function hash(keys: string): Buffer {
  const code = Buffer.alloc(CODE_BYTES);
  sodium.crypto_pwhash(
    code,
    Buffer.from(keys, 'hex'),
    DOMAIN,
    PASSES,
    MEMORY,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  );
  return code;
}

/** The first 132 bits, 11 for each word, the highest first. */
function toWords(bytes: Buffer): SafeText[] {
  const bits = BigInt(`0x${bytes.toString('hex')}`);
  const unused = WORD_BYTES * 8 - WORDS * BITS_PER_WORD;
  return Array.from({length: WORDS}, (_, place) => {
    const shift = BigInt(unused + (WORDS - 1 - place) * BITS_PER_WORD);
    return safeLine(wordlist[Number((bits >> shift) & 0x7ffn)] ?? '');
  });
}

/** Five bytes, the highest first, for each group of five digits. */
function toDigits(bytes: Buffer): SafeText[] {
  return Array.from({length: GROUPS}, (_, group) => {
    const value = bytes.readUIntBE(group * BYTES_PER_GROUP, BYTES_PER_GROUP) % GROUP_VALUES;
    return safeLine(String(value).padStart(5, '0'));
  });
}
