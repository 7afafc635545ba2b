import {MAX_STATUS_BYTES, MAX_STATUS_GRAPHEMES} from '../limits.ts';
import {endDirection} from './direction.ts';
import {countGraphemes} from './graphemes.ts';
import {type SafeText, safe, safeLine, storedText} from './safe-text.ts';
import {shorten} from './shorten.ts';
import {withoutQuotes} from './spoken-name.ts';

const SPACES = /[\p{Zs}\u2800]+/gu;

/** A status as its owner wrote it: one line, safe. Null if it is longer than may be sent. */
export function ownStatus(typed: string): SafeText | null {
  const line = oneLine(typed);
  const isShort = countGraphemes(line, MAX_STATUS_GRAPHEMES + 1) <= MAX_STATUS_GRAPHEMES;
  return isShort && Buffer.byteLength(line) <= MAX_STATUS_BYTES ? line : null;
}

/** The status of a peer, whatever came: one line, safe, cut to what is shown. Never throws. */
export function statusOfPeer(raw: string): SafeText {
  return shorten(oneLine(raw), MAX_STATUS_GRAPHEMES);
}

/** A status as it is shown: in quotes, and without any of its own, so that nobody takes its words for natter's. */
export function quoteStatus(status: string): SafeText {
  return safe`“${storedText(endDirection(status))}”`;
}

function oneLine(raw: string): SafeText {
  return safeLine(withoutQuotes(safeLine(raw)).replace(SPACES, ' ').trim());
}
