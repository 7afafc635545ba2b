import {execFile} from 'node:child_process';
import {mkdir} from 'node:fs/promises';
import {loadavg} from 'node:os';
import {resolve} from 'node:path';
import {promisify} from 'node:util';
import {ALONE} from '../../__tests__/support/alone.ts';
import {killChildren} from '../child.ts';
import {choose} from '../choose.ts';
import {describeMachine} from '../machine.ts';
import {createWorkspace} from '../workspace.ts';
import {keystroke} from './figures/keystroke.ts';
import {memory} from './figures/memory.ts';
import {scrollback} from './figures/scrollback.ts';
import {search} from './figures/search.ts';
import {start} from './figures/start.ts';
import {type Options, parseOptions, USAGE} from './options.ts';
import {buildNatter} from './programs/natter.ts';
import {hasWeechat} from './programs/weechat.ts';
import {asText, type Report} from './report.ts';
import {endTerminals} from './terminal.ts';
import type {Bench, Figure} from './types.ts';

Object.assign(process.env, ALONE);

const figures: readonly Figure[] = [keystroke, scrollback, search, start, memory];
const MANY = {quick: 100_000, full: 1_000_000};

process.exitCode = await main(process.argv.slice(2));

/** Measures and prints; 1 if a figure could not be measured, 2 for wrong usage. A bar missed is no failure. */
async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = parseOptions(argv);
    if (options.help) {
      process.stdout.write(`${USAGE}\nFigures: ${figures.map(({id}) => id).join(', ')}\n`);
      return 0;
    }
    return await run(options, choose(figures, options.only));
  } catch (error) {
    if (!(error instanceof TypeError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    return 2;
  }
}

async function run(options: Options, chosen: readonly Figure[]): Promise<number> {
  const begin = performance.now();
  const seconds = () => Math.round((performance.now() - begin) / 1000);
  const note = (text: string) => void process.stderr.write(`[${seconds()} s] ${text}\n`);
  const workspace = await createWorkspace({quick: options.quick, base: options.folder, note});
  try {
    const machine = await describeMachine(await workspace.folder('probe'));
    const bench = await prepare(options, workspace);
    const {measured, failures} = await measure(bench, chosen);
    const report: Report = {
      ...{machine, loadAtEnd: loadavg()[0] ?? 0, quick: options.quick, seconds: seconds()},
      ...{weechat: bench.hasWeechat ? await weechatVersion() : null, figures: measured, failures},
    };
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 1)}\n` : asText(report));
    return failures.length === 0 ? 0 : 1;
  } finally {
    await workspace.remove();
  }
}

async function prepare({quick, soak, rate, cpuProf}: Options, workspace: Bench['workspace']): Promise<Bench> {
  const profiles = cpuProf === null ? null : resolve(cpuProf);
  if (profiles !== null) {
    await mkdir(profiles, {recursive: true});
  }
  const natter = await buildNatter(workspace, profiles);
  return {workspace, natter, hasWeechat: hasWeechat(), many: quick ? MANY.quick : MANY.full, soak, rate};
}

async function measure(
  bench: Bench,
  chosen: readonly Figure[],
): Promise<Pick<Report, 'failures'> & {measured: Report['figures']}> {
  const measured: Report['figures'][number][] = [];
  const failures: Report['failures'][number][] = [];
  for (const {id, about, measure} of chosen) {
    try {
      measured.push({id, about, ...(await measure(bench))});
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      failures.push({figure: id, reason});
      bench.workspace.note(`${id} failed: ${reason}`);
      killChildren(); // what it left would run beside the next figure, and keep this process
      await endTerminals();
    }
  }
  return {measured, failures};
}

async function weechatVersion(): Promise<string> {
  const {stdout} = await promisify(execFile)('weechat', ['--version']);
  return `WeeChat ${stdout.trim()}`;
}
