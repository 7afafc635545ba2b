/**
 * The last stage of the renderer: from positioned pieces of text to the rows of a frame. It stands in for
 * `build/output.js` of Ink 8.0.0 in the bundle and gives the same frames, but it remembers: a row whose pieces
 * are those of the last frame is that row again, and a line that was split into cells before is not split
 * again. Ink forgets everything between two frames, which makes up most of the time of a keystroke.
 */
import {
  type AnsiCode,
  reduceAnsiCodesIncremental,
  type StyledChar,
  styledCharsFromTokens,
  styledCharsToString,
  tokenize,
} from '@alcalzone/ansi-tokenize';
import stringWidth from 'string-width';
import {isPlain} from '../../../../components/text/width.ts';
import {lazy} from '../../../lib/lazy.ts';
import {isHarmless} from './is-plain.ts';
import {recent} from './lru.ts';

/** Changes a line of a text before it is shown, such as by colouring it. */
type Transformer = (line: string, index: number) => string;

/** Bounds in columns and rows, the second of each exclusive; undefined where there is none. */
type Clip = {
  readonly x1: number | undefined;
  readonly x2: number | undefined;
  readonly y1: number | undefined;
  readonly y2: number | undefined;
};

/** A piece of one row: a line at a column. */
type Piece = {readonly x: number; readonly line: string};
type Row = {readonly width: number; readonly pieces: readonly Piece[]; readonly text: string};

/** What there is to know of a line; `normal` is the same written with the fewest codes. */
type Line = {
  readonly normal: string;
  readonly columns: number;
  /** No style reaches beyond its end. */
  readonly closed: boolean;
  /** Its first and its last cell have a style. */
  readonly startsStyled: boolean;
  readonly endsStyled: boolean;
};

const invisible = lazy(() => /^\p{Default_Ignorable_Code_Point}+$/u);
/** Invisible, but a terminal that reorders rows needs them. */
const DIRECTION_MARK = /^[\u061c\u200e\u200f]$/;

/** Lines are remembered with the text of the whole pane that they were cut from: a few frames of them, not more. */
const LINES = 512;
const widthOf = recent(1024, stringWidth);
const lineOf = recent(LINES, readLine);
const headOf = recent(512, readCells);
const cellsOf = recent(512, splitIntoCells);
const linesOf = recent(64, splitIntoLines);

/** The rows of the last frame. */
let lastRows: readonly Row[] = [];

/** Collects pieces of text and puts them together to a frame. One object per frame. */
export default class Output {
  readonly width: number;
  readonly height: number;
  readonly #rows: Piece[][];
  readonly #clips: Clip[] = [];

  constructor({width, height}: {readonly width: number; readonly height: number}) {
    this.width = width;
    this.height = height;
    this.#rows = Array.from({length: height}, () => []);
  }

  /** Puts text at a place; later pieces cover earlier ones. */
  write(x: number, y: number, text: string, options: {readonly transformers: readonly Transformer[]}): void {
    if (text === '') {
      return;
    }
    const shown = clipText({x, y, lines: linesOf(text)}, this.#clips.at(-1));
    for (const [index, line] of shown.lines.entries()) {
      const row = this.#rows[shown.y + index];
      if (row === undefined) {
        continue;
      }
      const changed = options.transformers.reduce(
        (before, transform) => transform(before, index + shown.y - y),
        line,
      );
      if (lineOf(changed).columns > 0) {
        row.push({x: shown.x, line: changed});
      }
    }
  }

  /** Shows only what is inside of these bounds and of those before, until `unclip`. */
  clip(clip: Clip): void {
    const outer = this.#clips.at(-1);
    this.#clips.push({
      x1: tighter(outer?.x1, clip.x1, Math.max),
      x2: tighter(outer?.x2, clip.x2, Math.min),
      y1: tighter(outer?.y1, clip.y1, Math.max),
      y2: tighter(outer?.y2, clip.y2, Math.min),
    });
  }

  unclip(): void {
    this.#clips.pop();
  }

  /** The frame: rows without spaces at their ends, joined by newlines. */
  get(): {output: string; height: number} {
    const {width} = this;
    const rows = this.#rows.map((pieces, index) => {
      const last = lastRows[index];
      return last !== undefined && last.width === width && samePieces(last.pieces, pieces)
        ? last
        : {width, pieces, text: drawRow(pieces, width)};
    });
    lastRows = rows;
    return {output: rows.map(({text}) => text).join('\n'), height: rows.length};
  }
}

