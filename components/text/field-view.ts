import {clusters, clusterWidth, textWidth} from './width.ts';

/** A line with the cursor at an offset in UTF-16 units. */
type Line = {readonly text: string; readonly cursor: number};

/** A line that is typed: the part of it that fits, and the column of the cursor in that. */
export type FieldView = {readonly text: string; readonly column: number};

/** Shows a line in `width` columns, so that the cursor and what stands before it are in view. */
export function viewField({text, cursor}: Line, width: number): FieldView {
  const before = [...clusters(text.slice(0, cursor))];
  let column = textWidth(text.slice(0, cursor));
  while (column > width - 1) {
    column -= clusterWidth(before.shift() ?? '');
  }
  let shown = '';
  let used = 0;
  for (const cluster of [...before, ...clusters(text.slice(cursor))]) {
    used += clusterWidth(cluster);
    if (used > width) {
      break;
    }
    shown += cluster;
  }
  return {text: shown, column};
}
