import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {Hold} from '../keys/input-queue.ts';
import {drawHintRow} from '../theme/status-row.ts';
import type {Painter} from '../theme/theme.ts';

/** The row that says what the input waits for. */
export function drawHold({label}: Hold, width: number, painter: Painter): string {
  return drawHintRow(screenTexts.status.holding(label), width, painter);
}
