import {shownLog} from '../../../src/store/notices.ts';
import type {AppState} from '../../../src/store/state.ts';
import type {LogView} from '../../log/log-view.ts';
import type {PlainRow} from '../../log/plain-rows.ts';

/** A line of text that takes several rows, the first of them at `y`. */
export type WholeLine = {readonly y: number; readonly rows: readonly string[]};

/** The row at the bottom says how to leave. */
const HINT_ROWS = 1;

/** The rows of the page, without its hint. */
export function copiedRows(
  state: AppState,
  logView: Pick<LogView, 'drawPlain'>,
  columns: number,
  height: number,
): PlainRow[] {
  return logView.drawPlain(state, shownLog(state), {width: columns, height: height - HINT_ROWS});
}

/** The lines of the page that are longer than a row. */
export function wholeLines(rows: readonly PlainRow[]): WholeLine[] {
  const lines: {y: number; rows: string[]}[] = [];
  let open: string[] | null = null;
  for (const [y, {text, goesOn}] of rows.entries()) {
    if (open !== null) {
      open.push(text);
    } else if (goesOn) {
      open = [text];
      lines.push({y, rows: open});
    }
    open = goesOn ? open : null;
  }
  return lines.filter(line => line.rows.length > 1);
}
