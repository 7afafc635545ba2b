import {lazy} from '../lazy.ts';
import {EXTENDER} from './combining-marks.ts';
import {graphemes} from './graphemes.ts';
import {REPLACEMENT} from './hostile-characters.ts';

/** No grapheme is longer, in code points. The longest real ones, Sanskrit conjuncts and kisses, have about 12. */
export const MAX_GRAPHEME = 20;

/**
 * Letters, digits, punctuation and spaces that never join the character before them, unless that is a prepended
 * sign. A giant grapheme therefore has at least eight characters in a row that are none of these.
 */
const LONER_SCRIPTS = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Han',
  'Hiragana',
  'Katakana',
  'Arabic',
  'Hebrew',
  'Thai',
];
const LONER =
  `[[[[${LONER_SCRIPTS.map(script => `\\p{scx=${script}}`).join('')}]&&\\p{L}]\\p{Nd}\\p{P}\\p{Z}\\n\\ufffd]` +
  `--[\\p{Extended_Pictographic}${EXTENDER}]]`;
const JOINERS = '\\u200c\\u200d';
const TAGS = '\\u{e0020}-\\u{e007f}';
const suspect = lazy(() => new RegExp(`[^${LONER}]{8,}(?:${LONER}[${EXTENDER}${JOINERS}]*)?`, 'gv'));
const unitOf = lazy(() => new RegExp(`.[${EXTENDER}${JOINERS}${TAGS}]*`, 'gsu'));

/**
 * Cuts graphemes that are too long by putting U+FFFD into them: chains of Indic conjuncts, of Hangul
 * jamo or of prepended signs. Expects at most four marks in a row.
 */
export function splitGiantGraphemes(text: string): string {
  return text.replace(suspect(), run => (run.length > MAX_GRAPHEME ? splitGiants(run) : run));
}

function splitGiants(run: string): string {
  return graphemes(run)
    .map(grapheme => (grapheme.length > MAX_GRAPHEME ? splitGiant(grapheme) : grapheme))
    .join('');
}

function splitGiant(grapheme: string): string {
  if (codePoints(grapheme) <= MAX_GRAPHEME) {
    return grapheme;
  }
  const pieces: string[] = [];
  let piece = '';
  for (const unit of grapheme.match(unitOf()) ?? []) {
    if (codePoints(piece + unit) >= MAX_GRAPHEME) {
      pieces.push(piece);
      piece = '';
    }
    piece += unit;
  }
  return [...pieces, piece].join(REPLACEMENT);
}

function codePoints(text: string): number {
  return [...text].length;
}
