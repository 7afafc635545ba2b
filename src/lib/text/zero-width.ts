import {lazy} from '../lazy.ts';
import {INVISIBLE, REPLACEMENT} from './hostile-characters.ts';

/** The longest sequences that Unicode recommends, such as a kiss or a family, join four emoji. */
const MAX_JOINED_EMOJI = 4;

/** Scripts in which joiners change the shape of letters (Unicode core specification, chapters 9, 12 to 16). */
const JOINING_SCRIPTS = [
  ...['Arabic', 'Syriac', 'Mandaic', 'Nko', 'Mongolian', 'Phags_Pa', 'Adlam', 'Hanifi_Rohingya'],
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada'],
  ...['Malayalam', 'Sinhala', 'Myanmar', 'Khmer', 'Tibetan'],
];
/** Scripts without spaces, in which U+200B tells where a line may be broken. */
const SPACELESS_SCRIPTS = [
  ...['Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan', 'Tai_Tham', 'Tai_Le', 'New_Tai_Lue', 'Tai_Viet'],
  ...['Javanese', 'Balinese', 'Cham'],
];
/** Scripts that are written from right to left. */
const RIGHT_TO_LEFT_SCRIPTS = [
  ...['Arabic', 'Hebrew', 'Syriac', 'Thaana', 'Nko', 'Samaritan', 'Mandaic', 'Adlam', 'Hanifi_Rohingya'],
];
const MONGOLIAN_SELECTORS = '[\\u180b-\\u180f]';
const LETTER = `[[${scripts(JOINING_SCRIPTS)}]&&[[\\p{L}\\p{M}]--${MONGOLIAN_SELECTORS}]]`;
const SPACELESS = `[[${scripts(SPACELESS_SCRIPTS)}]&&[\\p{L}\\p{M}\\p{N}]]`;
const EMOJI = '\\p{Extended_Pictographic}[\\ufe0e\\ufe0f]?\\p{Emoji_Modifier}?';
const DIRECTION_MARK = '[\\u061c\\u200e\\u200f]';

const anyInvisible = lazy(() => new RegExp(`[${INVISIBLE}]`, 'u'));
const longChain = lazy(() => new RegExp(`${EMOJI}(?:\\u200d${EMOJI}){${MAX_JOINED_EMOJI},}`, 'gu'));

const STRAY = [
  '[\\u00ad\\u034f\\u17b4\\u17b5\\u2060-\\u2064\\ufeff\\ufe03-\\ufe0d]',
  // a zero-width space that does not stand between two letters of a script without spaces
  `(?<!${SPACELESS})\\u200b|\\u200b(?!${SPACELESS})`,
  // a joiner neither between emoji nor behind a letter that it can shape
  `(?<!${EMOJI})(?<!${LETTER})\\u200d`,
  `(?<=${EMOJI})\\u200d(?!\\p{Extended_Pictographic})`,
  // a non-joiner that is not behind such a letter
  `(?<!${LETTER})\\u200c`,
  // a selector of an emoji without one; a digit takes one only as the key of a telephone
  '(?<![\\p{Extended_Pictographic}0-9#*])[\\ufe0e\\ufe0f]|(?<=[0-9#*])(?:\\ufe0e|\\ufe0f(?!\\u20e3))',
  // selectors of variants without a letter that has them
  '(?<![[\\p{scx=Han}\\p{scx=Myanmar}\\p{scx=Phags_Pa}]&&\\p{L}])[\\ufe00-\\ufe02]',
  '(?<![\\p{scx=Han}&&\\p{L}])[\\u{e0100}-\\u{e01ef}]',
  `(?<![\\p{scx=Mongolian}&&\\p{L}])${MONGOLIAN_SELECTORS}`,
  // one mark of direction says as much as several
  `(?<=${DIRECTION_MARK})${DIRECTION_MARK}`,
].join('|');
const stray = lazy(() => new RegExp(STRAY, 'gv'));
const anyDirectionMark = lazy(() => new RegExp(DIRECTION_MARK, 'u'));
const directionMark = lazy(() => new RegExp(DIRECTION_MARK, 'gu'));
const rightToLeft = lazy(() => new RegExp(`[[${scripts(RIGHT_TO_LEFT_SCRIPTS)}]&&\\p{L}]`, 'v'));

/** Whether a text has characters without a picture. */
export function hasInvisible(text: string): boolean {
  return anyInvisible().test(text);
}

/** Whether a text has letters that are written from right to left. */
export function hasRightToLeft(text: string): boolean {
  return rightToLeft().test(text);
}

/**
 * Drops invisible characters where they change nothing: joiners and selectors stay inside emoji and at letters of
 * scripts that are written with them, zero-width spaces between letters of scripts without spaces, marks of
 * direction on lines that have letters from right to left.
 */
export function dropStrayInvisible(text: string): string {
  const shaped = text.replace(stray(), '');
  return anyDirectionMark().test(shaped)
    ? shaped
        .split('\n')
        .map(line => (hasRightToLeft(line) ? line : line.replace(directionMark(), '')))
        .join('\n')
    : shaped;
}

/** Drops all of them. */
export function dropInvisible(text: string): string {
  return text.replace(new RegExp(`[${INVISIBLE}]`, 'gu'), '');
}

/** Cuts a chain of more than four joined emoji into several. */
export function cutLongChains(text: string): string {
  return text.replace(longChain(), cutChain);
}

function cutChain(chain: string): string {
  let joined = 0;
  return chain.replaceAll('\u200d', joiner => (++joined % MAX_JOINED_EMOJI === 0 ? REPLACEMENT : joiner));
}

function scripts(names: readonly string[]): string {
  return names.map(name => `\\p{scx=${name}}`).join('');
}
