import {lazy} from '../../lib/lazy.ts';

/**
 * What a name is made of: letters and digits of any script, what joins and separates them in names, and emoji. All
 * else is natter's own to write around a name: its marks, brackets, the colon and the comma of its sentences.
 */
const JOINERS = String.raw`\x20\-_.'’&+\u05f3\u05f4\u30fb\u200c\u200d\ufe0e\ufe0f`;
const EMOJI = String.raw`\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}`;
const allowed = lazy(() => new RegExp(String.raw`[\p{Alphabetic}\p{M}\p{N}${EMOJI}${JOINERS}]`, 'u'));
/** Emoji that say what only natter may say of somebody: checked, locked, online, dangerous, official. */
const CLAIMING = new Set('✓✔☑✅🗸🗹✗✘✖☒❌❎⛔🚫🔒🔓🔏🔐🔑🗝🛡🔴🟠🟡🟢🔵🟣🟤⚫⚪⭕🔘⚠❗❕❓❔‼⁉ℹ©®™');
/** Most names by far, which need no table of Unicode. */
const PLAIN = /^[\w \-.'&+]*$/;
/** What stands for a character that was made harmless. */
const STAND_IN = /[\u2400-\u2426\ufffd]/;
/** A mark without a letter, and the circle that it was given to stand on, which means something else here. */
const loneMarks = lazy(() => /\u25cc\p{M}*/gu);

/** The first character of a name that names cannot have, or null. */
export function foreignCharacter(name: string): string | null {
  return PLAIN.test(name) ? null : (Array.from(name).find(character => !isAllowed(character)) ?? null);
}

/** A name of somebody else without what names cannot have; what replaced a dangerous character stays to be seen. */
export function withoutForeign(name: string): string {
  return Array.from(name.replace(loneMarks(), ' '), character =>
    isAllowed(character) || STAND_IN.test(character) ? character : ' ',
  ).join('');
}

function isAllowed(character: string): boolean {
  return allowed().test(character) && !CLAIMING.has(character);
}
