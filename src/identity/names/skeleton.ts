import {lazy} from '../../lib/lazy.ts';
import {CONFUSABLES} from './confusables.ts';

/** Compatibility forms and case undone, so that only letters are left to compare: "ß" and "SS" are one. */
export function foldCase(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase();
}

/**
 * What Unicode's table does not know, as pairs: the one on the left is drawn as the one on the right. Small
 * capitals, letters that differ in a serif, and what people write for other letters.
 */
const MORE_LOOK_ALIKES =
  'ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ꞯq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ' +
  'ьb Ьb Ⲃb ⲃb гr пn иu ηn κk μu τt ωw հh ոn ցg զq øo đd ħh łl ŧt 5s 8b Il il';
/** Most names by far: the few of their characters that are drawn like others stand here too, since the table is large. */
const ASCII = /^[\0-\x7f]*$/;
const ASCII_LOOK_ALIKES = /[0158Iilm]/g;
const asciiTable: Readonly<Record<string, string>> = {
  ...{0: 'O', 1: 'l', 5: 's', 8: 'b', I: 'l', i: 'l', l: 'l', m: 'rn'},
};
const ASCII_SIGNS = /[^a-z0-9]/g;
/** Rows of 26 letters that stand for A to Z and have no compatibility form: 🅐, 🅰, 🇦. */
const LETTER_ROWS = [0x1f150, 0x1f170, 0x1f1e6];
/** Rows of digits from 1 to 9 in circles. */
const DIGIT_ROWS = [0x2776, 0x2780, 0x278a, 0x24f5];
const SEQUENCES = [
  ['vv', 'w'],
  ['cl', 'd'],
] as const;
/** All but letters, with the signs that make a vowel of them, and digits; points and accents say nothing. */
const unseen = lazy(() => /[^\p{Alphabetic}\p{N}]|\p{Script=Inherited}|[\u0591-\u05c7]/gu);
/** What is left of a name of signs only: without spaces and what shows nothing. */
const invisible = lazy(
  () => /[\p{Script=Inherited}\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800\ufffd\u25cc]/gu,
);
const lookAlikes = lazy(() => new Map([...unicodeTable(), ...letterRows(), ...moreLookAlikes()]));

/**
 * Reduces a name to what the eye keeps of it, after UTS #39: letters and digits, each as the one it is drawn like.
 * Two names with one skeleton are easily taken for each other. A name of signs only keeps its signs.
 */
export function skeleton(name: string): string {
  const letters = bareLetters(drawn(bareLetters(drawn(name))));
  return letters === ''
    ? name.normalize('NFKC').replace(invisible(), '')
    : SEQUENCES.reduce(replacePair, letters);
}

/** Each letter as the one it is drawn like; a look-alike of a look-alike, too. */
function drawn(text: string): string {
  if (ASCII.test(text)) {
    return text.replace(ASCII_LOOK_ALIKES, letter => asciiTable[letter] ?? letter);
  }
  const table = lookAlikes();
  const once = (letters: string) => Array.from(letters, letter => table.get(letter) ?? letter).join('');
  return once(once(once(text.normalize('NFKC')).normalize('NFC')));
}

function bareLetters(text: string): string {
  return ASCII.test(text)
    ? text.toLowerCase().replace(ASCII_SIGNS, '')
    : foldCase(text).normalize('NFD').replace(unseen(), '');
}

function replacePair(text: string, [pair, letter]: readonly [string, string]): string {
  return text.replaceAll(pair, letter);
}

function unicodeTable(): [string, string][] {
  return CONFUSABLES.split('\t').flatMap(group => {
    const [prototype = '', alike = ''] = group.split(' ');
    return Array.from(alike, (letter): [string, string] => [letter, prototype]);
  });
}

function letterRows(): [string, string][] {
  const row = (first: number, start: string, length: number) =>
    Array.from({length}, (_, place): [string, string] => [
      String.fromCodePoint(first + place),
      String.fromCodePoint((start.codePointAt(0) ?? 0) + place),
    ]);
  return [
    ...LETTER_ROWS.flatMap(first => row(first, 'a', 26)),
    ...DIGIT_ROWS.flatMap(first => row(first, '1', 9)),
  ];
}

function moreLookAlikes(): [string, string][] {
  return MORE_LOOK_ALIKES.split(' ').map(pair => {
    const [left = '', right = ''] = pair;
    return [left, right];
  });
}
