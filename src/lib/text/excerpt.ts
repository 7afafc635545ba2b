import {type SafeText, safeLine} from './safe-text.ts';
import {shorten} from './shorten.ts';

/** Graphemes of an entry that are quoted, and the UTF-16 units they may have at most. */
const GLANCE = 80;
const GLANCE_UNITS = GLANCE * 40;

/** An entry at a glance, as a reply to it quotes it: the beginning of its text on one line. */
export function excerpt(text: SafeText): SafeText {
  return shorten(safeLine(text.slice(0, GLANCE_UNITS).replaceAll('\n', ' ')), GLANCE);
}
