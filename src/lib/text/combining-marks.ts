import {lazy} from '../lazy.ts';
import {REPLACEMENT} from './hostile-characters.ts';

/** At most so many combining marks stand on one letter (SECURITY rule 10). */
export const MAX_MARKS = 4;

/** Characters that join the grapheme before them, without the joiners: marks, skin tones, Thai sara am. */
export const EXTENDER = '\\p{M}\\p{Emoji_Modifier}\\uff9e\\uff9f\\u0e33\\u0eb3';

/** A Burmese syllable has up to six. */
const MAX_MYANMAR_MARKS = 6;

const longRun = lazy(() => /(\p{M}{30})\p{M}+/gu);
const manyMarks = lazy(() => new RegExp(`(?:[${EXTENDER}][\\u200c\\u200d]*){${MAX_MARKS + 1},}`, 'gu'));
const isJoiner = /[\u200c\u200d]/;
const isMyanmar = lazy(() => /\p{scx=Myanmar}/u);
const leadingMark = lazy(() => /(?<=^|\n)(?=\p{M})/gu);

/**
 * Cuts runs of more than 30 marks, the bound of the Stream-Safe Text Format (UAX #15): sorting a longer run
 * into canonical order takes time that grows with its square.
 */
export function streamSafe(text: string): string {
  return text.replace(longRun(), '$1');
}

/** Leaves four marks on a letter, six in Burmese; one U+FFFD stands for all the others. */
export function limitMarks(text: string): string {
  return text.replace(manyMarks(), run => {
    let kept = '';
    let count = 0;
    for (const character of run) {
      count += isJoiner.test(character) ? 0 : 1;
      if (count > (isMyanmar().test(character) ? MAX_MYANMAR_MARKS : MAX_MARKS)) {
        return kept + REPLACEMENT;
      }
      kept += character;
    }
    return kept;
  });
}

/** A mark that begins a line would sit on whatever the screen has left of it: it gets a dotted circle. */
export function giveLeadingMarksABase(text: string): string {
  return text.replace(leadingMark(), '\u25cc');
}
