import type {Readable} from 'node:stream';
import type {Clock} from '../lib/time/clock.ts';
import {createTokenReader} from './token-reader.ts';
import {ESCAPE_DELAY} from './tokenizer.ts';
import type {Token} from './tokens.ts';

export type TokenListener = (token: Token) => void;

/** Where tokens come from. */
export type TokenSource = {
  /** Calls back with every token, in order; returns what ends that. Tokens wait while nobody listens. */
  readonly subscribe: (listener: TokenListener) => () => void;
};

/** The input of a terminal, as tokens. */
export type TerminalInput = TokenSource & {
  /** Reads on; at first it does not. */
  readonly resume: () => void;
  /** Leaves what comes from now on to somebody else. */
  readonly pause: () => void;
};

export type TerminalInputOptions = {
  readonly stdin: Pick<Readable, 'on' | 'off' | 'resume' | 'pause'>;
  readonly clock: Pick<Clock, 'monotonic' | 'after'>;
  readonly escapeDelay: number;
  /**
   * The terminal made lines of what was typed before it was ours: newlines of the first read were the key Enter. Later
   * ones are a key of their own (Ctrl-J).
   */
  readonly hasTypedAhead?: boolean;
};

/** The input of a terminal, which is in raw mode while this reads. */
export function createTerminalInput(options: TerminalInputOptions): TerminalInput {
  const {stdin, clock, escapeDelay, hasTypedAhead = false} = options;
  const reader = createTokenReader({clock, escapeDelay, onTokens: publish});
  const listeners = new Set<TokenListener>();
  const waiting: Token[] = [];
  let isFirst = hasTypedAhead;
  let isReading = false;
  let isPublishing = false;

  function read(chunk: Uint8Array | string): void {
    const bytes = Buffer.from(chunk);
    reader.push(isFirst ? bytes.map(byte => (byte === NEWLINE ? RETURN : byte)) : bytes);
    isFirst = false;
  }

  function publish(tokens: readonly Token[]): void {
    for (const token of tokens) {
      waiting.push(token);
    }
    if (isPublishing) {
      return; // a listener subscribed another one: each token is heard to its end first
    }
    isPublishing = true;
    while (listeners.size > 0 && waiting.length > 0) {
      const token = waiting.shift() as Token;
      for (const listener of [...listeners]) {
        listener(token);
      }
    }
    isPublishing = false;
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      publish([]);
      return () => listeners.delete(listener);
    },
    resume() {
      if (!isReading) {
        isReading = true;
        stdin.on('data', read);
        stdin.resume();
      }
    },
    pause() {
      if (isReading) {
        isReading = false;
        stdin.off('data', read);
        stdin.pause();
        reader.stop();
      }
    },
  };
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** How long to wait behind an Escape: over ssh the rest of a sequence takes longer. Milliseconds. */
export function escapeDelayIn(environment: {
  readonly SSH_CONNECTION?: string | undefined;
  readonly SSH_TTY?: string | undefined;
}): number {
  const isRemote = [environment.SSH_CONNECTION, environment.SSH_TTY].some(value => (value ?? '') !== '');
  return isRemote ? ESCAPE_DELAY.far : ESCAPE_DELAY.near;
}
