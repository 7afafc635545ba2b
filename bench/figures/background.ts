import {readFile} from 'node:fs/promises';
import {setTimeout as sleep} from 'node:timers/promises';
import {seededProfile} from '../profiles.ts';
import {
  natterProgram,
  type Program,
  type Running,
  residentMemory,
  runToEnd,
  startInTerminal,
  startPlain,
} from '../programs.ts';
import {nodeAlone} from '../references/node-alone.ts';
import {timeRawLines} from '../references/raw-lines.ts';
import {timeSocketEvents} from '../socket-events.ts';
import {median as medianOf} from '../statistics.ts';
import type {Contestant, Figure, Row} from '../types.ts';
import type {Workspace} from '../workspace.ts';

const NODE = 'node alone';
const OWN = 'natter with its own core';
const HEADLESS = 'natter, headless';
const RAW = 'raw socket';
/** The name of every profile here; the screen shows it in its first whole frame. */
const NAME = 'bench';
const FLAGS = ['--port', '0', '--host', '127.0.0.1'];
/** What `natter send` may add to Node, milliseconds; what a core may add to headless mode, bytes. */
const SENDING = 30;
const SERVING = 2 * 2 ** 20;
/** Microseconds. */
const EVENT = 100;
/** Events that are timed, and sends. */
const EVENTS = 5000;
const SENDS = 5;
/** A program just started is still tidying up; then it is watched. Milliseconds. */
const SETTLING = 2000;
const WATCHED = 5000;

/** A core that keeps running: what it costs, and what its clients wait for. */
export const background: Figure = {
  id: 'background',
  title: 'a core in the background',
  about:
    'attach: from starting the process of a screen to its name drawn on a pseudo-terminal, where `natter daemon` serves the profile, beside the same screen with a core of its own; send: from starting `natter send` to its end, with the message stored by that core; at rest: memory of `natter daemon` two seconds after its start, and its processor time in the five seconds after that; event: one of 300 letters, from the core to a screen over the socket, in one process.',
  rows: [
    {
      ...{
        metric: 'attach-million',
        title: 'first frame of an attached screen, a million messages (quick: 100,000)',
      },
      ...{unit: 'milliseconds', more: false, goal: 1},
      limit: {label: OWN, value: median => median(OWN, 'attach-million')},
    },
    {
      ...{
        metric: 'send',
        title: '`natter send` until it is stored',
        unit: 'milliseconds',
        more: false,
        goal: 1,
      },
      limit: {label: `${NODE} + ${SENDING} ms`, value: median => median(NODE, 'send') + SENDING},
    },
    {
      ...{metric: 'rest-memory', title: 'memory, a core at rest', unit: 'bytes', more: false, goal: 1},
      limit: {label: `${HEADLESS} + 2 MB`, value: median => median(HEADLESS, 'rest-memory') + SERVING},
    },
    {
      ...{
        metric: 'rest-processor',
        title: 'processor, a core at rest',
        unit: 'percent',
        more: false,
        goal: 1,
      },
      limit: {label: 'allowed', value: () => 0.1},
    },
    {
      ...{metric: 'event', title: 'event over the socket, p99', unit: 'microseconds', more: false, goal: 1},
      limit: {label: 'allowed', value: () => EVENT},
    },
  ] satisfies readonly Row[],
  rounds: {quick: 3, full: 7},
  warmUp: true,
  async stage(workspace) {
    const full = await seededProfile(workspace, workspace.quick ? 100_000 : 1_000_000);
    const own = await seededProfile(workspace, workspace.quick ? 100_000 : 1_000_000);
    const daemon = await startPlain(await natterProgram(['daemon', '--profile', full, ...FLAGS], 'is ready'));
    const alone = await nodeAlone(await workspace.folder('programs'));
    const contestants: Contestant[] = [
      natter(workspace, full),
      {
        name: NODE,
        part: 'limit',
        measure: async () => ({send: await timeOf(await startPlain(alone))}),
      },
      {
        name: OWN,
        part: 'limit',
        measure: async () => ({'attach-million': await timeOf(await startInTerminal(await screen(own)))}),
      },
      {
        name: HEADLESS,
        part: 'limit',
        measure: async () => ({'rest-memory': (await atRest(workspace, '--headless')).memory}),
      },
      {name: RAW, part: 'peer', measure: async () => ({event: await timeRawLines(EVENTS)})},
    ];
    return {contestants, missing: [], close: daemon.stop};
  },
  growth: () => [],
};

function natter(workspace: Workspace, served: string): Contestant {
  return {
    name: 'natter',
    part: 'natter',
    async measure() {
      const sends: number[] = [];
      for (let count = 0; count < SENDS; count++) {
        const words = ['send', 'contact 0', 'the build is done', '--profile', served];
        sends.push(await runToEnd(await natterProgram(words, '')));
      }
      const {memory, processor} = await atRest(workspace, 'daemon');
      return {
        'attach-million': await timeOf(await startInTerminal(await screen(served))),
        send: medianOf(sends),
        'rest-memory': memory,
        'rest-processor': processor,
        event: await timeSocketEvents(await workspace.folder('socket'), EVENTS),
      };
    },
  };
}

function screen(profile: string): Promise<Program> {
  return natterProgram(['--profile', profile, ...FLAGS], NAME);
}

async function timeOf({time, stop}: Running): Promise<number> {
  await stop();
  return time;
}

/** A core of a new profile that nobody uses. */
async function atRest(workspace: Workspace, mode: 'daemon' | '--headless') {
  const words = [mode, '--profile', await workspace.folder('rest'), '--name', NAME, ...FLAGS];
  const core = await startPlain(await natterProgram(words, 'ready'));
  await sleep(SETTLING);
  const memory = await residentMemory(core.pid);
  const before = await processorTime(core.pid);
  await sleep(WATCHED);
  const processor = (100 * ((await processorTime(core.pid)) - before)) / WATCHED;
  await core.stop();
  return {memory, processor};
}

/** What the system gave the main thread of a process so far, milliseconds. Linux only: NaN elsewhere. */
async function processorTime(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '');
  return Number(text.split(' ')[0] || Number.NaN) / 1e6;
}
