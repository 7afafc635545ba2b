import {parseDuration} from '../../lib/time/duration.ts';

/** What ends an invite link or a ticket; a lifetime in milliseconds. */
export type LinkLimit = {readonly uses: number} | {readonly lifetime: number};

/** The limit that a word such as `x5` or `7d` sets; null if it is neither. */
export function linkLimit(word: string): LinkLimit | null {
  const [, uses] = /^x(\d{1,4})$/i.exec(word) ?? [];
  if (uses !== undefined) {
    return {uses: Number(uses)};
  }
  const seconds = parseDuration(word.toLowerCase());
  return seconds === null ? null : {lifetime: seconds * 1000};
}
