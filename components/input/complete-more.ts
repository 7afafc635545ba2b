import type {Completion} from '../../src/commands/engine/completion.ts';
import {findEmoji} from '../../src/lib/text/emoji.ts';

const SHORTCODE = /(?<=^|[\s(])(:[a-z0-9_+-]{2,}:?)$/i;

/** Completes the shortcode of an emoji before the cursor, such as `:smi`; null if there is none. */
export function completeEmoji(line: string, cursor: number): Completion | null {
  const code = SHORTCODE.exec(line.slice(0, cursor))?.[1];
  if (code === undefined) {
    return null;
  }
  const candidates = findEmoji(code.replaceAll(':', ''));
  return candidates.length === 0 ? null : {from: cursor - code.length, to: cursor, candidates};
}
