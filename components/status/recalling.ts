import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {Recalling} from '../input/history-search.ts';
import {oneLine} from '../text/fit.ts';
import {drawHintRow} from '../theme/status-row.ts';
import type {Painter} from '../theme/theme.ts';

/** The row that says what is looked for in the lines that were entered. */
export function drawRecalling({typed, at}: Recalling, width: number, painter: Painter): string {
  const result = at === null ? screenTexts.status.recallNothing : screenTexts.status.recallHint;
  return drawHintRow(screenTexts.status.recalling(oneLine(typed), result), width, painter);
}
