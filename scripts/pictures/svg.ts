import type {Cell} from './cells.ts';
import {type Ground, inkOf, paperOf} from './palette.ts';

/** Sizes in pixels. */
const CELL_WIDTH = 9;
const CELL_HEIGHT = 19;
const FONT_SIZE = 15;
/** From the top of a row to the line that letters stand on. */
const BASELINE = 14;
const MARGIN = 12;
const FONTS = "'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace";

/** How far the arms of a line go from the middle of a cell: up, right, down, left. */
const LINES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{'─': 'rl', '│': 'ud', '┌': 'rd', '┐': 'dl', '└': 'ur', '┘': 'ul', '├': 'urd', '┤': 'udl'},
    ...{'┬': 'rdl', '┴': 'url', '┼': 'urdl', '╭': 'rd', '╮': 'dl', '╰': 'ur', '╯': 'ul'},
  }),
);

export type Picture = {
  readonly rows: readonly (readonly Cell[])[];
  readonly columns: number;
  /** What it shows, for those who cannot see it. */
  readonly title: string;
  readonly cursor: {readonly column: number; readonly row: number} | null;
  /** The colours of the terminal. */
  readonly ground: Ground;
};

/**
 * Draws a screen as SVG. Every run of letters is set to the width of its cells and every wide character stands at its
 * own column, so that columns line up in any font.
 */
export function drawSvg({rows, columns, title, cursor, ground}: Picture): string {
  const drawn = rows.flatMap((cells, row) => drawRow(cells, row, ground));
  return document({columns, rows: rows.length, title, ground}, [
    ...drawn,
    ...(cursor === null ? [] : [drawCursor(cursor, ground)]),
  ]);
}

/** A screen, and for how long it is shown, seconds. */
export type Frame = Pick<Picture, 'rows' | 'cursor'> & {readonly seconds: number};

/**
 * Draws screens that follow each other as one SVG that moves, over and over. What stays from one to the next is drawn once.
 * Whoever wants nothing that moves sees the last one. Throws for no frames.
 */
export function drawFilm(
  frames: readonly Frame[],
  {columns, title, ground}: Pick<Picture, 'columns' | 'title' | 'ground'>,
): string {
  const ends: number[] = [];
  for (const {seconds} of frames) {
    ends.push((ends.at(-1) ?? 0) + seconds);
  }
  const total = ends.at(-1);
  if (total === undefined) {
    throw new Error('a film without frames');
  }
  const height = Math.max(...frames.map(({rows}) => rows.length));
  const parts = [
    ...Array.from({length: height}, (_, row) =>
      frames.map(({rows}) => drawRow(rows[row] ?? [], row, ground).join('\n')),
    ),
    frames.map(({cursor}) => (cursor === null ? '' : drawCursor(cursor, ground))),
  ].flatMap(spans);
  const names = new Map<string, string>();
  const groups = parts
    .filter(({drawn}) => drawn !== '')
    .map(({drawn, from, to}) => {
      if (from === 0 && to === frames.length) {
        return drawn;
      }
      const key = `${from}-${to}`;
      names.set(key, names.get(key) ?? `f${names.size}`);
      return `<g class="f ${names.get(key)}${to === frames.length ? ' last' : ''}">\n${drawn}\n</g>`;
    });
  const percent = (index: number) => `${(((ends[index - 1] ?? 0) / total) * 100).toFixed(2)}%`;
  const rules = [...names].map(([key, name]) => {
    const [from = 0, to = 0] = key.split('-').map(Number);
    const before = from === 0 ? '' : '0%{visibility:hidden}';
    const after = to === frames.length ? '' : `${percent(to)}{visibility:hidden}`;
    return `@keyframes ${name}{${before}${percent(from)}{visibility:visible}${after}}.${name}{animation-name:${name}}`;
  });
  const style = [
    `.f{visibility:hidden;animation:${total}s step-end infinite}`,
    ...rules,
    '@media (prefers-reduced-motion:reduce){.f{animation:none}.last{visibility:visible}}',
  ];
  return document({columns, rows: height, title, ground}, [`<style>${style.join('\n')}</style>`, ...groups]);
}

/** What is the same in frames one after the other: from the first of them to before the last. */
function spans(
  drawings: readonly string[],
): {readonly drawn: string; readonly from: number; readonly to: number}[] {
  const found: {drawn: string; from: number; to: number}[] = [];
  for (const [index, drawn] of drawings.entries()) {
    const last = found.at(-1);
    if (last?.drawn === drawn) {
      last.to = index + 1;
    } else {
      found.push({drawn, from: index, to: index + 1});
    }
  }
  return found;
}

function document(
  {columns, rows, title, ground}: Pick<Picture, 'columns' | 'title' | 'ground'> & {readonly rows: number},
  content: readonly string[],
): string {
  const width = columns * CELL_WIDTH + 2 * MARGIN;
  const height = rows * CELL_HEIGHT + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONTS}" font-size="${FONT_SIZE}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${ground.background}"/>`,
    ...content,
    '</svg>',
    '',
  ].join('\n');
}

