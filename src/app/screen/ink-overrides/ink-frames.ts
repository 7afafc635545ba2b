/**
 * Writes frames to the terminal, in the place of `build/log-update.js` of Ink 8.0.0 in the bundle. Ours are always
 * on the alternate screen and begin at its first row, so a changed row is found by its number, whereas Ink steps
 * through all rows from where it left the cursor: 200 bytes for a letter. What is certain to be in the next frame
 * can be written ahead of it (`echo`); the frame itself then finds nothing left to write.
 */

import {isDisputed} from '../../../../components/text/disputed.ts';
import {clusters, isPlain} from '../../../../components/text/width.ts';
import {anchorUpdate} from './anchors.ts';

/** Bytes that make one row out of another, from column 0. That of Ink keeps what both begin with. */
export type LineUpdate = (previous: string, next: string, columns: number) => string;

type Cursor = {readonly x: number; readonly y: number};
type Stream = Pick<NodeJS.WriteStream, 'write' | 'columns'>;

/** What Ink asks of `log-update.js`. True if the frame, or the place of the cursor in it, was new. */
type FrameWriter = ((text: string) => boolean) & {
  readonly clear: () => void;
  readonly done: () => void;
  readonly reset: () => void;
  /** A frame was written by somebody else, with the cursor anywhere. */
  readonly sync: (text: string) => void;
  /** Where the cursor is in the next frame; undefined: hidden. */
  readonly setCursorPosition: (position: Cursor | undefined) => void;
  readonly isCursorDirty: () => boolean;
  readonly willRender: (text: string) => boolean;
  readonly getCursorPosition: () => Cursor | undefined;
};

/** The frame on the screen. */
type Shown = {
  readonly text: string;
  readonly rows: readonly string[];
  readonly columns: number;
  readonly cursor: Cursor | undefined;
};

