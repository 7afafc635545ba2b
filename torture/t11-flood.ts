import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import type {Look} from '../bench/screen/emulator.ts';
import {readBar} from '../bench/screen/programs/natter.ts';
import {startTerminal, type Terminal} from '../bench/screen/terminal.ts';
import {quantile} from '../bench/statistics.ts';
import {type Natter, prepareProfile, program} from './support/natter.ts';
import {sleep} from './support/patience.ts';
import {introduce, makePerson, talkTo} from './support/person.ts';
import {freePort} from './support/ports.ts';
import {noProcesses, usageOf, watchProcess} from './support/process-watch.ts';
import type {Figure, Run} from './types.ts';

export const flood: Figure = {
  id: 'T11',
  title: 'an accepted contact floods 100,000 messages at a screen',
  bar: 'memory +≤ 64 MB, another chat p99 ≤ 200 ms, a keypress ≤ 50 ms',
  async run(run) {
    if (noProcesses !== null) {
      return {skipped: noProcesses};
    }
    const messages = run.quick ? 10_000 : 100_000;
    const {memory, seconds, shown, keys} = await floodScreen(run, messages);
    const p99 = quantile(shown, 0.99);
    const slowest = Math.max(...keys);
    return {
      result:
        `${messages} in ${seconds.toFixed(1)} s: memory +${(memory / MIB).toFixed(0)} MB; ` +
        `${shown.length} messages of another p99 ${p99.toFixed(0)} ms; ` +
        `${keys.length} keys p99 ${quantile(keys, 0.99).toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms`,
      pass: memory <= 64 * MIB && p99 <= 200 && slowest <= 50,
    };
  },
};

const MIB = 2 ** 20;
const LENGTH = 100;
const SIZE = {columns: 100, rows: 40};
/** Between two keys, and between two messages of the other chat, milliseconds. */
const KEY_STEP = 30;
const PROBE_STEP = 60;
const CLEAR = '\x15';
const LINE = 30;
const LINES = 'abcdefghijklmnopqrstuvwxyz';
const FLOODER = new URL('./support/flooder.ts', import.meta.url);
const CALM = 2000;
/** What may still be on its way when the flood is over. */
const REST = 1000;

/** Something that must be seen on the screen, and since when. */
type Expectation = {readonly begin: number; readonly isShown: (look: Look) => boolean};

/** What came of a flood: memory in bytes, times from an event until it was on the screen in milliseconds. */
type Flood = {
  readonly memory: number;
  readonly seconds: number;
  readonly shown: readonly number[];
  readonly keys: readonly number[];
};

/** Floods a natter on a terminal while its user types in the chat with somebody else, who writes too. */
export async function floodScreen(run: Run, messages: number): Promise<Flood> {
  const port = await freePort();
  const terminal = startTerminal(screenOf(run, port), SIZE);
  const carol = (await makePerson(run, 'carol')).start();
  let flooder: ChildProcess | null = null;
  try {
    await terminal.waitFor('the address', look => look.rows().join().includes(`127.0.0.1:${port}`));
    await meet(terminal, carol, port);
    flooder = fork(FLOODER, [String(port), String(messages), String(LENGTH)]);
    await message(flooder, 'linked');
    await sleep(CALM);
    return await measure(terminal, carol, flooder);
  } finally {
    flooder?.kill('SIGKILL');
    await carol.end();
    await terminal.end('SIGTERM');
  }
}

function screenOf(run: Run, port: number) {
  const profile = prepareProfile(run.folder('ann'), {name: 'ann', requests: 'open', host: '127.0.0.1', port});
  return {
    name: 'natter',
    file: process.execPath,
    parameters: [program(), '--profile', profile],
    environment: {PATH: process.env['PATH'] ?? '', HOME: profile},
  };
}

async function meet(terminal: Terminal, carol: Natter, port: number): Promise<void> {
  await introduce(carol, `127.0.0.1:${port}`);
  await talkTo(carol, 'ann');
  await terminal.waitFor('carol', look => look.rows().join().includes('carol'));
  terminal.write('/query carol\r');
  carol.say('hello from carol');
  await terminal.waitFor('her chat', look => look.rows().join().includes('hello from carol'));
  await terminal.waitUntil('an empty bar', look => readBar(look) === '');
}

async function measure(terminal: Terminal, carol: Natter, flooder: ChildProcess): Promise<Flood> {
  const before = usageOf(terminal.pid)?.memory ?? 0;
  const watch = watchProcess(terminal.pid);
  const begin = performance.now();
  const isOver = {now: false};
  flooder.send('go on');
  const probing = probe(carol, isOver);
  const typing = type(terminal, isOver);
  await message(flooder, 'acknowledged');
  const seconds = (performance.now() - begin) / 1000;
  isOver.now = true;
  const [probes, keys] = await Promise.all([probing, typing]);
  await sleep(REST);
  watch.stop();
  const memory = watch.peak() - before;
  return {memory, seconds, ...(await timesUntilShown(terminal, {shown: probes, keys}))};
}

/** Says something again and again in the other chat. */
async function probe(carol: Natter, isOver: {readonly now: boolean}): Promise<Expectation[]> {
  const said: Expectation[] = [];
  while (!isOver.now) {
    const text = `probe ${said.length}.`;
    said.push({
      begin: performance.now(),
      isShown: look => !look.isUnfinished() && look.rows().some(row => row.includes(text)),
    });
    carol.say(text);
    await sleep(PROBE_STEP);
  }
  return said;
}

/** Types lines that can be told apart, letter by letter, and clears each. */
async function type(terminal: Terminal, isOver: {readonly now: boolean}): Promise<Expectation[]> {
  const keys: Expectation[] = [];
  for (let line = 0; !isOver.now; line++) {
    const letter = LINES[line % LINES.length] ?? '';
    for (let length = 1; length <= LINE && !isOver.now; length++) {
      const text = letter.repeat(length);
      const begin = terminal.write(letter);
      keys.push({begin, isShown: look => !look.isUnfinished() && readBar(look)?.startsWith(text) === true});
      await sleep(KEY_STEP);
    }
    await sleep(5 * KEY_STEP);
    terminal.write(CLEAR);
    await sleep(KEY_STEP);
  }
  return keys;
}

/** Looks at all that the terminal was sent, in order. Throws if something was never shown. */
async function timesUntilShown<T extends Record<string, readonly Expectation[]>>(
  terminal: Terminal,
  expected: T,
): Promise<{readonly [K in keyof T]: number[]}> {
  const lists = Object.entries(expected).map(([name, list]) => ({name, list, times: [] as number[]}));
  await terminal.review((look, {at}) => {
    for (const {list, times} of lists) {
      for (let next = list[times.length]; next !== undefined && at >= next.begin; next = list[times.length]) {
        if (!next.isShown(look)) {
          break;
        }
        times.push(at - next.begin);
      }
    }
  });
  const missing = lists.find(({list, times}) => times.length < list.length);
  if (missing !== undefined) {
    throw new Error(`${missing.name}: number ${missing.times.length} of ${missing.list.length} never came`);
  }
  return Object.fromEntries(lists.map(({name, times}) => [name, times])) as {[K in keyof T]: number[]};
}

async function message(child: ChildProcess, wanted: string): Promise<void> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the flooder ended with ${code} instead of being ${wanted}`);
  });
  const [said] = await Promise.race([once(child, 'message'), ended]);
  if (said !== wanted) {
    throw new Error(`the flooder said ${said} instead of ${wanted}`);
  }
}
