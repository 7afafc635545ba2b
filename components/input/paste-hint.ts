import {fitTo} from '../text/fit.ts';
import type {Painter} from '../theme/theme.ts';

/** The row that says what keys do to a long paste. */
export function drawPasteHint(width: number, painter: Painter): string {
  return painter.paint(
    'status',
    fitTo(' Enter sends it as one message · e puts it into the bar · Esc drops it', width),
  );
}
