import type {Readable} from 'node:stream';
import type {Clock} from '../lib/time/clock.ts';
import {createTokenReader} from '../terminal/token-reader.ts';
import {ESCAPE_DELAY} from '../terminal/tokenizer.ts';

export type DeafOptions = {
  readonly input: Readable;
  readonly clock: Pick<Clock, 'monotonic' | 'after'>;
  /** Ctrl-C, which is no signal where the terminal is in raw mode. */
  readonly interrupted: () => void;
};

/**
 * Does some work, and throws away what is typed until it has ended: a passphrase that is entered twice since nothing
 * seemed to happen must not stand, or be sent, where text goes then. A paste that has begun is thrown away to its end.
 */
export async function withoutInput<T>(options: DeafOptions, work: () => T | Promise<T>): Promise<T> {
  const {input, clock, interrupted} = options;
  let rested = () => {};
  const reader = createTokenReader({
    clock,
    escapeDelay: ESCAPE_DELAY.far,
    onTokens(tokens) {
      if (
        tokens.some(token => token.type === 'key' && 'name' in token.chord && token.chord.name === 'ctrl-c')
      ) {
        interrupted();
      }
      rested();
    },
  });
  const read = (chunk: Uint8Array | string) => reader.push(Buffer.from(chunk));

  input.on('data', read);
  input.resume();
  try {
    return await work();
  } finally {
    await nextTurn(); // what the terminal has kept while this thread was busy is read in between
    await nextTurn();
    while (reader.isWaiting()) {
      await new Promise<void>(resolve => {
        rested = resolve;
      });
    }
    reader.stop();
    input.off('data', read);
    input.pause();
  }
}

function nextTurn(): Promise<void> {
  return new Promise(setImmediate);
}
