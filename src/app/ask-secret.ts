import type {Readable} from 'node:stream';
import {graphemes} from '../lib/text/graphemes.ts';

const ENTER = /[\r\n]/;
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const CTRL_U = '\u0015';
const BACKSPACES = ['\u007f', '\b'];

/**
 * Asks for a secret on a terminal that is not drawn on yet: nothing of what is typed is shown, nor is what follows
 * while the secret is tried: the terminal stays in raw mode. What was typed ahead is there for who reads next.
 * Resolves with null if the user gives up (Ctrl-C, Ctrl-D, end of input).
 */
export function askSecret(
  prompt: string,
  input: Readable & {readonly setRawMode: (mode: boolean) => unknown},
  output: NodeJS.WritableStream,
): Promise<string | null> {
  input.setRawMode(true); // first: who sees the prompt may type at once
  input.setEncoding('utf8');
  output.write(prompt);
  return new Promise(resolve => {
    let typed = '';

    function onData(text: string): void {
      let read = 0;
      for (const key of graphemes(text)) {
        read += key.length;
        if (ENTER.test(key)) {
          finish(typed);
          if (read < text.length) {
            input.unshift(text.slice(read), 'utf8');
          }
          return;
        }
        if (key === CTRL_C || key === CTRL_D) {
          finish(null);
          return;
        }
        typed = edit(typed, key);
      }
    }

    function finish(answer: string | null): void {
      input.off('data', onData);
      input.off('end', onEnd);
      if (answer === null) {
        input.setRawMode(false);
      }
      input.pause();
      output.write('\n');
      resolve(answer);
    }

    const onEnd = () => finish(null);
    input.on('data', onData);
    input.on('end', onEnd);
    input.resume();
  });
}

function edit(typed: string, key: string): string {
  if (key === CTRL_U) {
    return '';
  }
  return BACKSPACES.includes(key) ? graphemes(typed).slice(0, -1).join('') : typed + key;
}
