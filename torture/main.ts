/** Tortures natter and prints one table: what SECURITY promises of delivery, and what came of it. */
import {ALONE} from '../__tests__/support/alone.ts';
import {choose} from '../bench/choose.ts';
import {figures} from './figures.ts';
import {type Options, parseOptions, USAGE} from './options.ts';
import {createRun} from './run.ts';
import {killLeftovers} from './support/natter.ts';
import {type Row, report} from './table.ts';
import type {Figure, Outcome} from './types.ts';

Object.assign(process.env, ALONE);

process.exitCode = await main(process.argv.slice(2));

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
  const rows: Row[] = [];
  for (const figure of chosen) {
    rows.push(await attempt(figure, options));
  }
  process.stdout.write(`${report(rows)}\nseed ${options.seed}\n`);
  return rows.every(({outcome}) => 'skipped' in outcome || outcome.pass) ? 0 : 1;
}

async function attempt(figure: Figure, {quick, seed}: Options): Promise<Row> {
  const begin = performance.now();
  const note = (text: string) => void process.stderr.write(`${figure.id}: ${text}\n`);
  const run = createRun({quick, seed, note});
  note(figure.title);
  let outcome: Outcome;
  try {
    outcome = await figure.run(run);
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    outcome = {result: 'could not be carried through', pass: false, notes: why.split('\n')};
  } finally {
    killLeftovers();
    run.remove();
  }
  const seconds = Math.round((performance.now() - begin) / 1000);
  note('skipped' in outcome ? outcome.skipped : `${outcome.pass ? 'met' : 'MISSED'} in ${seconds} s`);
  return {figure, outcome, seconds};
}
