import type {Stretch} from '../../src/lib/text/mentions.ts';

/** What an author marked in a line. */
export type InlineMark = Stretch & {readonly role: 'strong' | 'emphasis' | 'snippet'};

const BEFORE = String.raw`(?<![\p{L}\p{N}_*\x60])`;
const AFTER = String.raw`(?![\p{L}\p{N}_*\x60])`;
/** No further than this, in UTF-16 units: what is longer is no emphasis, and looking for its end must cost little. */
const MOST = 500;
const between = (sign: string) => `${sign}(?!\\s)[^${sign}\\n]{1,${MOST}}(?<!\\s)${sign}`;
const MARK = new RegExp(`${BEFORE}(?:${between('`')}|${between('\\*')}|${between('_')})${AFTER}`, 'gu');

const ROLES: ReadonlyMap<string, InlineMark['role']> = new Map([
  ['`', 'snippet'],
  ['*', 'strong'],
  ['_', 'emphasis'],
]);

/** Where a line has `code`, *strong* or _emphasis_, with its signs: they stay, for who copies or sees no colours. */
export function inlineMarksOf(line: string): readonly InlineMark[] {
  return Array.from(line.matchAll(MARK), ({0: found, index}) => ({
    from: index,
    to: index + found.length,
    role: ROLES.get(found.charAt(0)) ?? 'strong',
  }));
}
