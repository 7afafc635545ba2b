import type {Readable} from 'node:stream';
import type {Chord} from '../lib/chords.ts';
import {graphemes} from '../lib/text/graphemes.ts';
import {screenTexts} from '../lib/texts/screen.ts';
import {systemClock} from '../lib/time/clock.ts';
import {createTokenizer, ESCAPE_DELAY} from '../terminal/tokenizer.ts';
import type {Token} from '../terminal/tokens.ts';
import {withoutInput} from './without-input.ts';

const PASTE_ON = '\x1b[?2004h';
const PASTE_OFF = '\x1b[?2004l';
const SEVERAL_LINES = screenTexts.secrets.severalLines;
const ENTER = new Set(['enter', 'ctrl-j']);
const GIVE_UP = new Set(['ctrl-c', 'ctrl-d']);

export type SecretTerminal = {
  readonly input: Readable & {readonly setRawMode: (mode: boolean) => unknown};
  readonly output: NodeJS.WritableStream;
  /** Whether the terminal is to mark what is pasted: false if it does so already, or cannot. */
  readonly marksPastes: boolean;
};

/**
 * Asks for a secret on a terminal that is not drawn on yet: nothing of what is typed is shown, nor is what follows
 * while the secret is tried: the terminal stays in raw mode. What was typed ahead is there for who reads next. A paste
 * of several lines is refused: cut at its first line, it would be another secret than the user believes.
 * Resolves with null if the user gives up (Ctrl-C, Ctrl-D, end of input).
 */
export function askSecret(
  prompt: string,
  {input, output, marksPastes}: SecretTerminal,
): Promise<string | null> {
  input.setRawMode(true); // first: who sees the prompt may type at once
  output.write((marksPastes ? PASTE_ON : '') + prompt);
  return new Promise(resolve => {
    const tokenizer = createTokenizer({escapeDelay: ESCAPE_DELAY.far});
    let typed = '';
    let isDone = false;

    function onData(chunk: Uint8Array | string): void {
      const bytes = Buffer.from(chunk);
      const now = systemClock.monotonic();
      take(tokenizer.tick(now));
      for (let read = 0; read < bytes.length && !isDone; read++) {
        take(tokenizer.push(bytes.subarray(read, read + 1), now));
        if (isDone && read + 1 < bytes.length) {
          input.unshift(bytes.subarray(read + 1));
        }
      }
    }

    function take(tokens: readonly Token[]): void {
      for (const token of tokens) {
        if (token.type === 'key') {
          press(token.chord);
        } else if (token.type === 'paste') {
          paste(token.text);
        }
      }
    }

    function press(chord: Chord): void {
      if ('text' in chord) {
        typed += chord.text;
      } else if (ENTER.has(chord.name)) {
        finish(typed);
      } else if (GIVE_UP.has(chord.name)) {
        finish(null);
      } else if (chord.name === 'ctrl-u') {
        typed = '';
      } else if (chord.name === 'backspace') {
        typed = graphemes(typed).slice(0, -1).join('');
      }
    }

    function paste(text: string): void {
      const line = text.replace(/[\r\n]+$/, '');
      if (/[\r\n]/.test(line)) {
        output.write(`\n${SEVERAL_LINES}\n${prompt}`);
      } else {
        typed += line;
      }
    }

    function finish(answer: string | null): void {
      isDone = true;
      input.off('data', onData);
      input.off('end', onEnd);
      if (answer === null) {
        input.setRawMode(false);
      }
      input.pause();
      output.write(`${marksPastes ? PASTE_OFF : ''}\n`);
      resolve(answer);
    }

    const onEnd = () => finish(null);
    input.on('data', onData);
    input.on('end', onEnd);
    input.resume();
  });
}

/** Tries a secret, which takes a moment, and says so. Nothing that is typed meanwhile gets anywhere; Ctrl-C ends. */
export function tryingSecret<T>(
  {input, output}: Pick<SecretTerminal, 'input' | 'output'>,
  work: () => T | Promise<T>,
): Promise<T> {
  output.write('Checking...\n');
  return withoutInput(
    {
      input,
      clock: systemClock,
      interrupted() {
        input.setRawMode(false);
        process.kill(process.pid, 'SIGINT');
      },
    },
    work,
  );
}
