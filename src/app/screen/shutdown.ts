import type {PlainError} from '../../core/api/api.ts';
import {HANG_UP, onEndSignal} from '../process-end.ts';
import type {Terminal} from './terminal.ts';

/** Why the screen ends. */
export type Ending =
  | {readonly type: 'quit'}
  | {readonly type: 'signal'; readonly code: number}
  | {readonly type: 'crash'; readonly error: unknown}
  | {readonly type: 'core-stopped'; readonly error: PlainError | null};

/** Waits for the first reason to end. */
export type EndListener = {
  readonly promise: Promise<Ending>;
  readonly end: (ending: Ending) => void;
  readonly close: () => void;
};

/** The two streams of a terminal, as far as they tell that it is gone. */
type Streams = {
  readonly stdin: Pick<NodeJS.ReadStream, 'on' | 'off'>;
  readonly stdout: Pick<NodeJS.WriteStream, 'on' | 'off'>;
};

/** What a terminal that is gone answers to whoever reads, writes or sets a mode. */
const GONE = /\b(?:EIO|EPIPE|ENXIO|ENOTTY|EBADF)\b/;

/** Listens to signals, to the end of the terminal and to errors that nobody caught, until closed. */
export function listenForEnd(terminal: Terminal, {stdin, stdout}: Streams): EndListener {
  const {promise, resolve} = Promise.withResolvers<Ending>();
  const onError = (error: unknown) => resolve(isHangUp(error) ? HUNG_UP : {type: 'crash', error});
  const onGone = () => resolve(HUNG_UP);

  const endSignals = onEndSignal(code => resolve({type: 'signal', code}));
  process.on('uncaughtException', onError);
  process.on('unhandledRejection', onError);
  process.on('exit', terminal.restore); // whatever happens, the shell gets its terminal back
  stdin.on('error', onGone);
  stdin.on('end', onGone);
  stdout.on('error', onGone);
  return {
    promise,
    end: resolve,
    close() {
      endSignals();
      process.off('exit', terminal.restore);
      stdin.off('end', onGone);
      // What breaks behind the end, such as a timer, changes nothing any more. Errors of the streams stay heard, too: what is written to a terminal that is gone fails later than it is written.
    },
  };
}

const HUNG_UP: Ending = {type: 'signal', code: HANG_UP};

/** Whether an error says only that there is no terminal any more. */
export function isHangUp(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'code' in error && GONE.test(String(error.code))
    ? true
    : error instanceof Error && /^setRawMode E(?:IO|BADF|NOTTY)$/.test(error.message);
}
