import {setTimeout as sleep} from 'node:timers/promises';
import {seededPair} from '../pair.ts';
import type {Chat} from '../programs/chat.ts';
import {echo} from '../programs/echo.ts';
import {natterChat} from '../programs/natter.ts';
import {weechatChat} from '../programs/weechat.ts';
import {andWeechat, atMost, atMostTimes, counted, pairOf, type Times, timeRows, timesOf} from '../rows.ts';
import type {Size} from '../terminal.ts';
import type {Bench, Figure, Result, Row} from '../types.ts';
import {type Key, typeCalmly, typeSteadily} from '../typing.ts';

const SIZES: readonly Size[] = [
  {columns: 200, rows: 50},
  {columns: 80, rows: 24},
];
/** Enough to fill every screen, as a busy log does. */
const FEW = 300;
/** Letters before anything is measured: enough for the compiler of V8. */
const WARM_UP = {quick: 60, full: 200};
/** Everybody types in turn, so that what else the machine does falls on all alike. */
const TURNS = {quick: 3, full: 5};
const KEYS = {quick: 30, full: 200};
/** While messages arrive, letters in one go. */
const STEADY_KEYS = {quick: 60, full: 600};
const PER_SECOND = 1000;
/** A letter typed steadily takes about so long, with its part of the pauses; milliseconds. */
const STEADY_STEP = 55;
/** Messages arrive for so long before and after the letters, milliseconds. */
const MARGIN = {quick: 700, full: 1500};

/** From a key to the last byte that it paints. */
export const keystroke: Figure = {
  id: 'keystroke',
  about: `a letter in the command bar, from writing it to the pseudo-terminal until the last byte is read after which 15 ms are quiet; the screen is full of messages, 41 conversations stand beside it, the partner is connected. Each letter is checked on an emulator afterwards. ${WARM_UP.full} letters to warm up, then ${TURNS.full} turns each of ${KEYS.full} letters (quick: ${WARM_UP.quick}, ${TURNS.quick}, ${KEYS.quick}), by turns with WeeChat and the floor. While messages arrive (from another process each; committed and acknowledged by natter, printed by WeeChat), ${STEADY_KEYS.full} letters (quick: ${STEADY_KEYS.quick}; the long conversation at one size only) go in steps of 35 to 55 ms, and the end is the end of the frame in which the letter is to be seen.`,
  async measure(bench) {
    const results: Result[] = [];
    for (const size of SIZES) {
      const {idle, ...busy} = await measureBusy(bench, size);
      results.push(busy);
      if (!bench.workspace.quick || size === SIZES[0]) {
        results.push(await measureLong(bench, size, idle));
      }
    }
    return {rows: results.flatMap(({rows}) => rows), notes: results.flatMap(({notes}) => notes)};
  },
};

async function measureBusy(bench: Bench, size: Size): Promise<Result & {readonly idle: Times}> {
  const name = nameOf(size);
  bench.workspace.note(`keystroke ${name}: a busy log`);
  const {idle, arriving} = await withChats(bench, FEW, size, chats => measureChats(bench, chats, size));
  const own = idle.natter;
  const rows: Row[] = [
    ...timeRows(`key → painted, ${name}, busy log`, own, idle.weechat, {
      p50: atMost(2.5, 'ms'),
      p99: andWeechat(atMost(10, 'ms'), idle.weechat?.p99 ?? null),
    }),
    {
      what: `bytes per key, ${name}, mean`,
      unit: 'bytes',
      natter: own.bytes,
      weechat: idle.weechat?.bytes ?? null,
      bar: '≤ 250',
      pass: own.bytes <= 250,
    },
    ...timeRows(
      `key, ${name}, ${counted(PER_SECOND)} messages/s arrive`,
      arriving.natter,
      arriving.weechat,
      besides(own),
    ),
  ];
  const floor =
    idle.floor === null
      ? []
      : [`the floor of the harness at ${name}, a bare Node echo: ${pairOf(idle.floor)}`];
  return {idle: own, rows, notes: [...floor, ...arriving.notes]};
}

