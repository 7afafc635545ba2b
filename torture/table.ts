import type {Figure, Outcome} from './types.ts';

/** A figure that was tried, or was to be. */
export type Row = {readonly figure: Figure; readonly outcome: Outcome; readonly seconds: number};

/** The table, and below it what is worth knowing of single figures. */
export function report(rows: readonly Row[]): string {
  const notes = rows.flatMap(({figure, outcome}) =>
    'skipped' in outcome ? [] : (outcome.notes ?? []).map(note => `${figure.id}: ${note}`),
  );
  return [table(['test', 'what', 'figure', 'bar', 'pass'], rows.map(cells)), ...notes].join('\n');
}

function cells({figure, outcome, seconds}: Row): string[] {
  const {id, title, bar} = figure;
  if ('skipped' in outcome) {
    return [id, title, `skipped: ${outcome.skipped}`, bar, '–'];
  }
  return [id, title, `${outcome.result} (${seconds} s)`, bar, outcome.pass ? 'yes' : '**no**'];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map(row => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`;
  return [line(heads), rule, ...rows.map(line)].join('\n');
}
