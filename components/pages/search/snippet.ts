import type {SearchWord, Stretch} from '../../../src/lib/text/search-words.ts';
import {findWords} from '../../../src/lib/text/search-words.ts';
import {oneLine} from '../../text/fit.ts';

/** A hit further right than this part of the row is moved to the left. */
const TOO_FAR = 0.6;

/** One line around the first hit in a text, and where the hits stand in it. `width` is about how much fits. */
export function snippetOf(
  text: string,
  words: readonly SearchWord[],
  width: number,
): {readonly text: string; readonly found: readonly Stretch[]} {
  const line = oneLine(text);
  const first = findWords(line, words)[0]?.from ?? 0;
  const start = first < width * TOO_FAR ? 0 : wordBefore(line, first - Math.floor(width / 3));
  const shown = start === 0 ? line : `…${line.slice(start)}`;
  return {text: shown, found: findWords(shown, words)};
}

/** Behind a space, so that no character is cut in two; the start of the line where there is none. */
function wordBefore(line: string, at: number): number {
  const next = line.indexOf(' ', Math.max(0, at));
  return next + 1;
}
