/** A stretch of a text in UTF-16 units, `to` exclusive. */
export type Stretch = {readonly from: number; readonly to: number};

const WORD = String.raw`[\p{L}\p{M}\p{N}_]`;
let last: {name: string; pattern: RegExp | null} | null = null;

/** Where a text names somebody: the whole name as words of their own, in capitals or not. */
export function mentionsOf(text: string, name: string): Stretch[] {
  const pattern = patternFor(name);
  return pattern === null
    ? []
    : Array.from(text.matchAll(pattern), ({0: {length}, index}) => ({from: index, to: index + length}));
}

/** There is one name at a time: our own. One letter is no name worth looking for. */
function patternFor(name: string): RegExp | null {
  if (last?.name !== name) {
    const escaped = name.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
    const pattern = name.length < 2 ? null : new RegExp(`(?<!${WORD})${escaped}(?!${WORD})`, 'giu');
    last = {name, pattern};
  }
  return last.pattern;
}
