import {ALONE} from '../__tests__/support/alone.ts';
import {choose} from './choose.ts';
import {figures} from './figures/index.ts';
import {type GrowthResult, measureGrowth} from './growth.ts';
import {describeMachine} from './machine.ts';
import {type Options, parseOptions, USAGE} from './options.ts';
import {type FigureResult, measureFigure} from './rounds.ts';
import {figureTable, growthTable, machineLines, notes} from './table.ts';
import type {Figure} from './types.ts';
import {createWorkspace, type Workspace} from './workspace.ts';

Object.assign(process.env, ALONE);

type Failure = {readonly figure: string; readonly reason: string};

/** What a shell reports for a program that Ctrl-C ended. */
const INTERRUPTED = 130;

process.exitCode = await main(process.argv.slice(2));

/** Measures and prints; 1 if a figure could not be measured, 2 for wrong usage. A goal missed is no failure. */
async function main(argv: readonly string[]): Promise<number> {
  let options: Options;
  let chosen: readonly Figure[];
  try {
    options = parseOptions(argv);
    chosen = choose(figures, options.only);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(`${USAGE}\nFigures: ${figures.map(({id}) => id).join(', ')}\n`);
    return 0;
  }
  return await run(options, chosen);
}

async function run(options: Options, chosen: readonly Figure[]): Promise<number> {
  const begin = performance.now();
  const note = (text: string) => void process.stderr.write(`[${seconds(begin)} s] ${text}\n`);
  const workspace = await createWorkspace({quick: options.quick, base: options.folder, note});
  tidyUpWhenInterrupted(workspace);
  const results: FigureResult[] = [];
  const growths: GrowthResult[] = [];
  const failures: Failure[] = [];
  try {
    const machine = await describeMachine(await workspace.folder('probe'));
    for (const figure of chosen) {
      try {
        results.push(await measureFigure(figure, workspace));
        if (options.growth) {
          growths.push(...(await measureGrowth(figure, workspace)));
        }
      } catch (error) {
        failures.push({figure: figure.id, reason: explain(error)});
        note(`${figure.id} failed: ${explain(error)}`);
      }
    }
    const report = {machine, quick: options.quick, seconds: seconds(begin), results, growths, failures};
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 1)}\n` : asText(report));
    return failures.length === 0 ? 0 : 1;
  } finally {
    await workspace.remove();
  }
}

type Report = {
  readonly machine: Parameters<typeof machineLines>[0];
  readonly quick: boolean;
  readonly seconds: number;
  readonly results: readonly FigureResult[];
  readonly growths: readonly GrowthResult[];
  readonly failures: readonly Failure[];
};

function asText(report: Report): string {
  const kind = report.quick ? 'quick run: small amounts, few rounds' : 'full run';
  return [
    `${machineLines(report.machine)}\n${kind}, ${report.seconds} s. Medians, with the smallest and the largest round.`,
    figureTable(report.results),
    ...(report.growths.length === 0 ? [] : [growthTable(report.growths)]),
    notes(report.results),
    ...report.failures.map(({figure, reason}) => `${figure} could not be measured: ${reason}`),
    '',
  ].join('\n\n');
}

/** An error with its causes, in one line each. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause === undefined
    ? (error.stack ?? error.message)
    : `${error.message}: ${explain(error.cause)}`;
}

/** Children end with us by themselves; databases of many megabytes do not. */
function tidyUpWhenInterrupted(workspace: Workspace): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void workspace.remove().finally(() => process.exit(INTERRUPTED)));
  }
}

function seconds(begin: number): number {
  return Math.round((performance.now() - begin) / 1000);
}
