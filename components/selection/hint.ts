import {findEmoji} from '../../src/commands/engine/emoji.ts';
import type {Composing, Picker} from '../base/ui-state.ts';
import {fitTo, oneLine, pad} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import type {Painter} from '../theme/theme.ts';
import {LETTERS} from './selection.ts';

/** The row that says what keys do to the chosen message. */
export function drawSelectionHint(deletes: boolean, width: number, painter: Painter): string {
  const text = deletes
    ? ' d again deletes it on both sides, for good · Esc keeps it'
    : ` ${LETTERS.map(([letter, meaning]) => `${letter} ${meaning}`).join('  ')}  Esc`;
  return painter.paint(deletes ? 'alarm' : 'status', fitTo(text, width));
}

/** The row in which a reaction is chosen: what was typed, then what it finds. */
export function drawPicker({typed, at}: Picker, width: number, painter: Painter): string {
  const found = findEmoji(typed);
  let row = painter.paint('prompt', fitTo(` React: ${typed}▏`, Math.min(24, width)));
  let used = Math.min(24, width);
  for (const [index, emoji] of found.slice(Math.max(0, at - 5)).entries()) {
    const columns = textWidth(emoji) + 2;
    if (used + columns > width) {
      break;
    }
    row += painter.paint(index + Math.max(0, at - 5) === at ? 'selected' : 'text', ` ${emoji} `);
    used += columns;
  }
  return found.length === 0 ? pad(`${row} nothing fits`, width) : pad(row, width);
}

/** The row that says what the text in the bar is going to be. */
export function drawComposing({kind, entry}: Composing, width: number, painter: Painter): string {
  const head = kind === 'reply' ? 'Reply to' : 'Edit';
  return painter.paint('status', fitTo(` ${head}: ${oneLine(entry.text)} · Esc cancels`, width));
}
