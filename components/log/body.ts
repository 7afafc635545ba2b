import {mentionsOf, type Stretch} from '../../src/lib/text/mentions.ts';
import {findWords, type SearchWord} from '../../src/lib/text/search-words.ts';
import {chop, wrap} from '../text/wrap.ts';
import type {Painter, Role} from '../theme/theme.ts';
import {linksOf} from './links.ts';

/** How a text is drawn. */
export type BodyStyle = {
  readonly width: number;
  readonly painter: Painter;
  /** The name that stands out where it is mentioned; null for none. */
  readonly mention: string | null;
  /** Words of a search that stand out. */
  readonly words?: readonly SearchWord[];
};

/** A part of a text: prose, or code between fences. */
type Part = {readonly isCode: boolean; readonly text: string};
type Mark = Stretch & {readonly role: Role};

const FENCE = /^\s{0,3}```/;
const CODE_BORDER = '│ ';

/** The rows of a message: links underlined, code as it was written, none wider than `width`. */
export function drawText(text: string, style: BodyStyle): string[] {
  return partsOf(text).flatMap(part =>
    part.isCode ? drawCode(part.text, style) : drawProse(part.text, style),
  );
}

/** A fence that nobody closed is text like any other. */
function partsOf(text: string): Part[] {
  if (!text.includes('```')) {
    return [{isCode: false, text}];
  }
  const lines = text.split('\n');
  const parts: Part[] = [];
  let from = 0;
  for (let open = nextFence(lines, 0); open !== -1; open = nextFence(lines, from)) {
    const close = nextFence(lines, open + 1);
    if (close === -1) {
      break;
    }
    parts.push(...part(lines, from, open, false), ...part(lines, open + 1, close, true));
    from = close + 1;
  }
  return [...parts, ...part(lines, from, lines.length, false)];
}

function nextFence(lines: readonly string[], from: number): number {
  const at = lines.slice(from).findIndex(line => FENCE.test(line));
  return at === -1 ? -1 : at + from;
}

function part(lines: readonly string[], from: number, to: number, isCode: boolean): Part[] {
  return from < to ? [{isCode, text: lines.slice(from, to).join('\n')}] : [];
}

/** Cut at the edge and nowhere else: what stands where matters in code. */
function drawCode(text: string, {width, painter}: BodyStyle): string[] {
  return chop(text, width - CODE_BORDER.length).map(row => painter.paint('border', CODE_BORDER) + row);
}

function drawProse(text: string, style: BodyStyle): string[] {
  return text.split('\n').flatMap(line => drawLine(line, style));
}

function drawLine(line: string, style: BodyStyle): string[] {
  const rows = wrap(line, style.width);
  const marks = marksOf(line, style);
  if (marks.length === 0) {
    return rows;
  }
  let from = 0;
  return rows.map(row => {
    const start = line.indexOf(row, from); // a row is a piece of its line; only spaces between rows are gone
    from = start + row.length;
    return paintMarks(row, start, marks, style.painter);
  });
}

/** Words of a search, links outside of them, and mentions outside of both. */
function marksOf(line: string, {mention, words = []}: BodyStyle): Mark[] {
  const found = words.length === 0 ? [] : findWords(line, words);
  const links = line.includes('://') ? outside(linksOf(line), found) : [];
  const mentions = mention === null ? [] : outside(mentionsOf(line, mention), [...found, ...links]);
  return [
    ...found.map((stretch): Mark => ({...stretch, role: 'found'})),
    ...links.map((stretch): Mark => ({...stretch, role: 'link'})),
    ...mentions.map((stretch): Mark => ({...stretch, role: 'mention'})),
  ].sort((a, b) => a.from - b.from);
}

function outside(stretches: readonly Stretch[], others: readonly Stretch[]): readonly Stretch[] {
  return stretches.filter(({from, to}) => !others.some(other => from < other.to && to > other.from));
}

function paintMarks(row: string, start: number, marks: readonly Mark[], painter: Painter): string {
  let painted = '';
  let done = 0;
  for (const {from, to, role} of marks) {
    const [begin, end] = [Math.max(done, from - start), Math.min(row.length, to - start)];
    if (begin < end) {
      painted += row.slice(done, begin) + painter.paint(role, row.slice(begin, end));
      done = end;
    }
  }
  return painted + row.slice(done);
}
