/**
 * What a user searches for, as words. The database and the screen read it with the same eyes: what the one finds,
 * the other can point at.
 */

/** Words that must all be there; one with several parts must be there in that order (it stood in quotes). */
export type SearchWord = {
  readonly parts: readonly string[];
  /** The beginning of a word is enough. */
  readonly isBeginning: boolean;
};

/** A stretch of a text, in UTF-16 units. */
export type Stretch = {readonly from: number; readonly to: number};

/** More would only cost time. */
const MAX_WORDS = 16;
const MAX_LENGTH = 64;
/** In an alphabet, shorter beginnings fit half of all messages; in other scripts a character says more. */
const MIN_BEGINNING = 3;
const OTHER_SCRIPT = /[\u2e80-\uffff]/;

const TYPED = /"([^"]*)"|\S+/g;
/** What the index takes for a word (tokenizer unicode61). */
const TOKEN = /[\p{L}\p{N}\p{Co}\p{M}]+/gu;
const MARKS = /\p{M}+/gu;

/**
 * Reads what was typed. The last word may be still being typed, so its beginning is enough, unless a space or a
 * quote ends it. Signs between words mean nothing.
 */
export function searchWords(typed: string): readonly SearchWord[] {
  const words: SearchWord[] = [];
  for (const found of typed.matchAll(TYPED)) {
    const parts = tokensOf(found[1] ?? found[0]).map(({from, to}) => (found[1] ?? found[0]).slice(from, to));
    const isLast = found.index + found[0].length === typed.length && found[1] === undefined;
    if (parts.length > 0) {
      words.push({parts: parts.map(cut), isBeginning: isLast && mayBegin(parts.at(-1) ?? '')});
    }
  }
  return words.slice(0, MAX_WORDS);
}

/** Where the words stand in a text, in order, as far as single words show it. */
export function findWords(text: string, words: readonly SearchWord[]): readonly Stretch[] {
  const wanted = words.flatMap(({parts, isBeginning}) =>
    parts.map((part, index) => ({word: fold(part), begins: isBeginning && index === parts.length - 1})),
  );
  return tokensOf(text).filter(({from, to}) => {
    const token = fold(text.slice(from, to));
    return wanted.some(({word, begins}) => (begins ? token.startsWith(word) : token === word));
  });
}

/** Whether a text holds all the words, as the index would say. */
export function matchWords(text: string, words: readonly SearchWord[]): boolean {
  const tokens = (text.match(TOKEN) ?? []).map(fold);
  return words.every(({parts, isBeginning}) => {
    const wanted = parts.map(fold);
    return tokens.some((_, start) =>
      wanted.every((part, index) => {
        const token = tokens[start + index] ?? '';
        return isBeginning && index === wanted.length - 1 ? token.startsWith(part) : token === part;
      }),
    );
  });
}

function tokensOf(text: string): Stretch[] {
  return Array.from(text.matchAll(TOKEN), ({index, 0: token}) => ({from: index, to: index + token.length}));
}

function mayBegin(part: string): boolean {
  return part.length >= MIN_BEGINNING || OTHER_SCRIPT.test(part);
}

/** Cut between code points. */
function cut(part: string): string {
  return [...part.slice(0, 2 * MAX_LENGTH)].slice(0, MAX_LENGTH).join('');
}

const ASCII = /^[\0-\x7f]*$/;

/** Without case and accents, as the index compares. */
function fold(word: string): string {
  return ASCII.test(word) ? word.toLowerCase() : word.normalize('NFD').replace(MARKS, '').toLowerCase();
}
