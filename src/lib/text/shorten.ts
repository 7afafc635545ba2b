import {countGraphemes, firstGraphemes} from './graphemes.ts';
import {type SafeText, safe, storedText} from './safe-text.ts';

const DANGLING_JOINER = /[\u200c\u200d]+$/;

/** Cuts a line to `limit` graphemes, the last of which is then an ellipsis. */
export function shorten(text: SafeText, limit: number): SafeText {
  if (countGraphemes(text, limit + 1) <= limit) {
    return text;
  }
  const start = firstGraphemes(text, limit - 1).replace(DANGLING_JOINER, '');
  return safe`${storedText(start)}…`;
}
