import {screenTexts} from '../../src/lib/texts/screen.ts';
import {MIN_COLUMNS, MIN_ROWS} from '../base/layout.ts';
import {Pane} from '../base/Pane.tsx';
import {wrap} from '../text/wrap.ts';

/** Stands in for the screen on a terminal on which nothing useful fits. */
export function TooSmall({columns, rows}: {readonly columns: number; readonly rows: number}) {
  const text = screenTexts.frame.tooSmall(columns, rows, MIN_COLUMNS, MIN_ROWS);
  return <Pane width={columns} height={rows} rows={wrap(text, columns).slice(0, rows)} />;
}
