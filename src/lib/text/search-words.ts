/**
 * What a user searches for, as words. The database and the screen read it with the same eyes: what the one finds,
 * the other can point at.
 */

import type {Stretch} from './mentions.ts';
import {isDense, mappedSearchForm, searchForm} from './search-form.ts';

/** Something that a text must contain. In the form of a search: a space in it is the border of a word. */
export type SearchWord = string & {readonly [IS_SEARCH_WORD]: true};
declare const IS_SEARCH_WORD: unique symbol;

/** More would only cost time. */
const MAX_WORDS = 16;
const MAX_LENGTH = 64;
/** Fewer letters stand inside half of all words: they must be a whole one. */
const MIN_INSIDE = 3;

const TYPED = /"([^"]*)"|\S+/g;

/**
 * Reads what was typed: words that may stand inside of others, and in quotes whole ones, side by side. Signs between
 * words mean nothing.
 */
export function searchWords(typed: string): readonly SearchWord[] {
  const words: string[] = [];
  for (const found of typed.matchAll(TYPED)) {
    const part = found[1] ?? found[0];
    const word = searchForm(cut(part)).trim();
    const isWhole = found[1] !== undefined && part.length <= MAX_LENGTH;
    if (word !== '') {
      words.push(isWhole || !mayBeInside(word) ? ` ${word} ` : word);
    }
    if (words.length === MAX_WORDS) {
      break;
    }
  }
  return words as SearchWord[];
}

/** Whether a text holds all the words. */
export function matchWords(text: string, words: readonly SearchWord[]): boolean {
  const form = searchForm(text);
  return words.every(word => form.includes(word));
}

/** Where the words stand in a text, in order, none over another. */
export function findWords(text: string, words: readonly SearchWord[]): readonly Stretch[] {
  const {form, from, to} = mappedSearchForm(text);
  const isFound = new Uint8Array(form.length);
  for (const word of words) {
    const [start, end] = [word.startsWith(' ') ? 1 : 0, word.length - (word.endsWith(' ') ? 1 : 0)];
    for (let at = form.indexOf(word); at >= 0; at = form.indexOf(word, at + Math.max(1, end - start))) {
      isFound.fill(1, at + start, at + end);
    }
  }
  const found: Stretch[] = [];
  for (let at = 0; at < form.length; at += 1) {
    const last = found.at(-1);
    if (isFound[at] === 1 && isFound[at - 1] === 1 && last !== undefined) {
      found[found.length - 1] = {from: last.from, to: Math.max(last.to, to[at] ?? 0)};
    } else if (isFound[at] === 1) {
      found.push({from: Math.max(from[at] ?? 0, last?.to ?? 0), to: to[at] ?? 0});
    }
  }
  return found.filter(stretch => stretch.from < stretch.to);
}

function mayBeInside(word: string): boolean {
  const characters = Array.from(word);
  return characters.length >= MIN_INSIDE || characters.some(one => isDense(one.codePointAt(0) ?? 0));
}

/** Cut between code points. */
function cut(part: string): string {
  return [...part.slice(0, 2 * MAX_LENGTH)].slice(0, MAX_LENGTH).join('');
}
