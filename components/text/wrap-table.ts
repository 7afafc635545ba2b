import {textWidth} from './width.ts';
import {wrap} from './wrap.ts';

/** The first column of a table: no longer than this, in UTF-16 units, and two spaces behind it. */
const TABLE_HEAD = /^ {0,40}[^ ].{0,80}? {2,80}(?=[^ ])/;

/**
 * Wraps a line; if it is one of a table with two columns, what is left goes on under the second one. `first`: columns of
 * the first row.
 */
export function wrapTable(line: string, width: number, first = width): string[] {
  const head = TABLE_HEAD.exec(line)?.[0] ?? '';
  if (head === '' || textWidth(head) > width / 2) {
    return wrap(line, width, first);
  }
  const indent = ' '.repeat(textWidth(head));
  return wrap(line.slice(head.length), width - indent.length, first - indent.length).map(
    (row, index) => (index === 0 ? head : indent) + row,
  );
}
