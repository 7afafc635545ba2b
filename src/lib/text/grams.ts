import {isDense} from './search-form.ts';

/** Grams are numbers below this. Different grams may share one: the text decides in the end. */
export const GRAMS = 0x10000;

const SPACE = 0x20;

/**
 * The grams of a text in the form of a search (see `search-form.ts`), each once: three neighbouring characters of
 * alphabets, where the space between words is one of them; of denser scripts and of symbols, pairs and single ones.
 * A text that contains a piece of text has all grams of that piece. The numbers are stored: they are forever.
 */
export function gramsOf(form: string): number[] {
  return collectGrams(form, true);
}

/** The same of something that is searched for, without grams that others imply. */
export function wantedGrams(form: string): number[] {
  return collectGrams(form, false);
}

/** The number of the text that had each gram last: a set for each text would take several times as long. */
const lastText = new Uint32Array(GRAMS);
let texts = 0;
/** The characters of the text that is looked at. */
let characters = new Uint32Array(1024);

function collectGrams(form: string, withSingles: boolean): number[] {
  const found: number[] = [];
  const text = countText();
  const count = readCharacters(form);
  const add = (number: number) => {
    if (lastText[number] !== text) {
      lastText[number] = text;
      found.push(number);
    }
  };
  for (let at = 0; at < count; at += 1) {
    const one = characters[at] ?? SPACE;
    const two = at + 1 < count ? (characters[at + 1] ?? SPACE) : SPACE;
    if (isDense(one)) {
      const isAlone = two === SPACE && (at === 0 || characters[at - 1] === SPACE);
      if (withSingles || isAlone) {
        add(gram(one, 0, 0));
      }
      if (two !== SPACE) {
        add(gram(one, two, 0));
      }
    } else if (at + 2 < count) {
      const three = characters[at + 2] ?? SPACE;
      if (!isDense(two) && !isDense(three)) {
        add(gram(one, two, three));
      }
    }
  }
  return found;
}

/** Numbers the next text; after four thousand millions they begin anew. */
function countText(): number {
  texts += 1;
  if (texts > 0xffff_ffff) {
    lastText.fill(0);
    texts = 1;
  }
  return texts;
}

/** How many characters there are. */
function readCharacters(form: string): number {
  if (characters.length < form.length) {
    characters = new Uint32Array(2 * form.length);
  }
  let count = 0;
  for (let at = 0; at < form.length; at += 1) {
    const point = form.codePointAt(at) ?? SPACE;
    at += point > 0xffff ? 1 : 0;
    characters[count] = point;
    count += 1;
  }
  return count;
}

/** Multiplicative hashing (Knuth); the upper bits of the product are the mixed ones. */
function gram(one: number, two: number, three: number): number {
  let hash = Math.imul(one + 1, 0x9e3779b1);
  hash = Math.imul((hash ^ (hash >>> 15)) + two, 0x85ebca6b);
  hash = Math.imul((hash ^ (hash >>> 13)) + three, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 16;
}
