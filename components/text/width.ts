import measure from 'string-width';
import {segmenter} from '../../src/lib/text/graphemes.ts';

/**
 * Anything but characters that are one column wide and never join their neighbours: ASCII, Latin, general
 * punctuation, box drawing and the marks of the screen. Measuring those needs no tables, and the first use
 * of the tables costs 20 ms.
 */
const NOT_PLAIN =
  /[^\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u203b\u2190-\u2193\u2500-\u2590\u25cb-\u25cf\u2713]/;
/** Colours, and where links lead. */
const CODES = /\x1b\[[\d;]*m|\x1b\]8;;[^\x07]*\x07/g;

const MAX_REMEMBERED = 4096;
/** Clusters of this length at most are remembered, UTF-16 units. */
const LONGEST_REMEMBERED = 64;
/** Columns of the widest cluster of a living script: a conjunct of four consonants. */
const WIDEST = 4;
const remembered = new Map<string, number>();

/** Columns that a string takes on a terminal; colour codes take none. */
export function textWidth(text: string): number {
  const bare = unpainted(text);
  return NOT_PLAIN.test(bare) ? measure(bare) : bare.length;
}

/** Text without its colour codes. */
export function unpainted(text: string): string {
  return text.includes('\x1b') ? text.replace(CODES, '') : text;
}

/** True if every UTF-16 unit of the text is one grapheme of one column. */
export function isPlain(text: string): boolean {
  return !NOT_PLAIN.test(text);
}

/** Columns of one grapheme. */
export function clusterWidth(cluster: string): number {
  if (cluster.length === 1 && isPlain(cluster)) {
    return 1;
  }
  const known = remembered.get(cluster);
  if (known !== undefined) {
    return known;
  }
  if (remembered.size >= MAX_REMEMBERED) {
    remembered.clear();
  }
  const width = measure(cluster);
  if (cluster.length <= LONGEST_REMEMBERED) {
    remembered.set(cluster, width);
  }
  return width;
}

/**
 * Splits text into what a person sees as characters. Unicode lets some of them be as long as a text (Arabic number signs
 * stand before a letter, Indic consonants join in any number): those that are wider than any in use come in pieces, so
 * that no row is wider than asked.
 */
export function clusters(text: string): Iterable<string> {
  return isPlain(text) ? text : segments(text);
}

function* segments(text: string): Generator<string> {
  for (const {segment} of segmenter().segment(text)) {
    if (segment.length > WIDEST && clusterWidth(segment) > WIDEST) {
      yield* pieces(segment);
    } else {
      yield segment;
    }
  }
}

/** The same text: each character that takes columns, with those behind it that take none. */
function* pieces(cluster: string): Generator<string> {
  let piece = '';
  for (const character of cluster) {
    if (piece !== '' && clusterWidth(character) > 0) {
      yield piece;
      piece = '';
    }
    piece += character;
  }
  yield piece;
}
