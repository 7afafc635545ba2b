import {lazy} from '../../lib/lazy.ts';
import {skeleton} from './skeleton.ts';

/** Words that natter, or a person about themselves, would say. */
const WORDS = 'system natter server notice error warning you me self everyone all here';
const reserved = lazy(() => new Set(WORDS.split(' ').map(skeleton)));
const notALetter = lazy(() => /[^\p{L}\p{N}]/gu);
const nameStart = lazy(() => /^[\p{L}\p{N}_\p{Extended_Pictographic}\p{Regional_Indicator}]/u);

/** Tells whether a name begins with a letter, a digit, `_` or an emoji: `/x`, `@x`, `#x`, `[x]`, `*` mean other things. */
export function startsLikeName(name: string): boolean {
  return /^\w/.test(name) || nameStart().test(name);
}

/** Tells whether a name could be read as a word of the program: "You", "system:". */
export function isReserved(name: string): boolean {
  return reserved().has(skeleton(name.replace(notALetter(), '')));
}