const HIDE = '\x1b[?25l';
const SHOW = '\x1b[?25h';
const ERASE_ALL = '\x1b[H\x1b[J';
const ERASE_REST = '\x1b[K';
const AUTO_WRAP_ON = '\x1b[?7h';
const AUTO_WRAP_OFF = '\x1b[?7l';
const SGR = /\x1b\[[\d;]*m/g;
/** The last code is none that ends a style. */
const OPEN = /\x1b\[(?!0?m|2[2-9]m|[34]9m)[\d;]*m[^\x1b]*$/;

const echoes = new WeakMap<Stream, (before: string, after: string) => void>();

/**
 * Writes ahead of the next frame that the row of the cursor is to show `after`, with the cursor behind it, where it
 * shows `before` up to the cursor. Both are characters of one column, and what is new has no style. Does nothing
 * if something else stands before the cursor.
 */
export function echo(stream: Stream, before: string, after: string): void {
  echoes.get(stream)?.(before, after);
}

/** A line that takes several rows, the first of them at `y`, from 0. */
type WholeLine = {readonly y: number; readonly rows: readonly string[]};

const joinedRows = new WeakMap<Stream, () => readonly WholeLine[]>();

/**
 * Lets the terminal wrap lines by itself, so that it knows each of them as one: what it copies has no line breaks then.
 * `lines` tells which there are in the frame that is written.
 */
export function joinRows(stream: Stream, lines: () => readonly WholeLine[]): void {
  joinedRows.set(stream, lines);
}

/** Creates the writer of a terminal. */
export function createFrameWriter(stream: Stream, lineUpdate: LineUpdate): FrameWriter {
  /** Null: unknown. */
  let shown: Shown | null = null;
  let isCursorShown = true;
  let wanted: Cursor | undefined;
  let isCursorDirty = false;
  /** What the terminal has wrapped by itself. */
  let wrapped = '';

  const nextCursor = () => (isCursorDirty ? wanted : undefined);
  const isNew = (text: string, cursor: Cursor | undefined) =>
    text !== shown?.text || !areSame(cursor, shown.cursor);

  function render(text: string): boolean {
    const cursor = nextCursor();
    isCursorDirty = false;
    if (!isNew(text, cursor)) {
      return false;
    }
    const next = {text, rows: rowsOf(text), columns: stream.columns, cursor};
    const wraps = wrapLines(next);
    const before = wraps === wrapped ? shown : null; // rows that belonged together are erased
    const isSame = text === before?.text && next.columns === before.columns;
    const rows = isSame ? '' : changes(before, next) + (before === null ? wraps : '');
    wrapped = wraps;
    stream.write((rows === '' ? '' : hideCursor()) + rows + placeCursor(cursor));
    shown = next;
    return true;
  }

  function changes(before: Shown | null, {rows, columns}: Shown): string {
    const isKnown = before !== null && before.columns === columns;
    const old = isKnown ? before.rows : [];
    let bytes = isKnown ? '' : ERASE_ALL;
    for (let y = 0; y < Math.max(old.length, rows.length); y++) {
      const [was = '', is = ''] = [old[y], rows[y]];
      bytes += was === is ? '' : goTo({x: 0, y}) + anchorUpdate(lineUpdate(was, is, columns));
    }
    return bytes;
  }

  /** Writes those lines again that stand in a frame as they are, and whose widths nobody disputes. */
  function wrapLines({rows}: Shown): string {
    const lines = joinedRows.get(stream)?.() ?? [];
    return lines
      .filter(line =>
        line.rows.every((row, index) => rows[line.y + index] === row.trimEnd() && isCertain(row)),
      )
      .map(line => goTo({x: 0, y: line.y}) + AUTO_WRAP_ON + line.rows.join('') + AUTO_WRAP_OFF)
      .join('');
  }

  function hideCursor(): string {
    const bytes = isCursorShown ? HIDE : '';
    isCursorShown = false;
    return bytes;
  }

  function placeCursor(cursor: Cursor | undefined): string {
    if (cursor === undefined) {
      return hideCursor();
    }
    const bytes = goTo(cursor) + (isCursorShown ? '' : SHOW);
    isCursorShown = true;
    return bytes;
  }

  function writeAhead(before: string, after: string): void {
    const cursor = shown?.cursor;
    const row = cursor === undefined ? undefined : shown?.rows[cursor.y];
    if (shown === null || cursor === undefined || row === undefined || shown.columns !== stream.columns) {
      return;
    }
    const visible = row.replace(SGR, '').padEnd(before.length); // frames have no spaces at the ends of rows
    const same = commonLength(before, after);
    const kept = headOf(row, same);
    if (
      cursor.x !== before.length ||
      after.length >= shown.columns ||
      !visible.startsWith(before) ||
      OPEN.test(kept)
    ) {
      return;
    }
    const rest = visible.length > Math.min(before.length, after.length) ? ERASE_REST : '';
    stream.write(goTo({x: same, y: cursor.y}) + after.slice(same) + rest);
    const rows = shown.rows.with(cursor.y, (kept + after.slice(same)).trimEnd());
    const end = shown.text.endsWith('\n') ? '\n' : '';
    shown = {...shown, text: rows.join('\n') + end, rows, cursor: {x: after.length, y: cursor.y}};
  }

  echoes.set(stream, writeAhead);
  return Object.assign(render, {
    clear() {
      stream.write(hideCursor() + ERASE_ALL);
      shown = null;
    },
    done() {
      stream.write(isCursorShown ? '' : SHOW);
      isCursorShown = true;
      shown = null;
    },
    reset() {
      shown = null;
    },
    sync(text: string) {
      const cursor = nextCursor();
      isCursorDirty = false;
      stream.write(placeCursor(cursor));
      shown = {text, rows: rowsOf(text), columns: stream.columns, cursor};
    },
    setCursorPosition(position: Cursor | undefined) {
      wanted = position;
      isCursorDirty = true;
    },
    isCursorDirty: () => isCursorDirty,
    willRender: (text: string) => isNew(text, nextCursor()),
    getCursorPosition: () => shown?.cursor,
  });
}

function isCertain(row: string): boolean {
  return isPlain(row) || ![...clusters(row)].some(isDisputed);
}

/** A frame that does not fill the screen ends with a newline. */
function rowsOf(text: string): readonly string[] {
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function areSame(a: Cursor | undefined, b: Cursor | undefined): boolean {
  return a?.x === b?.x && a?.y === b?.y;
}

function goTo({x, y}: Cursor): string {
  return x === 0 ? `\x1b[${y + 1}H` : `\x1b[${y + 1};${x + 1}H`;
}

/** The beginning of a row with so many visible characters, and the codes before them. */
function headOf(row: string, characters: number): string {
  let end = characters;
  for (const {0: code, index} of row.matchAll(SGR)) {
    if (index >= end) {
      break;
    }
    end += code.length;
  }
  return row.slice(0, end).padEnd(end);
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) {
    length++;
  }
  return length;
}
