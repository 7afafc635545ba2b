import {setTimeout as sleep} from 'node:timers/promises';
import type {Look} from '../emulator.ts';
import {seededPair} from '../pair.ts';
import type {Chat} from '../programs/chat.ts';
import {natterChat} from '../programs/natter.ts';
import {weechatChat} from '../programs/weechat.ts';
import {atMost, counted, pairOf, timeRows, timesOf} from '../rows.ts';
import type {Bench, Figure} from '../types.ts';

const SIZE = {columns: 200, rows: 50};
const PAGE_UP = '\x1b[5~';
const PAGE_DOWN = '\x1b[6~';
const TO_FIRST = '\x1b[1;3H';
const PAGES = {quick: 60, full: 300};
const WARM_UP = 30;
/** Pages that a held key turns to get deep into the history, and the time between two of them, milliseconds. */
const HELD = {quick: 300, full: 3000};
const HELD_STEP = 15;

/** A page of history, wherever it is. */
export const scrollback: Figure = {
  id: 'scrollback',
  about: `a page up or down of 200×50 in the long conversation, from the key until the last byte after which 15 ms are quiet, ${PAGES.quick} pages (full: ${PAGES.full}) at each of three places: up from the end; up after a held key turned ${HELD.quick} pages (full: ${HELD.full}); down from the very first message. ${WARM_UP} pages to warm up at the end. Each page has to show other messages, without a gap.`,
  async measure(bench) {
    const {workspace, natter} = bench;
    const own = await places(bench, await natterChat(natter, await seededPair(workspace, bench.many), SIZE));
    const weechat = bench.hasWeechat
      ? await places(bench, await weechatChat(workspace, bench.many, SIZE))
      : null;
    return {
      rows: [
        ...timeRows(
          `page of scrollback in ${counted(bench.many)}`,
          timesOf(own.all),
          weechat && timesOf(weechat.all),
          {
            p50: null,
            p99: atMost(16, 'ms'),
          },
        ),
        {
          what: `to the first of ${counted(bench.many)} messages`,
          unit: 'milliseconds',
          natter: own.toFirst,
          weechat: weechat?.toFirst ?? null,
          bar: null,
          pass: null,
        },
      ],
      notes: [own.note, ...(weechat === null ? [] : [weechat.note])],
    };
  },
};

async function places({workspace}: Bench, chat: Chat) {
  workspace.note(`scrollback: ${chat.name}`);
  const amount = workspace.quick ? 'quick' : 'full';
  try {
    await turn(chat, PAGE_UP, WARM_UP);
    const end = await turn(chat, PAGE_UP, PAGES[amount]);
    const middle = await deep(chat, HELD[amount]);
    const within = await turn(chat, PAGE_UP, PAGES[amount]);
    const {begin, last} = await chat.terminal.press(TO_FIRST);
    await sleep(500); // the pages after the first are fetched meanwhile
    const start = await turn(chat, PAGE_DOWN, PAGES[amount]);
    return {
      all: [...end, ...within, ...start],
      toFirst: last - begin,
      note: `pages of ${chat.name}: at the end ${pairOf(timesOf(end))}, at message ${counted(middle)} ${pairOf(timesOf(within))}, at the start ${pairOf(timesOf(start))}`,
    };
  } finally {
    await chat.close();
  }
}

/** Turns pages; milliseconds of each. Throws if one shows nothing else, or leaves messages out. */
async function turn({name, terminal}: Chat, key: string, count: number): Promise<number[]> {
  const times: number[] = [];
  let before = span(await terminal.review());
  for (let page = 0; page < count; page++) {
    const {begin, last} = await terminal.press(key);
    times.push(last - begin);
    const look = await terminal.review();
    const after = span(look);
    const moved = key === PAGE_UP ? before.first - after.first : after.last - before.last;
    const gap = key === PAGE_UP ? before.first - after.last : after.first - before.last;
    if (moved <= 0 || gap > 1) {
      throw new Error(
        `${name}: page ${page} went from ${before.first}–${before.last} to ${after.first}–${after.last}\n${look.rows().join('\n')}`,
      );
    }
    before = after;
  }
  return times;
}

/** Holds the key; the number of the message on top then. */
async function deep({terminal}: Chat, pages: number): Promise<number> {
  for (let page = 0; page < pages; page++) {
    terminal.write(PAGE_UP);
    await sleep(HELD_STEP);
  }
  await sleep(1000);
  await terminal.settle();
  return span(await terminal.review()).first;
}

/** Numbers of the first and the last message whose first row is shown. */
function span(look: Look): {first: number; last: number} {
  const numbers = look.rows().flatMap(row => /(?:^|[^\w])n(\d+) [a-z]/.exec(row)?.[1] ?? []);
  return {first: Number(numbers[0]), last: Number(numbers.at(-1))};
}
