import {lazy} from '../lazy.ts';

/** Cuts texts into graphemes. */
export const segmenter = lazy(() => new Intl.Segmenter('und', {granularity: 'grapheme'}));

/** Each of them is a character by itself. To ask the segmenter for the first time takes 10 ms, which most starts save. */
const PRINTABLE_ASCII = /^[ -~]*$/;

/** Splits text into what a person sees as characters. */
export function graphemes(text: string): string[] {
  if (PRINTABLE_ASCII.test(text)) {
    return text.split('');
  }
  return Array.from(segmenter().segment(text), part => part.segment);
}

/** Counts graphemes, but stops at `limit`: a hostile text is not counted to its end. */
export function countGraphemes(text: string, limit = Number.POSITIVE_INFINITY): number {
  if (PRINTABLE_ASCII.test(text)) {
    return Math.min(text.length, limit);
  }
  let count = 0;
  for (const _part of segmenter().segment(text)) {
    count += 1;
    if (count >= limit) {
      break;
    }
  }
  return count;
}

/** The first `limit` graphemes of a text. */
export function firstGraphemes(text: string, limit: number): string {
  if (PRINTABLE_ASCII.test(text)) {
    return text.slice(0, limit);
  }
  let count = 0;
  for (const part of segmenter().segment(text)) {
    if (count === limit) {
      return text.slice(0, part.index);
    }
    count += 1;
  }
  return text;
}
