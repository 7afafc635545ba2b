import {lazy} from '../lazy.ts';
import {REPLACEMENT} from './hostile-characters.ts';

/** At most so many combining marks stand on one letter (SECURITY rule 10). */
export const MAX_MARKS = 4;

/** Characters that join the grapheme before them, without the joiners: marks, skin tones, Thai sara am. */
export const EXTENDER = '\\p{M}\\p{Emoji_Modifier}\\uff9e\\uff9f\\u0e33\\u0eb3';

const longRun = lazy(() => /(\p{M}{30})\p{M}+/gu);
const excessMarks = lazy(
  () =>
    new RegExp(
      `((?:[${EXTENDER}][\\u200c\\u200d]*){${MAX_MARKS}})[${EXTENDER}][${EXTENDER}\\u200c\\u200d]*`,
      'gu',
    ),
);
const leadingMark = lazy(() => /(?<=^|\n)(?=\p{M})/gu);

/**
 * Cuts runs of more than 30 marks, the bound of the Stream-Safe Text Format (UAX #15): sorting a longer run
 * into canonical order takes time that grows with its square.
 */
export function streamSafe(text: string): string {
  return text.replace(longRun(), '$1');
}

/** Leaves four marks on a letter; one U+FFFD stands for all the others. */
export function limitMarks(text: string): string {
  return text.replace(excessMarks(), `$1${REPLACEMENT}`);
}

/** A mark that begins a line would sit on whatever the screen has left of it: it gets a dotted circle. */
export function giveLeadingMarksABase(text: string): string {
  return text.replace(leadingMark(), '\u25cc');
}
