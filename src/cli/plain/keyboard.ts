import {PassThrough, type Readable} from 'node:stream';
import type {Cancel, Clock} from '../../lib/time/clock.ts';
import {legacyBytesOf} from '../../terminal/legacy-keys.ts';
import {createTokenReader} from '../../terminal/token-reader.ts';
import type {Token} from '../../terminal/tokens.ts';

/** Lines that come in one read were pasted into a terminal that does not say so; other keys than Enter are none. */
const SEVERAL_LINES = /^[^\0-\x08\x0b\x0c\x0e-\x1f\x7f]*[^\r\n][\r\n]+[^\0-\x1f\x7f]/;
const COMMAND = /(?:^|[\r\n])\//;
/** More of such a paste follows within this time, milliseconds. */
const PAUSE = 50;

/** The keys of a terminal, without what was pasted. */
export type Keyboard = {
  /** Keys in the form of a terminal's input, and pastes of a single line. */
  readonly keys: PassThrough & {readonly setRawMode: (mode: boolean) => void};
  /** Gives all that comes, as it comes, to somebody else; null ends that. */
  readonly divert: (taker: ((bytes: Uint8Array) => void) | null) => void;
};

export type KeyboardOptions = {
  readonly input: Readable & {readonly setRawMode?: (mode: boolean) => unknown};
  readonly clock: Pick<Clock, 'after' | 'monotonic'>;
  /** How long an Escape may be the beginning of a sequence, milliseconds. */
  readonly escapeDelay: number;
  /** Takes a paste of several lines, with newlines at its end cut off; null: one that is too long to be kept. */
  readonly pasted: (text: string | null) => void;
};

type KeyToken = Extract<Token, {type: 'key'}>;

/**
 * Tells pastes from keys: by the marks around them (mode 2004), or because several lines, none of them a command, came
 * in one read. What came in the first read may be typed ahead and is taken as keys.
 */
export function createKeyboard({input, clock, escapeDelay, pasted}: KeyboardOptions): Keyboard {
  const keys = Object.assign(new PassThrough(), {
    setRawMode: (mode: boolean) => void input.setRawMode?.(mode),
  });
  const reader = createTokenReader({clock, escapeDelay, onTokens: hear});
  let taker: ((bytes: Uint8Array) => void) | null = null;
  let isFirst = true;
  /** What came of a paste without marks, and the end of waiting for more. */
  let unmarked: {readonly text: string; readonly cancel: Cancel} | null = null;

  function read(chunk: Uint8Array | string): void {
    const bytes = Buffer.from(chunk);
    if (taker === null) {
      reader.push(bytes);
      isFirst = false;
    } else {
      taker(bytes);
    }
  }

  function hear(tokens: readonly Token[]): void {
    let pressed: KeyToken[] = [];
    for (const token of tokens) {
      if (token.type === 'key') {
        pressed.push(token);
      } else if (token.type === 'paste') {
        press(pressed);
        pressed = [];
        takePaste(token);
      }
    }
    press(pressed);
  }

  function press(pressed: readonly KeyToken[]): void {
    if (pressed.length === 0) {
      return;
    }
    const bytes = pressed.map(({chord}) => legacyBytesOf(chord)).join('');
    if (unmarked !== null && !bytes.includes('\x1b')) {
      unmarked.cancel();
      gather(unmarked.text + bytes);
    } else if (!isFirst && SEVERAL_LINES.test(bytes) && !COMMAND.test(bytes)) {
      gather(bytes);
    } else if (bytes !== '') {
      keys.write(bytes);
    }
  }

  function gather(text: string): void {
    unmarked = {text, cancel: clock.after(PAUSE, endUnmarked)};
  }

  function endUnmarked(): void {
    const text = unmarked?.text ?? '';
    unmarked = null;
    takePaste({text, isCut: false});
  }

  function takePaste({text, isCut}: {readonly text: string; readonly isCut: boolean}): void {
    const clean = cleaned(text);
    if (isCut) {
      pasted(null);
    } else if (clean.includes('\n')) {
      pasted(clean);
    } else {
      keys.write(clean);
    }
  }

  input.on('data', read);
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
