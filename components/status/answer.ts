import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {Answer} from '../../src/store/state.ts';
import {fitTo} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import {wrap} from '../text/wrap.ts';
import type {Painter} from '../theme/theme.ts';

/** Room for the time at the right. */
const TIME_COLUMNS = 9;

/** Rows that an answer would like to have in the status line; one if there is none. */
export function answerRows(answer: Answer | null, columns: number): number {
  return answer === null ? 1 : rowsOf(answer, columns).length;
}

/** The answer in the place of the status line, at most `height` rows; the time stands at the end of the last one. */
export function drawAnswer(
  answer: Answer,
  time: string,
  {width, height}: {readonly width: number; readonly height: number},
  painter: Painter,
): string[] {
  const role = answer.kind === 'notice' ? 'status' : 'alarm';
  const rows = rowsOf(answer, width);
  const shown =
    rows.length > height ? [...rows.slice(0, height - 1), rows.slice(height - 1).join(' ')] : rows;
  const last = ` ${time} `;
  return shown.map((row, index) =>
    index < shown.length - 1
      ? painter.paint(role, fitTo(` ${row}`, width))
      : painter.paint(role, fitTo(` ${row}`, width - textWidth(last))) + painter.paint('status', last),
  );
}

function rowsOf({text, count}: Answer, columns: number): string[] {
  const told = count === 1 ? text : screenTexts.status.again(text, count);
  return wrap(told.replaceAll('\n', ' '), columns - 1 - TIME_COLUMNS);
}
