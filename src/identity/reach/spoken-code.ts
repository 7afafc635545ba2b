import {wordlist} from '@scure/bip39/wordlists/english.js';
import sodium from 'sodium-native';
import {NatterError} from '../../lib/errors.ts';
import {hash32, u64} from '../../lib/hash.ts';
import {labels} from '../../lib/labels.ts';
import {nearest} from '../../lib/text/did-you-mean.ts';
import {inputTexts} from '../../lib/texts/input.ts';
import {type InviteSecret, inviteSecret} from './invite-keys.ts';

/** Five words that one person reads to another: 55 bits, worth something for ten minutes. */
export type SpokenCode = readonly string[] & {readonly __spokenCode: true};

/** How many words a code has. */
export const CODE_WORDS = 5;

/** Words of the list are told apart by so many letters. */
const DISTINCT_LETTERS = 4;
const MILLISECONDS_PER_HOUR = 3_600_000;
/** Passes and bytes of argon2id: about 0.1 s here, and for each guess of somebody who saw the announced key. */
const PASSES = 3;
const MEMORY = 64 * 2 ** 20;

/** The hour of a wall-clock time in milliseconds: hours since 1970. */
export function hourOf(time: number): number {
  return Math.floor(time / MILLISECONDS_PER_HOUR);
}

/** A new code. `random` fills an array with random bytes. */
export function newSpokenCode(random: (bytes: Uint8Array) => void): SpokenCode {
  // The list has 2,048 words: 11 bits of two bytes each, without a bias.
  const bytes = Buffer.alloc(CODE_WORDS * 2);
  random(bytes);
  const words = Array.from(
    {length: CODE_WORDS},
    (_, index) => wordlist[bytes.readUInt16LE(index * 2) % wordlist.length] ?? '',
  );
  return words as readonly string[] as SpokenCode;
}

/** Tells whether a text is meant as a spoken code: as many words, letters only. */
export function isSpokenCode(text: string): boolean {
  const words = split(text);
  return words.length === CODE_WORDS && words.every(word => /^[a-z]+$/u.test(word));
}

/**
 * Reads a code as it is typed after hearing it: in either case, with the first four letters of a word enough. Throws
 * CODE_WRONG naming the word that is not on the list.
 */
export function parseSpokenCode(text: string): SpokenCode {
  const words = split(text);
  if (words.length !== CODE_WORDS) {
    throw new NatterError('CODE_WRONG', inputTexts.invites.wordCount(CODE_WORDS, words.length));
  }
  return words.map(completeWord) as readonly string[] as SpokenCode;
}

/**
 * The secret of a code in an hour. The hour is the salt, so that nobody can prepare a table of codes once for all; a
 * guest tries the hours beside its own as well.
 */
export async function codeSecret(code: SpokenCode, hour: number): Promise<InviteSecret> {
  const secret = Buffer.alloc(16);
  const salt = hash32(labels.code, u64(hour)).subarray(0, 16);
  await sodium.crypto_pwhash_async(
    secret,
    Buffer.from(code.join(' '), 'ascii'),
    salt,
    PASSES,
    MEMORY,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  );
  return inviteSecret(secret);
}

function split(text: string): string[] {
  return text
    .trim()
    .toLowerCase()
    .split(/[\s,.-]+/u)
    .filter(Boolean);
}

function completeWord(typed: string): string {
  const matches = wordlist.filter(
    word => word === typed || (typed.length >= DISTINCT_LETTERS && word.startsWith(typed)),
  );
  const exact = matches.find(word => word === typed) ?? (matches.length === 1 ? matches[0] : undefined);
  if (exact === undefined) {
    const similar = nearest(typed, wordlist);
    throw new NatterError(
      'CODE_WRONG',
      inputTexts.invites.noCodeWord(
        typed.slice(0, 20),
        similar ? inputTexts.invites.didTheySay(similar) : inputTexts.invites.askAgain,
      ),
    );
  }
  return exact;
}
