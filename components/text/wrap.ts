import {clusters, clusterWidth, textWidth} from './width.ts';

/**
 * Breaks text into rows of at most `width` columns, the first of at most `first`: at newlines, after spaces, around wide
 * characters, and inside a word only if it is longer than a row. Never inside a grapheme. Text without colour codes.
 */
export function wrap(text: string, width: number, first = width): string[] {
  return breakLines(text, Math.max(1, width), Math.max(1, first), wrapLine);
}

/** Cuts text into rows of at most `width` columns, the first of at most `first`, at newlines and at the edge; every space stays. */
export function chop(text: string, width: number, first = width): string[] {
  return breakLines(text, Math.max(2, width), Math.max(2, first), chopLine);
}

type BreakLine = (line: string, width: number, first: number) => string[];

function breakLines(text: string, width: number, first: number, breakLine: BreakLine): string[] {
  return text.split('\n').flatMap((line, index) => {
    const room = index === 0 ? first : width;
    return textWidth(line) <= room ? [line] : breakLine(line, width, room);
  });
}

function chopLine(line: string, width: number, first: number): string[] {
  const rows: string[] = [];
  let columns = first;
  let row = '';
  let used = 0;
  for (const cluster of clusters(line)) {
    const taken = clusterWidth(cluster);
    if (used + taken > columns) {
      rows.push(row);
      [row, used, columns] = ['', 0, width];
    }
    row += cluster;
    used += taken;
  }
  return [...rows, row];
}

function wrapLine(line: string, width: number, first: number): string[] {
  const rows: string[] = [];
  let columns = first;
  let row = '';
  let used = 0;
  /** Where the row may be cut: after this many UTF-16 units and columns. */
  let cut = {units: 0, columns: 0};

  for (const cluster of clusters(line)) {
    const taken = clusterWidth(cluster);
    if (used + taken > columns && cluster === ' ') {
      rows.push(row.trimEnd());
      [row, used, cut, columns] = ['', 0, {units: 0, columns: 0}, width];
      continue;
    }
    if (taken > 1 && used > 0) {
      cut = {units: row.length, columns: used};
    }
    while (used > 0 && used + taken > columns) {
      const at = cut.units > 0 ? cut : {units: row.length, columns: used};
      rows.push(row.slice(0, at.units).trimEnd());
      row = row.slice(at.units);
      used -= at.columns;
      columns = width;
      cut = {units: 0, columns: 0};
    }
    row += cluster;
    used += taken;
    if (cluster === ' ' || taken > 1) {
      cut = {units: row.length, columns: used};
    }
  }
  return row === '' ? rows : [...rows, row];
}
