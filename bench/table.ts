import {digits, format, scaled} from './format.ts';
import type {GrowthResult} from './growth.ts';
import type {Machine} from './machine.ts';
import type {FigureResult, RowResult, Score} from './rounds.ts';

const NOTHING = '–';

/** The figures as a Markdown table that also reads well in a terminal. */
export function figureTable(results: readonly FigureResult[]): string {
  const heads = ['figure', 'natter', 'limit', 'ratio', 'peers', 'goal', 'pass'];
  return table(
    heads,
    results.flatMap(result => result.rows.map(cells)),
  );
}

/** How costs grow, as a table. */
export function growthTable(results: readonly GrowthResult[]): string {
  const heads = ['cost', 'small', '10 ×', '100 ×', 'exponent', 'last step', ''];
  return table(heads, results.map(growthCells));
}

/** What one has to know about the machine to read the tables. */
export function machineLines(machine: Machine): string {
  const memory = format(machine.memoryBytes, 'bytes');
  const busy = machine.load > machine.cores / 2;
  return [
    `${machine.cpu}, ${machine.cores} cores, ${memory}, ${machine.system}, Node ${machine.node}`,
    `${machine.fileSystem}, 4 KiB on the disk in ${format(machine.syncMicroseconds, 'microseconds')}, load before the run ${machine.load.toFixed(2)}`,
    ...(busy
      ? ['This machine is busy with other work: trust none of the times, and few of the ratios.']
      : []),
  ].join('\n');
}

/** What each figure measured, and who could not take part. */
export function notes(results: readonly FigureResult[]): string {
  return results
    .map(({title, about, rounds, warmUp, seconds, missing}) => {
      const how = warmUp ? 'after a warm-up round' : 'each with new processes, no warm-up';
      const absent = missing.length === 0 ? '' : ` Not on this machine: ${missing.join(', ')}.`;
      return `- **${title}** (${rounds} rounds, ${how}; ${seconds.toFixed(0)} s): ${about}${absent}`;
    })
    .join('\n');
}

function cells(row: RowResult): string[] {
  const own = row.scores.find(score => score.part === 'natter');
  return [
    row.title,
    own === undefined ? NOTHING : withSpread(own, row),
    row.limit === null ? NOTHING : `${format(row.limit.value, row.unit)} ${row.limit.label}`,
    row.ratio === null ? NOTHING : `${digits(row.ratio)} ×`,
    others(row),
    goalText(row),
    passText(row),
  ];
}

function withSpread({median, min, max}: Score, {unit}: RowResult): string {
  const middle = format(median, unit);
  const spread = `${format(min, unit)} to ${format(max, unit)}`;
  return min === max ? middle : `${middle} (${spread})`;
}

/** Peers, and those limits that the limit of the row was not made from alone. */
function others({scores, unit, limit}: RowResult): string {
  const shown = scores.filter(
    score => score.part === 'peer' || (score.part === 'limit' && score.median !== limit?.value),
  );
  return shown.map(score => `${score.name} ${format(score.median, unit)}`).join('; ') || NOTHING;
}

function goalText({goal, more}: RowResult): string {
  return goal === null ? 'stated' : `${more ? '≥' : '≤'} ${goal} ×`;
}

function passText({goal, pass}: RowResult): string {
  if (goal === null) {
    return NOTHING;
  }
  if (pass === null) {
    return 'not measured';
  }
  return pass ? 'yes' : '**no**';
}

function growthCells(result: GrowthResult): string[] {
  const points = result.points.map(({size, cost}) => `${scaled(size)}: ${format(cost, result.unit)}`);
  const reason = result.verdict === 'worse than linear' ? (result.excuse ?? 'to be mended') : '';
  return [
    result.title,
    ...points,
    result.exponent.toFixed(2),
    result.lastExponent.toFixed(2),
    [result.verdict, reason].filter(Boolean).join(': '),
  ];
}

/** Rows under their heads, as Markdown. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map(row => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`;
  return [line(heads), rule, ...rows.map(line)].join('\n');
}
