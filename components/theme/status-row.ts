import {fitTo, truncate} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import type {Painter, Role} from './theme.ts';

/** A piece of the row, and what it is. */
export type StatusPiece = {readonly text: string; readonly role: Role};

/** Between what is said at the left and at the right: at least a piece of the line, with a space on either side. */
const LEAST_LINE = 4;

/**
 * The row between the log and the command bar: what there is to say, drawn into a line. What stands at the right gives
 * way; what stands at the left is cut.
 */
export function drawStatusRow(
  left: readonly StatusPiece[],
  right: string,
  width: number,
  painter: Painter,
): string {
  const columns = left.reduce((sum, {text}) => sum + textWidth(text), 0);
  const shown = right !== '' && columns + textWidth(right) + LEAST_LINE + 2 <= width ? right : '';
  const end = shown === '' ? '' : ` ${shown} `;
  const room = width - end.length - 2;
  if (columns > room) {
    const [first = {text: '', role: 'status' as const}, ...rest] = left;
    const text = [first, ...rest].map(piece => piece.text).join('');
    return painter.paint(first.role, fitTo(` ${truncate(text, width - 1)}`, width));
  }
  const line = '─'.repeat(room - columns);
  const said = left.map(({text, role}) => painter.paint(role, text)).join('');
  return ` ${said} ${painter.paint('border', line)}${painter.paint('status', end)}`;
}

/** The same with one thing to say. */
export function drawHintRow(text: string, width: number, painter: Painter, right = ''): string {
  return drawStatusRow([{text: text.trim(), role: 'status'}], right, width, painter);
}