function drawRow(cells: readonly Cell[], row: number, ground: Ground): string[] {
  const isOnePaper = (one: Cell, other: Cell) => paperOf(one, ground) === paperOf(other, ground);
  const papers = runs(cells, isOnePaper).flatMap(run => drawPaper(run, row, ground));
  const inks = runs(cells, (one, other) => isOneText(one, other, ground)).flatMap(run =>
    drawInk(run, row, ground),
  );
  return [...papers, ...inks];
}

function drawPaper(run: readonly Cell[], row: number, ground: Ground): string[] {
  const [first] = run;
  const paper = first === undefined ? null : paperOf(first, ground);
  if (first === undefined || paper === null) {
    return [];
  }
  return [
    `<rect x="${left(first.column)}" y="${top(row)}" width="${columnsOf(run) * CELL_WIDTH}" height="${CELL_HEIGHT}" fill="${paper}"/>`,
  ];
}

function drawInk(run: readonly Cell[], row: number, ground: Ground): string[] {
  const [first] = run;
  const text = run.map(cell => cell.text).join('');
  if (first === undefined || text.trim() === '') {
    return [];
  }
  const arms = LINES.get(first.text);
  const ink = inkOf(first, ground);
  return [arms === undefined ? drawText(run, first, ink, row) : drawLines(run, first, {arms, ink}, row)];
}

function drawText(run: readonly Cell[], first: Cell, ink: string, row: number): string {
  const text = run.map(cell => cell.text).join('');
  // One wide character keeps its shape; letters are set to exactly the width of their cells.
  const size = first.width > 1 ? '' : ` textLength="${columnsOf(run) * CELL_WIDTH}"`;
  const attributes = [
    ...(first.isBold ? [' font-weight="bold"'] : []),
    ...(first.isItalic ? [' font-style="italic"'] : []),
    ...(first.isUnderlined ? [' text-decoration="underline"'] : []),
    ...(first.isDim ? [' opacity="0.6"'] : []),
  ].join('');
  return `<text x="${left(first.column)}" y="${top(row) + BASELINE}"${size} fill="${ink}"${attributes} xml:space="preserve">${escapeXml(text)}</text>`;
}

/** Lines of boxes are drawn, or they would have gaps between the rows. */
function drawLines(
  run: readonly Cell[],
  first: Cell,
  {arms, ink}: {readonly arms: string; readonly ink: string},
  row: number,
): string {
  const path = run.map(cell => linePath(cell.column, row, arms)).join('');
  const faint = first.isDim ? ' opacity="0.6"' : '';
  return `<path d="${path}" stroke="${ink}" fill="none"${faint}/>`;
}

function linePath(column: number, row: number, arms: string): string {
  const [x, y] = [left(column) + CELL_WIDTH / 2, top(row) + Math.floor(CELL_HEIGHT / 2) + 0.5];
  const ends: Readonly<Record<string, string>> = {
    u: `V${top(row)}`,
    r: `H${left(column + 1)}`,
    d: `V${top(row + 1)}`,
    l: `H${left(column)}`,
  };
  return [...arms].map(arm => `M${x} ${y}${ends[arm]}`).join('');
}

function drawCursor({column, row}: NonNullable<Picture['cursor']>, {cursor}: Ground): string {
  return `<rect x="${left(column)}" y="${top(row)}" width="2" height="${CELL_HEIGHT}" fill="${cursor}"/>`;
}

/** Cells that can be one piece of text: narrow ones of one look, or the same line again and again. */
function isOneText(one: Cell, other: Cell, ground: Ground): boolean {
  const isSameKind =
    LINES.has(one.text) || LINES.has(other.text) ? one.text === other.text : isAscii(one) && isAscii(other);
  return (
    isSameKind &&
    inkOf(one, ground) === inkOf(other, ground) &&
    one.isBold === other.isBold &&
    one.isDim === other.isDim &&
    one.isItalic === other.isItalic &&
    one.isUnderlined === other.isUnderlined
  );
}

/** What a font may lack, and take from another one with other widths, stands alone. */
function isAscii({text}: Cell): boolean {
  return /^[\x20-\x7e]$/.test(text);
}

function runs(cells: readonly Cell[], belongs: (one: Cell, other: Cell) => boolean): Cell[][] {
  const found: Cell[][] = [];
  for (const cell of cells) {
    const run = found.at(-1);
    const previous = run?.at(-1);
    if (run !== undefined && previous !== undefined && belongs(previous, cell)) {
      run.push(cell);
    } else {
      found.push([cell]);
    }
  }
  return found;
}

function columnsOf(run: readonly Cell[]): number {
  return run.reduce((sum, {width}) => sum + width, 0);
}

function left(column: number): number {
  return MARGIN + column * CELL_WIDTH;
}

function top(row: number): number {
  return MARGIN + row * CELL_HEIGHT;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