function samePieces(a: readonly Piece[], b: readonly Piece[]): boolean {
  return a.length === b.length && a.every(({x, line}, index) => x === b[index]?.x && line === b[index]?.line);
}

const blank: StyledChar = {type: 'char', value: ' ', fullWidth: false, styles: []};

function drawRow(pieces: readonly Piece[], width: number): string {
  return joinPieces(pieces, width) ?? overlay(pieces, width);
}

/** Pieces beside each other, as panes are: nothing has to be taken apart. Null if they are not. */
function joinPieces(pieces: readonly Piece[], width: number): string | null {
  let text = '';
  let column = 0;
  let isStyled = false;
  for (const {x, line} of pieces) {
    const {normal, columns, startsStyled, endsStyled} = lineOf(line);
    if (x < column || x > width || (x === column && isStyled && startsStyled)) {
      return null;
    }
    text += ' '.repeat(x - column) + normal;
    column = x + columns;
    isStyled = endsStyled;
  }
  return text.trimEnd();
}

function overlay(pieces: readonly Piece[], width: number): string {
  const cells = Array.from({length: width}, () => blank);
  for (const {x, line} of pieces) {
    putCells(cells, x, cellsOf(line).cells);
  }
  return styledCharsToString(cells.filter(cell => cell !== undefined)).trimEnd();
}

/**
 * Puts the cells of a piece over those of a row. A wide character has its value in its first cell and an
 * empty one in each of the others; half of one that was covered becomes a space of the same style.
 */
function putCells(row: StyledChar[], x: number, cells: readonly StyledChar[]): void {
  const before = row[x - 1];
  if (row[x]?.value === '' && x > 0 && before !== undefined && widthOf(before.value) > 1) {
    row[x - 1] = asSpace(before);
  }
  let column = x;
  for (const cell of cells) {
    const width = Math.max(1, widthOf(cell.value));
    row[column] = cell;
    for (let part = 1; part < width; part++) {
      row[column + part] = {...blank, value: column < 0 ? ' ' : '', styles: cell.styles};
    }
    column += width;
  }
  const after = row[column];
  if (after?.value === '') {
    row[column] = asSpace(after);
  }
}

function asSpace(cell: StyledChar): StyledChar {
  return {...cell, value: ' ', fullWidth: false};
}

type Placed = {readonly x: number; readonly y: number; readonly lines: readonly string[]};

const nothing: Placed = {x: 0, y: 0, lines: []};

/** Cuts text to bounds. An axis counts only if it is bound at both ends. */
function clipText(text: Placed, clip: Clip | undefined): Placed {
  if (clip === undefined) {
    return text;
  }
  const {x1, x2, y1, y2} = clip;
  const columns = x1 !== undefined && x2 !== undefined ? {from: x1, to: x2} : null;
  const rows = y1 !== undefined && y2 !== undefined ? {from: y1, to: y2} : null;
  if ((columns !== null && columns.from >= columns.to) || (rows !== null && rows.from >= rows.to)) {
    return nothing;
  }
  const across = columns === null ? text : clipColumns(text, columns);
  return rows === null ? across : clipRows(across, rows);
}

type Bounds = {readonly from: number; readonly to: number};

