import {clusters, clusterWidth} from '../text/width.ts';
import {type Editor, moveTo} from './editor.ts';

/** The prompt of the command bar takes so many columns. */
export const PROMPT_COLUMNS = 2;

/** The text of the bar as rows of at most `width` columns, and where the cursor stands in them. */
export type EditorLayout = {
  readonly rows: readonly EditorRow[];
  readonly cursor: {readonly row: number; readonly column: number};
};

export type EditorRow = {
  readonly text: string;
  /** UTF-16 offset of the row in the whole text. */
  readonly start: number;
  /** Offset behind its last character, without the newline. */
  readonly end: number;
};

/** Breaks the text anywhere between graphemes, so that the place of every character is easy to see. */
export function layOut({text, cursor}: Editor, width: number): EditorLayout {
  const rows = breakRows(text, Math.max(2, width));
  const row = rows.findLastIndex(candidate => candidate.start <= cursor);
  const start = rows[row]?.start ?? 0;
  return {rows, cursor: {row, column: columnsOf(text.slice(start, cursor))}};
}

/** Moves the cursor up (-1) or down (1) by one row; null if there is none. */
export function moveVertically(editor: Editor, width: number, by: -1 | 1): Editor | null {
  const {rows, cursor} = layOut(editor, width);
  const target = rows[cursor.row + by];
  return target === undefined ? null : moveTo(editor, offsetAt(editor.text, target, cursor.column));
}

/** The offset of a place in the text: of the end of its row, or of the text, if there is nothing so far out. */
export function offsetIn(editor: Editor, width: number, row: number, column: number): number {
  const {rows} = layOut(editor, width);
  const found = rows[Math.min(row, rows.length - 1)];
  return found === undefined ? 0 : offsetAt(editor.text, found, column);
}

/** The rows to show when at most `height` fit: those around the cursor. */
export function visibleRows(layout: EditorLayout, height: number): {first: number; count: number} {
  const count = Math.min(height, layout.rows.length);
  const first = Math.max(0, Math.min(layout.cursor.row - count + 1, layout.rows.length - count));
  return {first, count};
}

function breakRows(text: string, width: number): EditorRow[] {
  const rows: EditorRow[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    let end = start;
    let rowStart = start;
    let used = 0;
    for (const cluster of clusters(line)) {
      const columns = clusterWidth(cluster);
      if (used + columns > width) {
        rows.push({text: text.slice(rowStart, end), start: rowStart, end});
        rowStart = end;
        used = 0;
      }
      end += cluster.length;
      used += columns;
    }
    rows.push({text: text.slice(rowStart, end), start: rowStart, end});
    if (used === width) {
      rows.push({text: '', start: end, end}); // room for the cursor behind a full row
    }
    start = end + 1;
  }
  return rows;
}

function offsetAt(text: string, row: EditorRow, column: number): number {
  let offset = row.start;
  let used = 0;
  for (const cluster of clusters(text.slice(row.start, row.end))) {
    used += clusterWidth(cluster);
    if (used > column) {
      break;
    }
    offset += cluster.length;
  }
  return offset;
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const cluster of clusters(text)) {
    columns += clusterWidth(cluster);
  }
  return columns;
}

/** Columns that the text of the bar has on a screen of so many. */
export function barColumns(columns: number): number {
  return columns - PROMPT_COLUMNS;
}

/** Rows that a text would like to have in the bar of a screen of so many columns. */
export function barRows(editor: Editor, columns: number): number {
  return layOut(editor, barColumns(columns)).rows.length;
}
