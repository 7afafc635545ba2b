import {screenTexts} from '../../src/lib/texts/screen.ts';
import {fitTo} from '../text/fit.ts';
import type {Painter} from '../theme/theme.ts';

/** The row that says what keys do to a long paste. */
export function drawPasteHint(width: number, painter: Painter): string {
  return painter.paint('status', fitTo(screenTexts.paste.hint, width));
}
