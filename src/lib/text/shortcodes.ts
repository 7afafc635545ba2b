import {isFenceLike} from './code-blocks.ts';
import {emojiNamed} from './emoji.ts';

/** No longer than the longest name by much, so that looking for one costs little. */
const NAME = ':([a-z0-9_+-]{1,50}):';
/** What may stand before one: a time, an address or a path has colons, too. */
const BEGINNING = String.raw`(?<![\p{L}\p{N}:/.@_-])`;
const SEVERAL = new RegExp(`${BEGINNING}(?:${NAME})+`, 'giu');
const ONE = new RegExp(NAME, 'giu');
const AT_END = new RegExp(`${BEGINNING}${NAME}$`, 'iu');

/** A piece of a text, and the emoji that its author means by it. */
export type Shortcode = {readonly from: number; readonly to: number; readonly emoji: string};

/** The `:name:` of an emoji that ends at a place of a text; null if there is none, or it stands in code. */
export function shortcodeBefore(text: string, to: number): Shortcode | null {
  const before = text.slice(0, to);
  const [code, name = ''] = AT_END.exec(before) ?? [];
  const emoji = code === undefined ? null : emojiNamed(name);
  const from = to - (code?.length ?? 0);
  return emoji === null || isInCode(before.slice(0, from)) ? null : {from, to, emoji};
}

/** A text with emoji in the place of their `:names:`. What stands in code, or is no name, stays. */
export function withEmoji(text: string): string {
  return text.replace(SEVERAL, (...match) => {
    const [found, from] = [String(match[0]), Number(match.at(-2))];
    return isInCode(text.slice(0, from))
      ? found
      : found.replace(ONE, (code, name: string) => emojiNamed(name) ?? code);
  });
}

/** Whether what follows a text is code: a fence is open there, or a backtick in the same line. */
function isInCode(before: string): boolean {
  const lines = before.split('\n');
  const line = lines.pop() ?? '';
  const fences = lines.filter(isFenceLike).length;
  return fences % 2 === 1 || line.split('`').length % 2 === 0;
}
