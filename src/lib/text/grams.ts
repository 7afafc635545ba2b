import {isDense} from './search-form.ts';

/** Grams are numbers below this. Different grams may share one: the text decides in the end. */
export const GRAMS = 0x10000;

const SPACE = 0x20;

/**
 * The grams of a text in the form of a search (see `search-form.ts`), each once: three neighbouring characters of
 * alphabets, where the space between words is one of them; of denser scripts and of symbols, pairs and single ones.
 * A text that contains a piece of text has all grams of that piece. The numbers are stored: they are forever.
 */
export function gramsOf(form: string): Set<number> {
  return collectGrams(form, true);
}

/** The same of something that is searched for, without grams that others imply. */
export function wantedGrams(form: string): Set<number> {
  return collectGrams(form, false);
}

function collectGrams(form: string, withSingles: boolean): Set<number> {
  const found = new Set<number>();
  const characters = codePoints(form);
  for (let at = 0; at < characters.length; at += 1) {
    const [before, one, two, three] = [
      characters[at - 1],
      characters[at] ?? SPACE,
      characters[at + 1],
      characters[at + 2],
    ];
    if (isDense(one)) {
      const isAlone = (two ?? SPACE) === SPACE && (before ?? SPACE) === SPACE;
      if (withSingles || isAlone) {
        found.add(gram(one, 0, 0));
      }
      if (two !== undefined && two !== SPACE) {
        found.add(gram(one, two, 0));
      }
    } else if (two !== undefined && three !== undefined && !isDense(two) && !isDense(three)) {
      found.add(gram(one, two, three));
    }
  }
  return found;
}

function codePoints(text: string): number[] {
  const points: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const point = text.codePointAt(at) ?? SPACE;
    at += point > 0xffff ? 1 : 0;
    points.push(point);
  }
  return points;
}

/** Multiplicative hashing (Knuth); the upper bits of the product are the mixed ones. */
function gram(one: number, two: number, three: number): number {
  let hash = Math.imul(one + 1, 0x9e3779b1);
  hash = Math.imul((hash ^ (hash >>> 15)) + two, 0x85ebca6b);
  hash = Math.imul((hash ^ (hash >>> 13)) + three, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 16;
}
