import {lazy} from '../../lib/lazy.ts';

/** Compatibility forms and case undone, so that only letters are left to compare: "ß" and "SS" are one. */
export function foldCase(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase();
}

/**
 * Letters that look like others, as pairs: the one on the left is drawn as the one on the right. A small table
 * after the idea of UTS #39, for Latin, Cyrillic, Greek, Armenian and digits; compared before case is folded, as
 * capitals and small letters resemble different ones.
 */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  [
    // Cyrillic capitals and small letters
    'АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ԚQ ԜW Ӏl Ԍg Ьb ЗЗ',
    'аa вb еe ѕs іi јj кk мm нh оo рp сc тt уy хx ԛq ԝw ӏl ԁd һh ьb гr пn иu',
    // Greek
    'ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX',
    'αa βb εe ηn ιi κk μu νv οo ρp σo τt υu χx ωw γy',
    // Armenian
    'օo սu ոn հh ցg զq ՏS ՕO',
    // Latin beyond ASCII, and what stands for l and o
    'ɑa ɡg ıi ɩi ǀl ʟl ⅼl ɴn ʀr ꜱs ᴏo ᴄc ᴠv ᴡw ᴢz øo đd ħh łl ŧt',
    '0o 1l |l !l 5s Il il',
  ].flatMap(pairs),
);
const SEQUENCES = [
  ['rn', 'm'],
  ['vv', 'w'],
  ['cl', 'd'],
] as const;
/** Accents, spaces, what shows nothing, and the marks that stand for what was replaced. */
const unseen = lazy(
  () => /[\p{Script=Inherited}\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800\ufffd\u25cc]/gu,
);

/** Reduces a name to what the eye keeps of it: two names with one skeleton are easily taken for each other. */
export function skeleton(name: string): string {
  const drawn = Array.from(name.normalize('NFKC'), lookAlike).join('');
  const plain = Array.from(foldCase(drawn).normalize('NFD').replace(unseen(), ''), lookAlike).join('');
  return SEQUENCES.reduce((text, [pair, letter]) => text.replaceAll(pair, letter), plain);
}

function lookAlike(letter: string): string {
  return LOOK_ALIKES.get(letter) ?? letter;
}

function pairs(line: string): [string, string][] {
  return line.split(' ').map(pair => {
    const [left = '', right = ''] = pair;
    return [left, right];
  });
}
