/**
 * The one place where text from outside becomes text that may be shown (SECURITY rules 10 and 11).
 * What could steer a terminal or deceive is not removed but replaced by something one can see: a control
 * character by its picture (U+2400 and on), everything else by U+FFFD. What is invisible and harmless is kept where a
 * script uses it, and else dropped without a trace. The result is well-formed, in NFC,
 * and safe to make safe again: `safeText(safeText(x)) === safeText(x)`.
 */

import {giveLeadingMarksABase, limitMarks, streamSafe} from './combining-marks.ts';
import {replaceHostile} from './hostile-characters.ts';
import {splitGiantGraphemes} from './oversized-graphemes.ts';
import {cutLongChains, dropInvisible, dropStrayInvisible, hasInvisible} from './zero-width.ts';

declare const brand: unique symbol;

/** Text that may go to the screen, a log, a notification, the clipboard or the title. */
export type SafeText = string & {readonly [brand]: true};

/** What one tab of a body becomes. */
const TAB_WIDTH = 4;
const PLAIN = /^[\n\x20-\x7e]*$/;
const LINE_BREAK = /\r?\n/g;

/** Makes a body of several lines safe: newlines stay, a tab becomes four spaces. Never throws. */
export function safeText(raw: string): SafeText {
  if (PLAIN.test(raw)) {
    return raw as SafeText;
  }
  const lines = raw.replaceAll('\r\n', '\n').replaceAll('\t', ' '.repeat(TAB_WIDTH));
  return sanitise(lines) as SafeText;
}

/** Makes one line safe, such as a name: a newline becomes the picture U+240A, a tab a space. Never throws. */
export function safeLine(raw: string): SafeText {
  return safeText(raw.replace(LINE_BREAK, '\u240a').replaceAll('\t', ' '));
}

/**
 * Puts safe pieces into text of our own: safe`${peer.name} left`. The compiler refuses a plain string
 * between the pieces.
 */
export function safe(literals: TemplateStringsArray, ...values: readonly (SafeText | number)[]): SafeText {
  return String.raw({raw: literals}, ...values) as SafeText;
}

/** Puts safe pieces in a row with a safe separator between them. */
export function joinSafe(parts: readonly SafeText[], separator: SafeText): SafeText {
  return parts.join(separator) as SafeText;
}

/**
 * Takes back text that was made safe before it was stored or sent over the worker seam. Only for text
 * that nobody else can have changed in between; everything else goes through `safeText`.
 */
export function storedText(text: string): SafeText {
  return text as SafeText;
}

/** Tells whether making the text safe would leave it as it is. */
export function isSafe(raw: string): raw is SafeText {
  return safeText(raw) === raw;
}

/** Taking out one invisible character can bring others together; nobody but an attacker needs more rounds. */
const MAX_ROUNDS = 4;

function sanitise(raw: string): string {
  let text = raw.toWellFormed();
  if (!hasInvisible(text)) {
    return replaceDangers(text);
  }
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = text;
    text = replaceDangers(dropStrayInvisible(before));
    if (text === before) {
      return text;
    }
  }
  return replaceDangers(dropInvisible(text));
}

/** The order matters: each step leaves alone what the steps before it made. */
function replaceDangers(text: string): string {
  const visible = limitMarks(replaceHostile(streamSafe(text).normalize('NFC')));
  return splitGiantGraphemes(giveLeadingMarksABase(cutLongChains(visible)));
}
