import {PassThrough, type Readable} from 'node:stream';
import type {Cancel, Clock} from '../../lib/time/clock.ts';

const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';
const PASTE_MARKS = /\x1b\[20[01]~/g;
/** A mark may come in two reads; what could be Escape alone is not waited for. */
const HALF_START = /\x1b\[2(?:00?)?$/;
/** Lines that come in one read were pasted into a terminal that does not say so; escapes are keys. */
const SEVERAL_LINES = /^[^\0-\x08\x0b\x0c\x0e-\x1f\x7f]*[^\r\n][\r\n]+[^\0-\x1f\x7f]/;
const COMMAND = /(?:^|[\r\n])\//;
/** More of such a paste follows within this time, milliseconds. */
const PAUSE = 50;

/** The keys of a terminal, without what was pasted. */
export type Keyboard = {
  /** Keys in the form of a terminal's input, and pastes of a single line. */
  readonly keys: PassThrough & {readonly setRawMode: (mode: boolean) => void};
  /** Gives everything to somebody else; null ends that. */
  readonly divert: (taker: ((text: string) => void) | null) => void;
};

export type KeyboardOptions = {
  readonly input: Readable & {readonly setRawMode?: (mode: boolean) => unknown};
  readonly clock: Pick<Clock, 'after'>;
  /** Takes a paste of several lines; newlines at its end are cut off. */
  readonly pasted: (text: string) => void;
};

/**
 * Tells pastes from keys: by the marks around them (mode 2004), or because several lines, none of them a command, came
 * in one read. What came in the first read may be typed ahead and is taken as keys.
 */
export function createKeyboard({input, clock, pasted}: KeyboardOptions): Keyboard {
  const keys = Object.assign(new PassThrough(), {
    setRawMode: (mode: boolean) => void input.setRawMode?.(mode),
  });
  let taker: ((text: string) => void) | null = null;
  let isFirst = true;
  let half = '';
  /** What came of a paste with marks; null outside of one. */
  let marked: string | null = null;
  /** What came of a paste without marks, and the end of waiting for more. */
  let unmarked: {readonly text: string; readonly cancel: Cancel} | null = null;

  function hear(read: string): void {
    if (taker !== null) {
      taker(read.replace(PASTE_MARKS, ''));
      return;
    }
    const text = half + read;
    half = HALF_START.exec(text)?.[0] ?? '';
    split(text.slice(0, text.length - half.length));
    isFirst = false;
  }

  function split(text: string): void {
    if (marked === null) {
      const start = text.indexOf(PASTE_START);
      type(start === -1 ? text : text.slice(0, start));
      if (start !== -1) {
        marked = '';
        split(text.slice(start + PASTE_START.length));
      }
      return;
    }
    marked += text;
    const end = marked.indexOf(PASTE_END);
    if (end !== -1) {
      const [paste, rest] = [marked.slice(0, end), marked.slice(end + PASTE_END.length)];
      marked = null;
      takePaste(paste);
      split(rest);
    }
  }

  function type(text: string): void {
    if (unmarked !== null && !text.includes('\x1b')) {
      unmarked.cancel();
      gather(unmarked.text + text);
    } else if (!isFirst && SEVERAL_LINES.test(text) && !COMMAND.test(text)) {
      gather(text);
    } else if (text !== '') {
      keys.write(text);
    }
  }

  function gather(text: string): void {
    unmarked = {text, cancel: clock.after(PAUSE, endUnmarked)};
  }

  function endUnmarked(): void {
    const text = unmarked?.text ?? '';
    unmarked = null;
    takePaste(text);
  }

  function takePaste(raw: string): void {
    const text = cleaned(raw);
    if (text.includes('\n')) {
      pasted(text);
    } else {
      keys.write(text);
    }
  }

  input.setEncoding('utf8');
  input.on('data', hear);
  input.on('end', () => keys.end());
  input.resume();
  return {
    keys,
    divert(to) {
      taker = to;
    },
  };
}

/** Nothing in a paste is a key. */
function cleaned(raw: string): string {
  return raw
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', '    ')
    .replace(/[\0-\x09\x0b-\x1f\x7f]/g, '')
    .replace(/\n+$/, '');
}
