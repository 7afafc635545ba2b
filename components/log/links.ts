import type {Stretch} from '../../src/lib/text/mentions.ts';

/** Only what a browser opens; what is shown is all there is to a link. */
const LINK = /(?<![\p{L}\p{N}])https?:\/\/[^\s<>"'`]+/giu;
const CLOSING: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/** Where a text has links, without the punctuation of the sentence around them. */
export function linksOf(text: string): Stretch[] {
  return Array.from(text.matchAll(LINK), ({0: found, index}) => ({
    from: index,
    to: index + withoutTail(found).length,
  })).filter(({from, to}) => text.slice(from, to).length > 'https://'.length);
}

function withoutTail(link: string): string {
  const last = link.at(-1) ?? '';
  const opening = CLOSING.get(last);
  const isUnbalanced = opening !== undefined && count(link, last) > count(link, opening);
  return isUnbalanced || /[.,;:!?*_~]/.test(last) ? withoutTail(link.slice(0, -1)) : link;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
