import {cliTexts} from '../lib/texts/cli.ts';
import {EXAMPLES, EXIT_CODES, FLAG_NAMES, type FlagName, flagOf, SUBCOMMANDS, VARIABLES} from './flags.ts';

/** What every terminal has. */
const COLUMNS = 80;

type Row = {readonly term: string; readonly summary: string};

/** The text of `natter --help`: no line is longer than 80 columns. */
export function helpText(): string {
  return [
    cliTexts.help.title,
    cliTexts.help.usage,
    section('Commands', SUBCOMMANDS.map(commandRow), 22),
    section('Flags', FLAG_NAMES.map(flagRow), 20),
    section(
      'Variables',
      [{term: cliTexts.help.ofFlags, summary: flagVariables()}, ...VARIABLES.map(variableRow)],
      26,
    ),
    section(cliTexts.help.exitCodes, EXIT_CODES.map(exitRow), 5),
    section('Examples', EXAMPLES.map(exampleRow), 30),
    cliTexts.help.end,
  ].join('\n');
}

/** A flag with what stands behind it: `--profile DIR`. */
export function flagUsage(name: FlagName): string {
  const {value, short} = flagOf(name);
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === null ? '' : ` ${value}`}`;
}

/** Which flags have variables, and what goes before what. */
export function flagVariables(): string {
  const names = FLAG_NAMES.flatMap(name => flagOf(name).variable ?? []);
  return cliTexts.help.variables(names.join(', '));
}

function commandRow({name, operands, summary}: (typeof SUBCOMMANDS)[number]): Row {
  return {term: `${name} ${operands}`.trimEnd(), summary};
}

function flagRow(name: FlagName): Row {
  return {term: flagUsage(name), summary: flagOf(name).summary};
}

function variableRow({name, summary}: (typeof VARIABLES)[number]): Row {
  return {term: name, summary};
}

function exitRow({code, summary}: (typeof EXIT_CODES)[number]): Row {
  return {term: String(code), summary};
}

function exampleRow({line, summary}: (typeof EXAMPLES)[number]): Row {
  return {term: line, summary};
}

/** Rows under a heading; what is explained begins at one column, below a term that is too long for it. */
function section(heading: string, rows: readonly Row[], column: number): string {
  const lines = rows.flatMap(({term, summary}) => {
    const [first = '', ...rest] = wrap(summary, COLUMNS - column);
    const start = `  ${term}`;
    const space = ' '.repeat(column);
    const below = rest.map(line => `${space}${line}`);
    return start.length + 1 < column
      ? [`${start.padEnd(column)}${first}`, ...below]
      : [start, `${space}${first}`, ...below];
  });
  return `${heading}:\n${lines.join('\n')}\n`;
}

/** Lines of at most so many columns, cut at spaces. */
function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
