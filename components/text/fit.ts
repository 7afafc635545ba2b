import {endDirection} from '../../src/lib/text/direction.ts';
import {shortName} from '../../src/lib/text/short-name.ts';
import {clusters, clusterWidth, isPlain, textWidth} from './width.ts';

const ELLIPSIS = '…';

/**
 * Makes text without colour codes exactly `width` columns wide: cut with an ellipsis, or filled with spaces.
 * Letters from the right stay within.
 */
export function fitTo(text: string, width: number): string {
  return pad(endDirection(truncate(text, width)), width);
}

/** Cuts text without colour codes to at most `width` columns; what was cut ends in an ellipsis. */
export function truncate(text: string, width: number): string {
  if (textWidth(text) <= width) {
    return text;
  }
  if (width <= 0) {
    return '';
  }
  return isPlain(text) ? text.slice(0, width - 1) + ELLIPSIS : takeColumns(text, width - 1) + ELLIPSIS;
}

/** The same for the name of somebody on one line, for any place in a row: the piece of the id behind it is never cut. */
export function fitName(name: string, width: number): string {
  return endDirection(shortName(oneLine(name), width, truncate));
}

/** Fills text with spaces on the right up to `width` columns; colour codes are allowed. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

/** One line of text that may have several: a newline becomes a space. */
export function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}

function takeColumns(text: string, columns: number): string {
  let taken = '';
  let width = 0;
  for (const cluster of clusters(text)) {
    width += clusterWidth(cluster);
    if (width > columns) {
      break;
    }
    taken += cluster;
  }
  return taken;
}
