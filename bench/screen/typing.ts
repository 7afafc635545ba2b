import {setTimeout as sleep} from 'node:timers/promises';
import type {Look} from './emulator.ts';
import type {Terminal} from './terminal.ts';

/** What is typed: no spaces, so that each letter can be seen on the screen. */
const TEXT = 'every-letter-of-this-line-has-to-appear';
const CLEAR = '\x15';
/** Typing on while the program is busy: a letter each 35 to 55 ms, so that no rhythm is met. */
const STEP = 35;
const STEP_SPREAD = 20;

/** How to see what was typed: the text of the command bar, or null where it is not to be seen. */
export type BarReader = (look: Look) => string | null;

/** A letter: milliseconds until its last byte was read, and bytes until the program was quiet. */
export type Key = {readonly time: number; readonly bytes: number};

/**
 * Types letters, each after the last one is painted and the program is quiet. Throws if a letter was not to be
 * seen on the screen by then.
 */
export async function typeCalmly(terminal: Terminal, bar: BarReader, count: number): Promise<Key[]> {
  const keys: Key[] = [];
  while (keys.length < count) {
    await clear(terminal, bar);
    for (let length = 1; length <= TEXT.length && keys.length < count; length++) {
      const text = TEXT.slice(0, length);
      const {begin, last, bytes} = await terminal.press(text.slice(-1), look => bar(look) === text);
      keys.push({time: last - begin, bytes});
      await sleep(Math.random() * 5);
    }
  }
  await clear(terminal, bar);
  return keys;
}

/**
 * Types letters in steps of time, whatever the program does meanwhile; milliseconds from each letter until it
 * was to be seen and the frame that it came in was whole. After each line it waits for the program.
 */
export async function typeSteadily(terminal: Terminal, bar: BarReader, count: number): Promise<number[]> {
  const times: number[] = [];
  while (times.length < count) {
    terminal.write(CLEAR);
    await terminal.waitUntil('an empty bar', look => bar(look) === '');
    const begins: number[] = [];
    for (const letter of TEXT.slice(0, count - times.length)) {
      begins.push(terminal.write(letter));
      await sleep(STEP + Math.random() * STEP_SPREAD);
    }
    times.push(...(await timesUntilShown(terminal, bar, begins)));
  }
  terminal.write(CLEAR);
  await terminal.waitUntil('an empty bar', look => bar(look) === '');
  return times;
}

/** `begins`: when each letter of the line was written. */
async function timesUntilShown(
  terminal: Terminal,
  bar: BarReader,
  begins: readonly number[],
): Promise<number[]> {
  const times: number[] = [];
  await terminal.waitUntil('the whole line', (look, at) => {
    const shown = look.isUnfinished() ? null : bar(look);
    for (let begin = begins[times.length]; begin !== undefined; begin = begins[times.length]) {
      if (at < begin || shown === null || !shown.startsWith(TEXT.slice(0, times.length + 1))) {
        return false;
      }
      times.push(at - begin);
    }
    return true;
  });
  return times;
}

async function clear(terminal: Terminal, bar: BarReader): Promise<void> {
  terminal.write(CLEAR);
  await terminal.waitUntil('an empty bar', look => bar(look) === '');
  await terminal.settle();
}
