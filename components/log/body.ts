import {partsOf} from '../../src/lib/text/code-blocks.ts';
import {endDirection} from '../../src/lib/text/direction.ts';
import {mentionsOf, type Stretch} from '../../src/lib/text/mentions.ts';
import {findWords, type SearchWord} from '../../src/lib/text/search-words.ts';
import {chop, wrap} from '../text/wrap.ts';
import type {Painter, Role} from '../theme/theme.ts';
import {inlineMarksOf} from './inline-marks.ts';
import {linksOf, linkTarget} from './links.ts';

/** How a text is drawn. */
export type BodyStyle = {
  readonly width: number;
  /** Columns of the first row, where something stands behind it. */
  readonly firstWidth?: number;
  readonly painter: Painter;
  /** The name that stands out where it is mentioned; null for none. */
  readonly mention: string | null;
  /** Words of a search that stand out. */
  readonly words?: readonly SearchWord[];
};

type Mark = Stretch & {readonly role: Role; readonly target?: string | null};

/** Stands before each row of code. */
export const CODE_BORDER = '│ ';

/** The rows of a message, at least one: links underlined, code as it was written, none wider than `width`. */
export function drawText(text: string, style: BodyStyle): string[] {
  return partsOf(text)
    .flatMap((part, index) => {
      const first = index === 0 ? (style.firstWidth ?? style.width) : style.width;
      return part.isCode ? drawCode(part.text, style, first) : drawProse(part.text, style, first);
    })
    .map(endDirection);
}

/** Cut at the edge and nowhere else: what stands where matters in code. */
function drawCode(text: string, {width, painter}: BodyStyle, first: number): string[] {
  const border = CODE_BORDER.length;
  return chop(text, width - border, first - border).map(row => painter.paint('border', CODE_BORDER) + row);
}

function drawProse(text: string, style: BodyStyle, first: number): string[] {
  return text.split('\n').flatMap((line, index) => drawLine(line, style, index === 0 ? first : style.width));
}

function drawLine(line: string, style: BodyStyle, firstWidth: number): string[] {
  const rows = wrap(line, style.width, firstWidth);
  const marks = marksOf(line, style);
  if (marks.length === 0) {
    return rows;
  }
  let from = 0;
  let first = 0;
  return rows.map(row => {
    const start = line.indexOf(row, from); // a row is a piece of its line; only spaces between rows are gone
    from = start + row.length;
    while ((marks[first]?.to ?? line.length) < start) {
      first += 1;
    }
    return paintMarks(row, start, marks, first, style.painter);
  });
}

/** Words of a search, links outside of them, mentions outside of both, and what is marked outside of all. */
function marksOf(line: string, {mention, words = []}: BodyStyle): Mark[] {
  const found = words.length === 0 ? [] : findWords(line, words);
  const links = line.includes('://') ? outside(linksOf(line), found) : [];
  const mentions = mention === null ? [] : outside(outside(mentionsOf(line, mention), found), links);
  const marked = outside(outside(outside(inlineMarksOf(line), found), links), mentions);
  return [
    ...found.map((stretch): Mark => ({...stretch, role: 'found'})),
    ...links.map(({from, to}): Mark => ({from, to, role: 'link', target: linkTarget(line.slice(from, to))})),
    ...marked,
    ...mentions.map((stretch): Mark => ({...stretch, role: 'mention'})),
  ].sort((a, b) => a.from - b.from);
}

/** Both in the order of the text, none over another of its own kind. */
function outside<S extends Stretch>(stretches: readonly S[], others: readonly Stretch[]): readonly S[] {
  let next = 0;
  return stretches.filter(({from, to}) => {
    while ((others[next]?.to ?? Number.POSITIVE_INFINITY) <= from) {
      next += 1;
    }
    return (others[next]?.from ?? Number.POSITIVE_INFINITY) >= to;
  });
}

/** `first`: the first of the marks that does not end before the row. */
function paintMarks(
  row: string,
  start: number,
  marks: readonly Mark[],
  first: number,
  painter: Painter,
): string {
  let painted = '';
  let done = 0;
  for (let at = first; at < marks.length; at += 1) {
    const mark = marks[at];
    if (mark === undefined || mark.from >= start + row.length) {
      break;
    }
    const [begin, end] = [Math.max(done, mark.from - start), Math.min(row.length, mark.to - start)];
    if (begin < end) {
      const piece = painter.paint(mark.role, row.slice(begin, end));
      const isLink = mark.target !== undefined && mark.target !== null;
      painted += row.slice(done, begin) + (isLink ? (painter.link?.(mark.target, piece) ?? piece) : piece);
      done = end;
    }
  }
  return painted + row.slice(done);
}
