import {digits} from '../format.ts';
import type {Machine} from '../machine.ts';
import {machineLines, table} from '../table.ts';
import type {Result, Row, Unit} from './types.ts';

const NOTHING = '–';

export type Report = {
  readonly machine: Machine;
  /** Processes that wanted a core during the last minute of the run. */
  readonly loadAtEnd: number;
  readonly quick: boolean;
  readonly seconds: number;
  readonly weechat: string | null;
  readonly figures: readonly (Result & {readonly id: string; readonly about: string})[];
  readonly failures: readonly {readonly figure: string; readonly reason: string}[];
};

/** The report as a Markdown table that also reads well in a terminal. */
export function asText(report: Report): string {
  const {machine, figures, failures} = report;
  const rows = figures.flatMap(figure => figure.rows);
  const kind = report.quick ? 'quick run' : 'full run';
  const own = `${kind}, ${report.seconds} s, load at the end ${report.loadAtEnd.toFixed(2)}`;
  const peer =
    report.weechat ??
    'WeeChat is not on this machine (Debian: apt install weechat-curses weechat-plugins): natter alone';
  return [
    `${machineLines(machine)}\n${own}; ${peer}.`,
    table(['what', 'natter', 'bar', 'WeeChat', 'ratio', 'pass'], rows.map(cells)),
    figures.flatMap(({notes}) => notes.map(note => `- ${note}`)).join('\n'),
    figures.map(({id, about}) => `- **${id}**: ${about}`).join('\n'),
    ...failures.map(({figure, reason}) => `${figure} could not be measured: ${reason}`),
    '',
  ].join('\n\n');
}

function cells({what, unit, natter, bar, pass, weechat}: Row): string[] {
  return [
    what,
    natter === null ? 'not there yet' : measured(natter, unit),
    bar ?? 'stated',
    weechat === null ? NOTHING : measured(weechat, unit),
    natter === null || weechat === null ? NOTHING : `${digits(natter / weechat)} ×`,
    verdict(bar, pass),
  ];
}

function verdict(bar: string | null, pass: boolean | null): string {
  if (bar === null) {
    return NOTHING;
  }
  if (pass === null) {
    return 'not judged';
  }
  return pass ? 'yes' : '**no**';
}

function measured(value: number, unit: Unit): string {
  switch (unit) {
    case 'milliseconds':
      return `${digits(value)} ms`;
    case 'megabytes':
      return `${digits(value)} MB`;
    case 'bytes':
      return value.toFixed(0);
  }
}
