import {screenTexts} from '../../src/lib/texts/screen.ts';
import {oneLine} from '../text/fit.ts';
import {chop} from '../text/wrap.ts';
import type {LogItem} from './items.ts';
import type {RowStyle} from './rows.ts';

/** A row of plain text; one that goes on is of one line with the row below it. */
export type PlainRow = {readonly text: string; readonly goesOn: boolean};

/** The lines of an item as plain text: who said what, as it was written. */
export function plainLines(
  item: LogItem,
  {calendar, nameOf}: Pick<RowStyle, 'width' | 'calendar' | 'nameOf'>,
): string[] {
  switch (item.kind) {
    case 'entry': {
      const {entry} = item;
      const name = oneLine(nameOf(entry.author));
      const text = entry.deleted ? screenTexts.log.deleted : entry.text;
      return (entry.kind === 'action' ? `* ${name} ${text}` : `${name}: ${text}`).split('\n');
    }
    case 'notice':
      return item.notice.text.split('\n');
    case 'day':
      return [calendar.day(item.time)];
    case 'beginning':
    case 'new':
      return [];
  }
}

/** Lines cut at the edge, as a terminal wraps them. */
export function plainRows(lines: readonly string[], width: number): PlainRow[] {
  return lines.flatMap(line =>
    chop(line, width).map((text, index, rows) => ({text, goesOn: index < rows.length - 1})),
  );
}
