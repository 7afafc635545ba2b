import {setTimeout as sleep} from 'node:timers/promises';
import {findScreens} from '../peers/screens.ts';
import {CONTACTS, seededProfile} from '../profiles.ts';
import {natterProgram, type Program, type Running, startInTerminal, startPlain} from '../programs.ts';
import {inkHello} from '../references/ink-hello.ts';
import {nodeAlone} from '../references/node-alone.ts';
import type {Contestant, Figure, Row, Sample} from '../types.ts';
import type {Workspace} from '../workspace.ts';

const NODE = 'node alone';
const INK = 'Ink hello world';
/** The name of every profile here; the screen shows it in its first whole frame. */
const NAME = 'bench';
const READY = '"event":"ready"';
const FLAGS = ['--port', '0', '--host', '127.0.0.1'];

/** From starting the process until it is of use. */
export const start: Figure = {
  id: 'start',
  title: 'start',
  about:
    "from starting the process of the built natter to the line `ready` (headless), or to its name drawn on a pseudo-terminal of 80×24 (screen). The empty profile has a key and a database but no messages; a profile of a first run is made on the way. natter keeps compiled code from start to start; a screen that ended in order filled that cache before. Ink's hello world is bundled for production.",
  rows: [
    rowOf('headless-empty', 'start, headless, empty profile', NODE, 'headless'),
    rowOf('headless-million', 'start, headless, a million messages (quick: 100,000)', NODE, 'headless'),
    rowOf('screen-empty', 'first frame, empty profile', INK, 'screen'),
    rowOf('screen-million', 'first frame, a million messages (quick: 100,000)', INK, 'screen'),
    {...rowOf('headless-first', 'start, headless, first run of all', NODE, 'headless'), goal: null},
  ],
  rounds: {quick: 5, full: 15},
  warmUp: true,
  async stage(workspace) {
    const folder = await workspace.folder('programs');
    const [alone, hello] = [await nodeAlone(folder), await inkHello(folder)];
    const {screens, missing} = await findScreens(workspace);
    const contestants: Contestant[] = [
      await natter(workspace),
      {name: NODE, part: 'limit', measure: async () => ({headless: await timePlain(alone)})},
      {name: INK, part: 'limit', measure: async () => ({screen: await timeOnScreen(hello)})},
      ...screens.map(
        ({name, program}): Contestant => ({name, part: 'peer', measure: () => timeOfScreen(program)}),
      ),
    ];
    return {contestants, missing, close: async () => {}};
  },
  growth: workspace => [
    {
      title: 'start with n messages',
      unit: 'milliseconds',
      sizes: workspace.quick ? [1000, 10_000, 100_000] : [10_000, 100_000, 1_000_000],
      measure: size => startWith(workspace, size, CONTACTS),
      excuse: null,
    },
    {
      title: 'start with n contacts',
      unit: 'milliseconds',
      sizes: [50, 500, 5000],
      measure: size => startWith(workspace, 1000, size),
      excuse: null,
    },
  ],
};

function rowOf(metric: string, title: string, limit: string, limitMetric: string): Row {
  return {
    metric,
    title,
    unit: 'milliseconds',
    more: false,
    limit: {label: limit, value: median => median(limit, limitMetric)},
    goal: 1.3,
  };
}

async function natter(workspace: Workspace): Promise<Contestant> {
  const empty = await seededProfile(workspace, 0, 0);
  const full = await seededProfile(workspace, workspace.quick ? 100_000 : 1_000_000);
  await endInOrder(await startInTerminal(await onScreen(empty)));
  return {
    name: 'natter',
    part: 'natter',
    async measure() {
      return {
        'headless-empty': await timePlain(await headless(empty)),
        'headless-million': await timePlain(await headless(full)),
        'screen-empty': await timeOnScreen(await onScreen(empty)),
        'screen-million': await timeOnScreen(await onScreen(full)),
        'headless-first': await timePlain(await headless(await workspace.folder('first'))),
      };
    },
  };
}

function headless(profile: string): Promise<Program> {
  return natterProgram(['--headless', '--profile', profile, ...FLAGS], READY);
}

function onScreen(profile: string): Promise<Program> {
  return natterProgram(['--profile', profile, ...FLAGS], NAME);
}

async function timePlain(program: Program): Promise<number> {
  return await timeOf(await startPlain(program));
}

async function timeOnScreen(program: Program): Promise<number> {
  return await timeOf(await startInTerminal(program));
}

async function timeOf({time, stop}: Running): Promise<number> {
  await stop();
  return time;
}

/** Only then does a program keep its compiled code. */
async function endInOrder({pid}: Running): Promise<void> {
  process.kill(pid, 'SIGTERM');
  while (isThere(pid)) {
    await sleep(10);
  }
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A screen of others stands beside both of natter's. */
async function timeOfScreen(program: Program): Promise<Sample> {
  const time = await timeOnScreen(program);
  return {'screen-empty': time};
}

async function startWith(workspace: Workspace, messages: number, contacts: number): Promise<number> {
  return await timePlain(await headless(await seededProfile(workspace, messages, contacts)));
}
