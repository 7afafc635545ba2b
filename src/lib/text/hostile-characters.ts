import {lazy} from '../lazy.ts';

/** Shown for a character that has no picture of its own. */
export const REPLACEMENT = '\ufffd';

/** C0 except newline, and DEL: the control characters that Unicode has pictures of. */
const CONTROLS = /[\0-\t\v-\x1f\x7f]+/g;
const DEL = 0x7f;
const PICTURE_OF_NUL = 0x2400;
const PICTURE_OF_DEL = 0x2421;

/**
 * Control, private, unassigned, surrogate and format characters, line and paragraph separators, and
 * everything that Unicode calls ignorable by default: bidi controls, zero-width space, soft hyphen,
 * fillers. Left out are the Arabic, Syriac and Kaithi signs that have a glyph although they are of
 * category Cf, the joiners and selectors that `replaceStrayJoiners` judges by their context, and tags.
 */
const hostile = lazy(
  () =>
    new RegExp(
      '[[\\p{Cc}\\p{Cf}\\p{Cn}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]' +
        '--[\\n\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}' +
        '\\u200c\\u200d\\ufe0e\\ufe0f\\u180b-\\u180f\\u{e0020}-\\u{e007f}]]',
      'gv',
    ),
);

/** The flags of England, Scotland and Wales: the only places where tag characters mean something. */
const TAG_FLAGS = ['gbeng', 'gbsct', 'gbwls'].map(tagFlag).join('|');
const TAGS = new RegExp(`(${TAG_FLAGS})|[\\u{e0020}-\\u{e007f}]`, 'gu');

/** Replaces every character that controls, hides or means nothing by one that is seen. */
export function replaceHostile(text: string): string {
  return text
    .replace(CONTROLS, pictures)
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
