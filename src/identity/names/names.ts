import {NatterError} from '../../lib/errors.ts';
import {lazy} from '../../lib/lazy.ts';
import {MAX_NAME_BYTES, MAX_NAME_GRAPHEMES} from '../../lib/limits.ts';
import {countGraphemes, firstGraphemes} from '../../lib/text/graphemes.ts';
import {type SafeText, safeLine, storedText} from '../../lib/text/safe-text.ts';
import {shorten} from '../../lib/text/shorten.ts';
import {inputTexts} from '../../lib/texts/input.ts';
import {isShortId} from '../short-id.ts';
import {defaultName} from './default-name.ts';
import {foreignCharacter, withoutForeign} from './name-characters.ts';
import {looksTailed, withoutLikeTail, withoutTail, withTail} from './name-tail.ts';
import {isReserved, startsLikeName} from './reserved-names.ts';
import {foldCase} from './skeleton.ts';

/** All that looks like a space, but not the line breaks. */
const spaces = lazy(() => /[\p{Zs}\t\u2800]+/gu);

/**
 * Checks the name that the user of this program wants. Spaces at the ends go, several in a row become one.
 * Throws `NAME_INVALID`, which says what is wrong with it.
 */
export function checkName(raw: string): SafeText {
  const wanted = collapseSpaces(raw).normalize('NFC');
  const name = safeLine(wanted);
  const problem = findProblem(wanted, name);
  if (problem !== null) {
    throw new NatterError('NAME_INVALID', inputTexts.names.chooseAnother(problem));
  }
  return name;
}

/**
 * The name of a profile, as it was chosen when names could have more signs than now: those go. Throws
 * `NAME_INVALID` for what never was a name.
 */
export function checkStoredName(raw: string): SafeText {
  return checkName(safeLine(raw) === raw ? withoutForeign(raw) : raw);
}

/**
 * Makes a peer's own name fit to be shown; never throws. What names cannot have goes, an empty one is
 * made from the short id, a long one is cut, and one that could pass for the program is followed by a piece of the id.
 * A name that was made fit stays as it is.
 */
export function safeName(raw: string, id: string): SafeText {
  const name = cut(storedText(collapseSpaces(withoutForeign(withoutTails(safeLine(raw), id)))));
  if (name === '') {
    return defaultName(id);
  }
  return isReserved(name) || !startsLikeName(name) ? withTail(name, id) : name;
}

/** Neither a tail that its own id gave it nor one that it took from somebody: who is shown with one is natter's to say. */
function withoutTails(name: string, id: string): string {
  const bare = withoutLikeTail(withoutTail(name, id));
  return bare === name ? name : withoutTails(bare, id);
}

function findProblem(wanted: string, name: SafeText): string | null {
  if (wanted === '') {
    return inputTexts.names.empty;
  }
  if (name !== wanted) {
    return inputTexts.names.hidden;
  }
  if (
    countGraphemes(name, MAX_NAME_GRAPHEMES + 1) > MAX_NAME_GRAPHEMES ||
    byteLength(name) > MAX_NAME_BYTES
  ) {
    return inputTexts.names.tooLong(MAX_NAME_GRAPHEMES);
  }
  return findImposture(name);
}

function findImposture(name: SafeText): string | null {
  if (!startsLikeName(name)) {
    return inputTexts.names.beginning(firstGraphemes(name, 1));
  }
  const foreign = foreignCharacter(name);
  if (foreign !== null && !looksTailed(name)) {
    return inputTexts.names.foreign(foreign);
  }
  if (isReserved(name)) {
    return inputTexts.names.reserved(name);
  }
  const likeAnId = looksTailed(name) || isShortId(foldCase(name));
  return likeAnId ? inputTexts.names.likeAnId(name) : null;
}

function cut(name: SafeText): SafeText {
  let limit = MAX_NAME_GRAPHEMES;
  let short = shorten(name, limit);
  while (byteLength(short) > MAX_NAME_BYTES) {
    limit -= 1;
    short = shorten(name, limit);
  }
  return short;
}

function collapseSpaces(text: string): string {
  return text.replace(spaces(), ' ').trim();
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
