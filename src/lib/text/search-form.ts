/**
 * The form in which texts are compared by a search: words without case, accents and signs, each between single
 * spaces. A word is a run of one kind of character, so `我的PC👍` is ` 我的 pc 👍 `. Compatible forms are one (NFKC):
 * full-width `ＡＢＣ` is `abc`.
 */

import {lazy} from '../lazy.ts';

/** What a character is for a search. */
const UNKNOWN = 0;
/** Ends a word. */
const SIGN = 1;
/** Is not there: what nobody sees, and what only chooses how the character before it looks. */
const NOTHING = 2;
/** Belongs to a word of an alphabet, or to a number. */
const LETTER = 3;
/** Belongs to a script that writes no spaces, or whose words are short. */
const DENSE = 4;
/** Is a word by itself: an emoji, a currency. */
const SYMBOL = 5;

const patterns = lazy(() => ({
  nothing: /[\p{Cf}\p{Variation_Selector}\p{Me}]/u,
  word: /[\p{L}\p{N}\p{M}\p{Co}]/u,
  dense:
    /[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Yiii}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Talu}\p{scx=Tale}\p{scx=Lana}\p{scx=Tavt}\p{scx=Java}\p{scx=Bali}]/u,
  symbol: /[\p{S}\p{Extended_Pictographic}]/u,
  digit: /\p{Nd}/u,
  /** A base with its marks, or the pieces of a Hangul syllable: never compared in part. */
  segment:
    /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+|[^\p{M}\uff9e\uff9f][\p{M}\uff9e\uff9f]*|[\p{M}\uff9e\uff9f]+/gu,
  marks: /\p{M}+/gu,
  /** Scripts whose marks may be left out; in others they are vowels, or make another letter. */
  accents: /^[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Zyyy}]/u,
}));

const classes = new Uint8Array(0x20000);

function classOf(codePoint: number): number {
  const known = classes[codePoint];
  if (known !== undefined && known !== UNKNOWN) {
    return known;
  }
  const found = classify(String.fromCodePoint(codePoint), codePoint);
  if (known !== undefined) {
    classes[codePoint] = found;
  }
  return found;
}

function classify(character: string, codePoint: number): number {
  if (patterns().nothing.test(character)) {
    return NOTHING;
  }
  if (patterns().word.test(character)) {
    return codePoint > 0x7f && patterns().dense.test(character) && !patterns().digit.test(character)
      ? DENSE
      : LETTER;
  }
  return codePoint > 0x7f && patterns().symbol.test(character) ? SYMBOL : SIGN;
}

/** Whether single characters and pairs of it say enough to be searched for. */
export function isDense(codePoint: number): boolean {
  return codePoint > 0x7f && classOf(codePoint) >= DENSE;
}

const ASCII = /^[\0-\x7f]*$/;
const ASCII_SIGNS = /[^a-z0-9]+/g;

/** Folded segments that came up lately: most texts are made of few. */
const folded = new Map<string, string>();
const MOST_FOLDED = 16_384;
const LONGEST_KEPT = 8;

function fold(segment: string): string {
  const known = folded.get(segment);
  if (known !== undefined) {
    return known;
  }
  const apart = segment.normalize('NFKD');
  const bare = patterns().accents.test(apart) ? apart.replace(patterns().marks, '') : apart;
  const result = bare.toLowerCase().normalize('NFC').replaceAll('ς', 'σ');
  if (segment.length <= LONGEST_KEPT) {
    if (folded.size === MOST_FOLDED) {
      folded.clear();
    }
    folded.set(segment, result);
  }
  return result;
}

/** A text as a search compares it: ` at noon `; a single space if there is no word in it. */
export function searchForm(text: string): string {
  if (ASCII.test(text)) {
    const form = text.toLowerCase().replace(ASCII_SIGNS, ' ');
    return (form.startsWith(' ') ? '' : ' ') + form + (form.endsWith(' ') || form === '' ? '' : ' ');
  }
  const form = createForm();
  for (const [segment] of text.matchAll(patterns().segment)) {
    form.add(fold(segment));
  }
  return form.end();
}

/** The same, and where each of its UTF-16 units comes from: the beginnings and ends of stretches of the text. */
export function mappedSearchForm(text: string): {
  readonly form: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
} {
  const form = createForm();
  const from: number[] = [];
  const to: number[] = [];
  for (const {0: segment, index} of text.matchAll(patterns().segment)) {
    const length = form.add(fold(segment));
    while (from.length < length) {
      from.push(index);
      to.push(index + segment.length);
    }
  }
  return {form: form.end(), from, to};
}

/** Puts characters together to words with single spaces between them. */
function createForm() {
  let form = ' ';
  let last = SIGN;
  return {
    /** Returns the length until now. */
    add(characters: string): number {
      for (const character of characters) {
        const next = classOf(character.codePointAt(0) ?? 0);
        if (next === SIGN) {
          last = SIGN;
        } else if (next !== NOTHING) {
          form += next === last || form.endsWith(' ') ? character : ` ${character}`;
          last = next;
        }
      }
      return form.length;
    },
    end: () => (form.endsWith(' ') ? form : `${form} `),
  };
}
