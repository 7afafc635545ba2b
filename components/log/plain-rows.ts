import {screenTexts} from '../../src/lib/texts/screen.ts';
import {oneLine} from '../text/fit.ts';
import {chop} from '../text/wrap.ts';
import type {LogItem} from './items.ts';
import type {RowStyle} from './rows.ts';

/** The rows of an item as plain text from the first column on: who said what, as it was written. */
export function plainRows(
  item: LogItem,
  {width, calendar, nameOf}: Pick<RowStyle, 'width' | 'calendar' | 'nameOf'>,
): string[] {
  switch (item.kind) {
    case 'entry': {
      const {entry} = item;
      const name = oneLine(nameOf(entry.author));
      const text = entry.deleted ? screenTexts.log.deleted : entry.text;
      return chop(entry.kind === 'action' ? `* ${name} ${text}` : `${name}: ${text}`, width);
    }
    case 'notice':
      return chop(item.notice.text, width);
    case 'day':
      return chop(calendar.day(item.time), width);
    case 'beginning':
    case 'new':
      return [];
  }
}
