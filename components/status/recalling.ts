import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {Recalling} from '../input/history-search.ts';
import {fitTo, oneLine} from '../text/fit.ts';
import type {Painter} from '../theme/theme.ts';

/** The row that says what is looked for in the lines that were entered. */
export function drawRecalling({typed, at}: Recalling, width: number, painter: Painter): string {
  const result = at === null ? screenTexts.status.recallNothing : screenTexts.status.recallHint;
  return painter.paint('status', fitTo(screenTexts.status.recalling(oneLine(typed), result), width));
}
