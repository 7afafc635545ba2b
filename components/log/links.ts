import {lazy} from '../../src/lib/lazy.ts';
import type {Stretch} from '../../src/lib/text/mentions.ts';

/** Only what a browser opens; what is shown is all there is to a link. */
const link = lazy(() => /(?<![\p{L}\p{N}])https?:\/\/[^\s<>"'`]+/giu);
/** A longer run is no link, in UTF-16 units: no browser's bar shows so much, and nobody types it. */
const MAX_LINK = 2048;
const SENTENCE = '.,;:!?*_~';
const OPENING: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/** Where a text has links, without the punctuation of the sentence around them. */
export function linksOf(text: string): Stretch[] {
  return Array.from(text.matchAll(link()))
    .filter(({0: found}) => found.length <= MAX_LINK)
    .map(({0: found, index}) => ({from: index, to: index + lengthWithoutTail(found)}))
    .filter(({from, to}) => to - from > 'https://'.length);
}

/**
 * The address of a link in the only characters that may stand between the codes of a terminal. Null for anything but http
 * and https.
 */
export function linkTarget(link: string): string | null {
  const target = link.toWellFormed().replace(/[^\x21-\x7e]/gu, character => encodeURIComponent(character));
  return /^https?:\/\/[\x21-\x7e]+$/i.test(target) ? target : null;
}

/** A closing bracket belongs to the link only if it was opened there. */
function lengthWithoutTail(link: string): number {
  const unopened = new Map(
    Array.from(OPENING, ([closing, opening]) => [closing, count(link, closing) - count(link, opening)]),
  );
  for (let end = link.length; end > 0; end -= 1) {
    const last = link.charAt(end - 1);
    const surplus = unopened.get(last) ?? 0;
    if (surplus <= 0 && !SENTENCE.includes(last)) {
      return end;
    }
    unopened.set(last, surplus - 1);
  }
  return 0;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
