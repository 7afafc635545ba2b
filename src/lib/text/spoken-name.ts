import {lazy} from '../lazy.ts';
import {endDirection} from './direction.ts';
import {type SafeText, storedText} from './safe-text.ts';

/** One word, perhaps with the tail of its key: it cannot be read as a part of the sentence around it. */
const oneWord = lazy(() => /^[\p{L}\p{N}\p{M}_'-]+(?:·[0-9a-z]+)?$/u);
/** Words that sentences of the program begin with. */
const OPENINGS = new Set([
  'you',
  'alarm',
  'error',
  'natter',
  'type',
  'conversation',
  'new',
  'others',
  'nobody',
]);
const QUOTES = /["“”„«»]/g;

/**
 * A name as a sentence has it. Any but a single word stands in quotes, and has none itself: "Bob is online" cannot
 * make a sentence of another person.
 */
export function spokenName(name: SafeText): SafeText {
  const isWord = oneWord().test(name) && !OPENINGS.has(name.toLowerCase());
  return storedText(endDirection(isWord ? name : `"${withoutQuotes(name)}"`));
}

/** A text that can stand in double quotes. */
export function withoutQuotes(text: SafeText): SafeText {
  return storedText(text.replace(QUOTES, "'"));
}
