import {type SafeText, safe, storedText} from '../../lib/text/safe-text.ts';

/** Characters of the id behind a name that could be confused. */
export const TAIL_LENGTH = 4;

const LOOKS_TAILED = /[·∙•‧・･][0-9a-z]{4,}$/iu;

/** Puts the start of the id behind a name: `alice·k3f9`. */
export function withTail(name: SafeText, id: string, length = TAIL_LENGTH): SafeText {
  return safe`${name}·${storedText(id.slice(0, length))}`;
}

/** The name without the tail that its own id gave it; a tail made of anything else belongs to the name. */
export function withoutTail(name: string, id: string): string {
  const dot = name.lastIndexOf('·');
  const tail = name.slice(dot + 1);
  return dot > 0 && tail.length >= TAIL_LENGTH && id.startsWith(tail) ? name.slice(0, dot) : name;
}

/** The name without whatever looks like a tail at its end; the whole name if nothing else would be left. */
export function withoutLikeTail(name: string): string {
  const bare = name.replace(LOOKS_TAILED, '');
  return bare === '' ? name : bare;
}

/** Tells whether a name ends as if a piece of an id stood there. */
export function looksTailed(name: string): boolean {
  return LOOKS_TAILED.test(name);
}
