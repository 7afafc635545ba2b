import type {Recalling} from '../input/history-search.ts';
import {fitTo, oneLine} from '../text/fit.ts';
import type {Painter} from '../theme/theme.ts';

/** The row that says what is looked for in the lines that were entered. */
export function drawRecalling({typed, at}: Recalling, width: number, painter: Painter): string {
  const result = at === null ? 'nothing entered holds it' : 'again for an older one · Enter takes it';
  return painter.paint('status', fitTo(` Entered before: ${oneLine(typed)}▏ ${result} · Esc back`, width));
}
