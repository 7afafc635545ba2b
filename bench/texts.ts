/** Length of a text said in the bench, characters (all of them ASCII, so bytes too). */
export const TEXT_LENGTH = 100;

/** Words that texts are made of; the first ones come often, as in a language. */
const VOCABULARY = 4000;
const SYLLABLES = [
  'ba',
  'co',
  'di',
  'fe',
  'gu',
  'ha',
  'jo',
  'ki',
  'lem',
  'mor',
  'nat',
  'per',
  'ra',
  'sol',
  'tun',
  'vi',
];

/** The word that about every twentieth text holds: something to search for. */
export const COMMON_WORD = wordNumber(7);

/** The text number `number`: always the same one, different from all others. */
export function textNumber(number: number): string {
  const random = generator(number + 1);
  let text = `n${number}`;
  while (text.length < TEXT_LENGTH) {
    // The cube of an even draw: low numbers come often.
    text += ` ${wordNumber(Math.floor(random() ** 3 * VOCABULARY))}`;
  }
  return text.slice(0, TEXT_LENGTH).trimEnd().padEnd(TEXT_LENGTH, '.');
}

/** Two characters of a text without spaces, which one of a thousand seeded messages has. */
export const INNER_CHARACTERS = '天気';
/** Found in one message of a thousand. */
export const EMOJI = '🦔';
/** Stands within the numbers at the beginning of texts, in one of ten thousand. */
export const INNER_DIGITS = '4711';
/** Stands in no text. */
export const ABSENT_WORD = 'quux';

/** The text of a seeded message: one of a thousand is of a script without spaces. */
export function seededText(number: number): string {
  return number % 1000 === 500
    ? `n${number} 明日の${INNER_CHARACTERS}は晴れでしょう${EMOJI}`
    : textNumber(number);
}

/** The number at the beginning of such a text; -1 if it is none. */
export function numberIn(text: string): number {
  const number = /^n(\d+) /.exec(text)?.[1];
  return number !== undefined && textNumber(Number(number)) === text ? Number(number) : -1;
}

function wordNumber(number: number): string {
  let word = '';
  for (let rest = number + SYLLABLES.length; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    word += SYLLABLES[rest % SYLLABLES.length];
  }
  return word;
}

/**
 * Spreads messages over contacts, as in life: the first gets about two fifths of all, the others share the
 * rest, the earlier ones more. Each call draws the contact of the next batch.
 */
export function spread(contacts: number): () => number {
  const random = generator(1);
  return () => (random() < 0.4 ? 0 : Math.floor(random() ** 2 * contacts));
}

/** Small, fast, repeatable: the same numbers for the same seed, evenly between 0 and 1. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
