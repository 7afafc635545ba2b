import type {Cancel, Clock} from '../lib/time/clock.ts';
import {createTokenizer} from './tokenizer.ts';
import type {Token} from './tokens.ts';

export type TokenReaderOptions = {
  readonly clock: Pick<Clock, 'monotonic' | 'after'>;
  /** How long an Escape may be the beginning of a sequence, milliseconds. */
  readonly escapeDelay: number;
  /** Takes the tokens of one read, or of what was waited for in vain. */
  readonly onTokens: (tokens: readonly Token[]) => void;
};

/** A tokenizer with its clock. */
export type TokenReader = {
  readonly push: (bytes: Uint8Array) => void;
  /** The end of something that has begun is still to come, or its time to pass. */
  readonly isWaiting: () => boolean;
  /** Waits for nothing any more until the next read. */
  readonly stop: () => void;
};

/** Reads tokens, and ends in time what the tokenizer waits for. */
export function createTokenReader({clock, escapeDelay, onTokens}: TokenReaderOptions): TokenReader {
  const tokenizer = createTokenizer({escapeDelay});
  let cancel: Cancel | null = null;

  function stop(): void {
    cancel?.();
    cancel = null;
  }

  function watch(): void {
    stop();
    const due = tokenizer.due();
    cancel = due === null ? null : clock.after(Math.max(0, due - clock.monotonic()), beginTick);
  }

  /** After a long turn the timer comes first, although the rest may have arrived: it is read before. */
  function beginTick(): void {
    const turn = setImmediate(tick);
    cancel = () => clearImmediate(turn);
  }

  function tick(): void {
    onTokens(tokenizer.tick(clock.monotonic()));
    watch();
  }

  return {
    push(bytes) {
      onTokens(tokenizer.push(bytes, clock.monotonic()));
      watch();
    },
    isWaiting: () => tokenizer.due() !== null,
    stop,
  };
}
