import type {Report, ReportSection} from '../../../src/commands/engine/report.ts';
import {screenTexts} from '../../../src/lib/texts/screen.ts';
import {fitTo, pad, truncate} from '../../text/fit.ts';
import {wrap} from '../../text/wrap.ts';
import {wrapTable} from '../../text/wrap-table.ts';
import type {Painter} from '../../theme/theme.ts';

/** The rows of a report. */
export function drawReport({title, sections}: Report, width: number, painter: Painter): string[] {
  return [
    painter.paint('title', fitTo(screenTexts.pages.reportTitle(title), width)),
    ...sections.flatMap(section => drawSection(section, width, painter)),
  ];
}

function drawSection({title, rows}: ReportSection, width: number, painter: Painter): string[] {
  const longest = Math.max(0, ...rows.map(([label]) => label.length));
  const column = Math.min(longest, Math.floor(width / 3));
  return [
    '',
    ...(title === '' ? [] : [painter.paint('section', truncate(` ${title}`, width))]),
    ...rows.flatMap(([label, value]) =>
      label === ''
        ? wrapTable(value, width - 2).map(text => ` ${text}`)
        : wrap(value, width - column - 4).map((text, row) => {
            const cell = pad(truncate(row === 0 ? label : '', column), column);
            return ` ${painter.paint('title', cell)}  ${text}`;
          }),
    ),
  ];
}