function clipColumns({x, y, lines}: Placed, {from, to}: Bounds): Placed {
  const widest = lines.reduce((widest, line) => Math.max(widest, widthOf(line)), 0);
  if (x + widest < from || x > to) {
    return nothing;
  }
  const cut = lines.map(line => sliceColumns(line, Math.max(0, from - x), Math.min(widthOf(line), to - x)));
  return {x: Math.max(x, from), y, lines: cut};
}

function clipRows({x, y, lines}: Placed, {from, to}: Bounds): Placed {
  if (y + lines.length < from || y > to) {
    return nothing;
  }
  const cut = lines.slice(Math.max(0, from - y), Math.min(lines.length, to - y));
  return {x, y: Math.max(y, from), lines: cut};
}

/** The columns of a line from `from` to before `to`; of a wide character cut in half a space stays. */
function sliceColumns(line: string, from: number, to: number): string {
  if (from >= to) {
    return '';
  }
  const kept: StyledChar[] = [];
  let column = 0;
  for (const cell of cellsOf(line).cells) {
    const start = column;
    column += widthOf(cell.value);
    if (start >= to) {
      break;
    }
    if (column > from) {
      kept.push(column - start > 1 && (start < from || column > to) ? asSpace(cell) : cell);
    }
  }
  return styledCharsToString(kept);
}

function tighter(
  a: number | undefined,
  b: number | undefined,
  choose: (a: number, b: number) => number,
): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : choose(a, b);
}

const LAST_CODE = /^\x1b\[[\d;]*m/;

/** Most lines end in plain text behind their last code: only what stands before it has to be taken apart. */
function readLine(line: string): Line {
  const start = Math.max(0, line.lastIndexOf('\x1b'));
  const code = line.charAt(start) === '\x1b' ? LAST_CODE.exec(line.slice(start))?.[0] : '';
  const tail = code === undefined ? '' : line.slice(start + code.length);
  if (tail === '' || !isPlain(tail)) {
    return readCells(line);
  }
  const head = headOf(line.slice(0, -tail.length));
  return head.closed
    ? {...head, normal: head.normal + tail, columns: head.columns + tail.length, endsStyled: false}
    : readCells(line);
}

function readCells(line: string): Line {
  const {cells, closed} = splitIntoCells(line);
  return {
    normal: styledCharsToString(cells),
    columns: cells.reduce((sum, {value}) => sum + Math.max(1, widthOf(value)), 0),
    closed,
    startsStyled: isStyled(cells[0]),
    endsStyled: isStyled(cells.at(-1)),
  };
}

function isStyled(cell: StyledChar | undefined): boolean {
  return cell !== undefined && cell.styles.length > 0;
}

function splitIntoCells(line: string): {readonly cells: StyledChar[]; readonly closed: boolean} {
  const tokens = tokenize(line);
  const cells: StyledChar[] = [];
  for (const cell of styledCharsFromTokens(tokens)) {
    const before = cells.at(-1);
    if (!invisible().test(cell.value)) {
      cells.push(cell);
    } else if (before !== undefined && before.value !== '\n' && DIRECTION_MARK.test(cell.value)) {
      cells[cells.length - 1] = {...before, value: before.value + cell.value};
    }
  }
  const codes = tokens.filter(token => token.type === 'ansi');
  return {cells, closed: reduceAnsiCodesIncremental([], codes as AnsiCode[]).length === 0};
}

/** Styles go on across newlines; where none does, each line is taken by itself and may be known already. */
function splitIntoLines(text: string): readonly string[] {
  if (isHarmless(text)) {
    const lines = text.split('\n').map(lineOf);
    if (lines.slice(0, -1).every(({closed}) => closed)) {
      return lines.map(({normal}) => normal);
    }
  }
  const lines: StyledChar[][] = [[]];
  for (const cell of cellsOf(text).cells) {
    if (cell.value === '\n') {
      lines.push([]);
    } else {
      lines.at(-1)?.push(cell);
    }
  }
  return lines.map(styledCharsToString);
}
