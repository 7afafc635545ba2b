import {lazy} from '../lazy.ts';
import {REPLACEMENT} from './hostile-characters.ts';

/** The longest sequences that Unicode recommends, such as a kiss or a family, join four emoji. */
const MAX_JOINED_EMOJI = 4;

/** Scripts in which joiners change the shape of letters (Unicode core specification, chapters 9, 12 to 16). */
const JOINING_SCRIPTS = [
  ...['Arabic', 'Syriac', 'Mandaic', 'Nko', 'Mongolian', 'Phags_Pa', 'Adlam', 'Hanifi_Rohingya'],
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada'],
  ...['Malayalam', 'Sinhala', 'Myanmar', 'Khmer', 'Tibetan'],
];
const MONGOLIAN_SELECTORS = '[\\u180b-\\u180f]';
const LETTER =
  `[[${JOINING_SCRIPTS.map(script => `\\p{scx=${script}}`).join('')}]` +
  `&&[[\\p{L}\\p{M}]--${MONGOLIAN_SELECTORS}]]`;
const EMOJI = '\\p{Extended_Pictographic}[\\ufe0e\\ufe0f]?\\p{Emoji_Modifier}?';

const longChain = lazy(() => new RegExp(`${EMOJI}(?:\\u200d${EMOJI}){${MAX_JOINED_EMOJI},}`, 'gu'));

const STRAY = [
  // a joiner neither between emoji nor behind a letter that it can shape
  `(?<!${EMOJI})(?<!${LETTER})\\u200d`,
  `(?<=${EMOJI})\\u200d(?!\\p{Extended_Pictographic})`,
  // a non-joiner that does not stand between two such letters
  `(?<!${LETTER})\\u200c|\\u200c(?!${LETTER})`,
  // a selector of an emoji without one; a digit takes one only as the key of a telephone
  '(?<![\\p{Extended_Pictographic}0-9#*])[\\ufe0e\\ufe0f]|(?<=[0-9#*])(?:\\ufe0e|\\ufe0f(?!\\u20e3))',
  `(?<![\\p{scx=Mongolian}&&\\p{L}])${MONGOLIAN_SELECTORS}`,
].join('|');
const stray = lazy(() => new RegExp(STRAY, 'gv'));

/**
 * Replaces joiners and variation selectors where they change nothing that one could see: they stay inside
 * emoji, and at letters of scripts that are written with them. A chain of more than four joined emoji is cut
 * into several.
 */
export function replaceStrayJoiners(text: string): string {
  return text.replace(longChain(), cutChain).replace(stray(), REPLACEMENT);
}

function cutChain(chain: string): string {
  let joined = 0;
  return chain.replaceAll('\u200d', joiner => (++joined % MAX_JOINED_EMOJI === 0 ? REPLACEMENT : joiner));
}
