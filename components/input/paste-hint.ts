import {screenTexts} from '../../src/lib/texts/screen.ts';
import {drawHintRow} from '../theme/status-row.ts';
import type {Painter} from '../theme/theme.ts';

/** The row that says what keys do to a long paste. */
export function drawPasteHint(width: number, painter: Painter): string {
  return drawHintRow(screenTexts.paste.hint, width, painter);
}
