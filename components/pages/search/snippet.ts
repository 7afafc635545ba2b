import type {Stretch} from '../../../src/lib/text/mentions.ts';
import {findWords, type SearchWord} from '../../../src/lib/text/search-words.ts';
import {oneLine} from '../../text/fit.ts';
import {clusters, clusterWidth, textWidth} from '../../text/width.ts';

/** A hit further right than this part of the row is moved to the left, to behind about this part of it. */
const TOO_FAR = 0.6;
const LEAD = 1 / 3;
/** UTF-16 units before a hit that are looked at for a place to cut: no cluster is as long. */
const LOOKED_AT = 1024;

/** One line around the first hit in a text, and where the hits stand in it. `width`: columns, about. */
export function snippetOf(
  text: string,
  words: readonly SearchWord[],
  width: number,
): {readonly text: string; readonly found: readonly Stretch[]} {
  const line = oneLine(text);
  const found = findWords(line, words);
  const first = found[0]?.from ?? 0;
  const start = isNear(line, first, width * TOO_FAR) ? 0 : cutBefore(line, first, width * LEAD);
  if (start === 0) {
    return {text: line, found};
  }
  const moved = found.map(({from, to}) => ({from: from - start + 1, to: to - start + 1}));
  return {text: `…${line.slice(start)}`, found: moved};
}

function isNear(line: string, at: number, columns: number): boolean {
  return at <= LOOKED_AT && textWidth(line.slice(0, at)) < columns;
}

/** A place at most so many columns before another: behind a space if there is one, else between two characters. */
function cutBefore(line: string, at: number, columns: number): number {
  const lead = [...clusters(line.slice(Math.max(0, at - LOOKED_AT), at))];
  let start = at;
  let space = at;
  for (let left = columns; lead.length > 0; ) {
    const cluster = lead.pop() ?? '';
    left -= clusterWidth(cluster);
    if (left < 0) {
      break;
    }
    space = line[start - 1] === ' ' ? start : space;
    start -= cluster.length;
  }
  return space < at ? space : start;
}
