import {safeText} from '../../src/lib/text/safe-text.ts';

/** What stands in for what cannot be shown: U+FFFD, the pictures of controls, a base for a lone mark. */
const SIGN = /[\ufffd\u25cc\u2400-\u2421]/gu;

/** The signs that making a text safe put into it; empty if nothing visible was added. */
export function visibleAdded(text: string): string {
  const before = text.match(SIGN) ?? [];
  return (safeText(text).match(SIGN) ?? []).slice(before.length).join('');
}
