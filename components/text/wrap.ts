import {clusters, clusterWidth, textWidth} from './width.ts';

/**
 * Breaks text into rows of at most `width` columns: at newlines, after spaces, around wide characters, and
 * inside a word only if it is longer than a row. Never inside a grapheme. Text without colour codes.
 */
export function wrap(text: string, width: number): string[] {
  const columns = Math.max(1, width);
  return text.split('\n').flatMap(line => (textWidth(line) <= columns ? [line] : wrapLine(line, columns)));
}

/** Cuts text into rows of at most `width` columns, at newlines and at the edge; every space stays. */
export function chop(text: string, width: number): string[] {
  const columns = Math.max(2, width);
  return text.split('\n').flatMap(line => (textWidth(line) <= columns ? [line] : chopLine(line, columns)));
}

function chopLine(line: string, columns: number): string[] {
  const rows: string[] = [];
  let row = '';
  let used = 0;
  for (const cluster of clusters(line)) {
    const width = clusterWidth(cluster);
    if (used + width > columns) {
      rows.push(row);
      [row, used] = ['', 0];
    }
    row += cluster;
    used += width;
  }
  return [...rows, row];
}

function wrapLine(line: string, columns: number): string[] {
  const rows: string[] = [];
  let row = '';
  let used = 0;
  /** Where the row may be cut: after this many UTF-16 units and columns. */
  let cut = {units: 0, columns: 0};

  for (const cluster of clusters(line)) {
    const width = clusterWidth(cluster);
    if (used + width > columns && cluster === ' ') {
      rows.push(row.trimEnd());
      [row, used, cut] = ['', 0, {units: 0, columns: 0}];
      continue;
    }
    if (width > 1 && used > 0) {
      cut = {units: row.length, columns: used};
    }
    while (used > 0 && used + width > columns) {
      const at = cut.units > 0 ? cut : {units: row.length, columns: used};
      rows.push(row.slice(0, at.units).trimEnd());
      row = row.slice(at.units);
      used -= at.columns;
      cut = {units: 0, columns: 0};
    }
    row += cluster;
    used += width;
    if (cluster === ' ' || width > 1) {
      cut = {units: row.length, columns: used};
    }
  }
  return row === '' ? rows : [...rows, row];
}
