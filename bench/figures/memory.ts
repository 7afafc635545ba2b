import {setTimeout as sleep} from 'node:timers/promises';
import {type Child, startChild} from '../child.ts';
import {NATTER_CORE} from '../core-stage.ts';
import type {CoreEnd} from '../natter/core.ts';
import {findScreens} from '../peers/screens.ts';
import {seededProfile} from '../profiles.ts';
import {
  natterProgram,
  type Program,
  type Running,
  residentMemory,
  startInTerminal,
  startPlain,
} from '../programs.ts';
import {inkHello} from '../references/ink-hello.ts';
import {nodeAlone} from '../references/node-alone.ts';
import type {Contestant, Figure, Row} from '../types.ts';
import type {Workspace} from '../workspace.ts';

const NODE = 'node alone';
const INK = 'Ink hello world';
const NAME = 'bench';
const READY = '"event":"ready"';
const FLAGS = ['--port', '0', '--host', '127.0.0.1', '--requests', 'open'];
/** A program just started is still tidying up, milliseconds. */
const SETTLING = 1000;

/** What natter takes of the machine's memory. */
export const memory: Figure = {
  id: 'memory',
  title: 'memory',
  about:
    'resident memory of the process of the built natter, as the system counts it, one second after it began or after the last message; no garbage collection is forced. On the screen the core is a thread of the same process.',
  rows: [
    rowOf('headless', 'memory, headless, idle', NODE),
    rowOf('headless-million', 'memory, headless, a million messages (quick: 100,000)', NODE),
    rowOf('received', 'memory, headless, after 100,000 received (quick: 10,000)', NODE),
    rowOf('screen', 'memory, screen, idle', INK),
    rowOf('screen-million', 'memory, screen, a million messages (quick: 100,000)', INK),
  ],
  rounds: {quick: 1, full: 2},
  warmUp: false,
  async stage(workspace) {
    const folder = await workspace.folder('programs');
    const [alone, hello] = [await nodeAlone(folder), await inkHello(folder)];
    const {screens, missing} = await findScreens(workspace);
    const contestants: Contestant[] = [
      await natter(workspace),
      {
        name: NODE,
        part: 'limit',
        async measure() {
          const bytes = await atRest(await startPlain(alone));
          return {headless: bytes, 'headless-million': bytes, received: bytes};
        },
      },
      {
        name: INK,
        part: 'limit',
        async measure() {
          const bytes = await atRest(await startInTerminal(hello));
          return {screen: bytes, 'screen-million': bytes};
        },
      },
      ...screens.map(
        ({name, program}): Contestant => ({
          name,
          part: 'peer',
          measure: async () => ({screen: await atRest(await startInTerminal(program))}),
        }),
      ),
    ];
    return {contestants, missing, close: async () => {}};
  },
  growth: workspace => [
    {
      title: 'memory with n messages',
      unit: 'bytes',
      sizes: workspace.quick ? [1000, 10_000, 100_000] : [10_000, 100_000, 1_000_000],
      measure: async size =>
        await atRest(await startPlain(await headless(await seededProfile(workspace, size)))),
      excuse: null,
    },
    {
      title: 'memory after n received',
      unit: 'bytes',
      sizes: workspace.quick ? [100, 1000, 10_000] : [1000, 10_000, 100_000],
      measure: size => afterReceiving(workspace, size),
      excuse: null,
    },
  ],
};

function rowOf(metric: string, title: string, limit: string): Row {
  return {
    metric,
    title,
    unit: 'bytes',
    more: false,
    limit: {label: limit, value: median => median(limit, metric)},
    goal: null,
  };
}

async function natter(workspace: Workspace): Promise<Contestant> {
  const empty = await seededProfile(workspace, 0, 0);
  const full = await seededProfile(workspace, workspace.quick ? 100_000 : 1_000_000);
  return {
    name: 'natter',
    part: 'natter',
    async measure() {
      return {
        headless: await atRest(await startPlain(await headless(empty))),
        'headless-million': await atRest(await startPlain(await headless(full))),
        received: await afterReceiving(workspace, workspace.quick ? 10_000 : 100_000),
        screen: await atRest(await startInTerminal(await onScreen(empty))),
        'screen-million': await atRest(await startInTerminal(await onScreen(full))),
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

async function atRest(program: Running): Promise<number> {
  await sleep(SETTLING);
  const bytes = await residentMemory(program.pid);
  await program.stop();
  return bytes;
}

/** Memory of a headless natter to which another has written so much. */
async function afterReceiving(workspace: Workspace, count: number): Promise<number> {
  const receiver = await startPlain(await headless(await workspace.folder('receiver')));
  const sender: Child<CoreEnd> = startChild<CoreEnd>(NATTER_CORE);
  await sender.call.open(await workspace.folder('sender'), 'sender');
  const ready = /^\{"event":"ready".*\}$/m.exec(receiver.output())?.[0] ?? '{}';
  const {port} = JSON.parse(ready) as {port: number};
  await sender.call.sayAll(await sender.call.connect(port), 0, count);
  const bytes = await atRest(receiver);
  await sender.stop();
  return bytes;
}
