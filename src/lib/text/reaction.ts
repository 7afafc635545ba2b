import {MAX_REACTION_BYTES} from '../limits.ts';
import {countGraphemes} from './graphemes.ts';
import {type SafeText, safeText} from './safe-text.ts';

/**
 * What a reaction shows: one grapheme of at most 64 bytes, made safe; null if the text is none. The empty text
 * is one too: it takes a reaction away.
 */
export function reactionOf(raw: string): SafeText | null {
  const emoji = safeText(raw.trim());
  const fits = Buffer.byteLength(emoji) <= MAX_REACTION_BYTES && countGraphemes(emoji, 2) <= 1;
  return fits && emoji !== '\n' ? emoji : null;
}