async function measureLong(bench: Bench, size: Size, short: Times): Promise<Result> {
  const name = nameOf(size);
  bench.workspace.note(`keystroke ${name}: a long conversation`);
  const {idle, arriving} = await withChats(bench, bench.many, size, chats =>
    measureChats(bench, chats, null),
  );
  const many = `${counted(bench.many)} messages in the conversation`;
  const rows = [
    ...timeRows(`key, ${name}, ${many}`, idle.natter, idle.weechat, besides(short)),
    ...timeRows(
      `key, ${name}, ${many} and ${counted(PER_SECOND)}/s arrive`,
      arriving.natter,
      arriving.weechat,
      besides(short),
    ),
  ];
  return {rows, notes: arriving.notes};
}

function nameOf({columns, rows}: Size): string {
  return `${columns}×${rows}`;
}

/** What a time may be beside that of an idle screen. */
function besides(idle: Times) {
  return {p50: atMostTimes(1.5, idle.p50, 'idle'), p99: atMostTimes(1.5, idle.p99, 'idle')};
}

/** With a size, the floor of the harness is measured too. */
async function measureChats(bench: Bench, chats: Chats, floorAt: Size | null) {
  return {idle: await calm(bench, chats, floorAt), arriving: await steady(bench, chats)};
}

type Chats = {readonly natter: Chat; readonly weechat: Chat | null};

/** Times of both, and what the harness itself takes. */
type Calm = {
  readonly natter: Times & {readonly bytes: number};
  readonly weechat: (Times & {readonly bytes: number}) | null;
  readonly floor: Times | null;
};

async function withChats<T>(
  {workspace, natter, hasWeechat}: Bench,
  messages: number,
  size: Size,
  work: (chats: Chats) => Promise<T>,
): Promise<T> {
  const own = await natterChat(natter, await seededPair(workspace, messages), size);
  const weechat = hasWeechat ? await weechatChat(workspace, messages, size) : null;
  try {
    return await work({natter: own, weechat});
  } finally {
    await own.close();
    await weechat?.close();
  }
}

/** With a size, the floor is measured in the same turns. */
async function calm({workspace}: Bench, chats: Chats, floorAt: Size | null): Promise<Calm> {
  const floor = floorAt === null ? null : await echo(workspace, floorAt);
  const mode = workspace.quick ? 'quick' : 'full';
  const everybody = [
    chats.natter,
    ...(chats.weechat === null ? [] : [chats.weechat]),
    ...(floor === null ? [] : [floor]),
  ];
  const keys = new Map<string, Key[]>(everybody.map(({name}) => [name, []]));
  for (const {terminal, bar} of everybody) {
    await typeCalmly(terminal, bar, WARM_UP[mode]);
  }
  for (let turn = 0; turn < TURNS[mode]; turn++) {
    for (const {name, terminal, bar} of everybody) {
      keys.get(name)?.push(...(await typeCalmly(terminal, bar, KEYS[mode])));
    }
  }
  await floor?.close();
  const result = (name: string) => summary(keys.get(name) ?? []);
  return {
    natter: result(chats.natter.name),
    weechat: chats.weechat === null ? null : result(chats.weechat.name),
    floor: floor === null ? null : result(floor.name),
  };
}

function summary(keys: readonly Key[]) {
  const bytes = keys.reduce((sum, key) => sum + key.bytes, 0) / keys.length;
  return {...timesOf(keys.map(({time}) => time)), bytes};
}

type Steady = {readonly natter: Times; readonly weechat: Times | null; readonly notes: readonly string[]};

async function steady({workspace}: Bench, chats: Chats): Promise<Steady> {
  const mode = workspace.quick ? 'quick' : 'full';
  const natter = await typeWhileArriving(chats.natter, mode);
  const weechat = chats.weechat === null ? null : await typeWhileArriving(chats.weechat, mode);
  return {
    natter: timesOf(natter.times),
    weechat: weechat === null ? null : timesOf(weechat.times),
    notes: natter.notes.concat(weechat?.notes ?? []),
  };
}

async function typeWhileArriving({name, terminal, bar, arrive}: Chat, mode: 'quick' | 'full') {
  const count = STEADY_KEYS[mode];
  const begin = performance.now();
  const messages = Math.round(((count * STEADY_STEP + 2 * MARGIN[mode]) * PER_SECOND) / 1000);
  const [, times] = await Promise.all([
    arrive(messages, PER_SECOND),
    sleep(MARGIN[mode]).then(() => typeSteadily(terminal, bar, count)),
  ]);
  const reached = (messages / (performance.now() - begin)) * 1000;
  const isLate = reached < PER_SECOND * 0.9;
  return {times, notes: isLate ? [`${name} took only ${Math.round(reached)} messages/s here`] : []};
}
