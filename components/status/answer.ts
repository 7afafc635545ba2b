import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {Answer, AppState} from '../../src/store/state.ts';
import {fitTo, truncate} from '../text/fit.ts';
import {wrap} from '../text/wrap.ts';
import {drawStatusRow} from '../theme/status-row.ts';
import type {Painter} from '../theme/theme.ts';

/** Room for the time at the right, and a piece of the line before it. */
const BESIDE_COLUMNS = 12;
const ROLES = {notice: 'text', error: 'error', alarm: 'alarm'} as const;

/** Rows of the line that answers and hints would like to have, one at least. */
export function statusRows({answer, hint}: Pick<AppState, 'answer' | 'hint'>, columns: number): number {
  return answerRows(answer, columns) + (hint === null ? 0 : 1);
}

/** Rows that an answer would like to have in the status line; one if there is none. */
function answerRows(answer: Answer | null, columns: number): number {
  return answer === null ? 1 : rowsOf(answer, columns).length;
}

/** The answer in the place of the status line, at most `height` rows; the time stands at the end of the last one. */
export function drawAnswer(
  answer: Answer,
  time: string,
  {width, height}: {readonly width: number; readonly height: number},
  painter: Painter,
): string[] {
  const role = ROLES[answer.kind];
  const rows = rowsOf(answer, width);
  const shown =
    rows.length > height ? [...rows.slice(0, height - 1), rows.slice(height - 1).join(' ')] : rows;
  return shown.map((text, index) =>
    index < shown.length - 1
      ? painter.paint(role, fitTo(` ${text}`, width))
      : drawStatusRow([{text: truncate(text, width - BESIDE_COLUMNS), role}], time, width, painter),
  );
}

function rowsOf({text, count}: Answer, columns: number): string[] {
  const told = count === 1 ? text : screenTexts.status.again(text, count);
  return wrap(told.replaceAll('\n', ' '), columns - 1 - BESIDE_COLUMNS);
}
