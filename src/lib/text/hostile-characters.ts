import {lazy} from '../lazy.ts';

/** Shown for a character that has no picture of its own. */
export const REPLACEMENT = '\ufffd';

/**
 * Characters without a picture that do no harm: zero-width spaces and joiners, marks of direction, soft hyphens,
 * selectors of variants. What reorders, hides whole texts or means nothing is not among them.
 */
export const INVISIBLE =
  '\\u00ad\\u034f\\u061c\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2060-\\u2064\\ufe00-\\ufe0f\\ufeff' +
  '\\u{e0100}-\\u{e01ef}';

/** C0 except newline, and DEL: the control characters that Unicode has pictures of. */
const CONTROLS = /[\0-\t\v-\x1f\x7f]+/g;
const DEL = 0x7f;
const PICTURE_OF_NUL = 0x2400;
const PICTURE_OF_DEL = 0x2421;

/**
 * Control, private, unassigned, surrogate and format characters, line and paragraph separators, and everything that
 * Unicode calls ignorable by default: bidi controls, fillers. Left out are the Arabic, Syriac and Kaithi signs that have
 * a glyph although they are of category Cf, what does no harm without being seen (`zero-width.ts`), and tags.
 */
const hostile = lazy(
  () =>
    new RegExp(
      '[[\\p{Cc}\\p{Cf}\\p{Cn}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]' +
        '--[\\n\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}' +
        `${INVISIBLE}\\u{e0020}-\\u{e007f}]]`,
      'gv',
    ),
);

/** Quotes and dashes of Windows-1252 that were taken for Latin-1; these C1 controls begin no sequence. */
const MISREAD = /[\x91-\x97]/g;
const QUOTES_AND_DASHES = '‘’“”•–—';

/** The flags of England, Scotland and Wales: the only places where tag characters mean something. */
const TAG_FLAGS = ['gbeng', 'gbsct', 'gbwls'].map(tagFlag).join('|');
const TAGS = new RegExp(`(${TAG_FLAGS})|[\\u{e0020}-\\u{e007f}]`, 'gu');

/** Replaces every character that controls, hides or means nothing by one that is seen. */
export function replaceHostile(text: string): string {
  return text
    .replace(CONTROLS, pictures)
    .replace(MISREAD, control => QUOTES_AND_DASHES.charAt(control.charCodeAt(0) - 0x91))
    .replace(hostile(), REPLACEMENT)
    .replace(TAGS, (_found, flag: string | undefined) => flag ?? REPLACEMENT);
}

function pictures(controls: string): string {
  let drawn = '';
  for (let place = 0; place < controls.length; place += 1) {
    const code = controls.charCodeAt(place);
    drawn += String.fromCharCode(code === DEL ? PICTURE_OF_DEL : PICTURE_OF_NUL + code);
  }
  return drawn;
}

/** The black flag with its region in tag characters, and the closing tag. */
function tagFlag(region: string): string {
  const tags = Array.from(`${region}\x7f`, letter => 0xe0000 + letter.charCodeAt(0));
  return String.fromCodePoint(0x1f3f4, ...tags);
}
