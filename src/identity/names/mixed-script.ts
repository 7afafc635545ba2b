import {lazy} from '../../lib/lazy.ts';

/** The scripts that people write names in today (UAX #31, table 5), and those that are written together. */
const SINGLE_SCRIPTS = [
  ...['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Hebrew', 'Arabic', 'Thaana', 'Devanagari', 'Bengali'],
  ...['Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Thai', 'Lao'],
  ...['Tibetan', 'Myanmar', 'Georgian', 'Hangul', 'Ethiopic', 'Khmer', 'Han', 'Hiragana', 'Katakana'],
  ...['Bopomofo', 'Cherokee', 'Mongolian', 'Syriac', 'Nko', 'Adlam', 'Tifinagh', 'Canadian_Aboriginal'],
];
/** Japanese, Chinese and Korean mix scripts by nature, also with Latin (UTS #39, "highly restrictive"). */
const TOGETHER = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];
const letter = lazy(() => /\p{L}/gu);
const ASCII = /^[\0-\x7f]*$/;
/** What is in none of these counts as one script. */
const allowed = lazy(() => [
  ...[...SINGLE_SCRIPTS.map(script => [script]), ...TOGETHER].map(
    scripts => new RegExp(`^[${anyOf(scripts)}]*$`, 'u'),
  ),
  new RegExp(`^[^${anyOf(SINGLE_SCRIPTS)}]*$`, 'u'),
]);

/** Tells whether the letters of a name come from scripts that nobody writes in one word. */
export function mixedScript(name: string): boolean {
  if (ASCII.test(name)) {
    return false;
  }
  const letters = name.match(letter())?.join('') ?? '';
  return !allowed().some(script => script.test(letters));
}

function anyOf(scripts: readonly string[]): string {
  const scriptClasses = scripts.map(script => `\\p{Script_Extensions=${script}}`);
  return [...scriptClasses, '\\p{Script=Common}'].join('');
}
