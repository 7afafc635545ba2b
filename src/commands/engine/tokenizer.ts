/** A word of the line: its text without quotes, and where it stands. */
export type Word = {readonly text: string; readonly from: number; readonly to: number};

const QUOTED = /"([^"]*)"(?=\s|$)/y;
const BARE = /\S+/y;
const SPACE = /\s*/y;

/**
 * Takes the next word at a place in the line, or null at its end. A word in double quotes may have spaces; a
 * quote that is not closed is an ordinary character.
 */
export function nextWord(line: string, place: number): Word | null {
  const from = skipSpaces(line, place);
  const quoted = matchAt(QUOTED, line, from);
  const found = quoted ?? matchAt(BARE, line, from);
  if (found === null) {
    return null;
  }
  return {text: quoted?.[1] ?? found[0], from, to: from + found[0].length};
}

/** Where the next word begins. */
export function skipSpaces(line: string, place: number): number {
  return place + (matchAt(SPACE, line, place)?.[0].length ?? 0);
}

function matchAt(pattern: RegExp, line: string, place: number): RegExpExecArray | null {
  pattern.lastIndex = place;
  return pattern.exec(line);
}
