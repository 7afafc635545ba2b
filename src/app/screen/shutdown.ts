import {constants} from 'node:os';
import type {PlainError} from '../../core/api/api.ts';
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

/** All that would end a process and can be heard; SIGUSR1 is Node's own. A system that lacks one never sends it. */
const SIGNALS = [
  ...(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR2', 'SIGABRT', 'SIGALRM', 'SIGVTALRM'] as const),
  ...(['SIGXCPU', 'SIGXFSZ', 'SIGTRAP', 'SIGSYS', 'SIGIO', 'SIGPWR', 'SIGSTKFLT'] as const),
];

/** Listens to signals and to errors that nobody caught, until closed. */
export function listenForEnd(terminal: Terminal): EndListener {
  const {promise, resolve} = Promise.withResolvers<Ending>();
  const onSignal = (signal: NodeJS.Signals) =>
    resolve({type: 'signal', code: 128 + constants.signals[signal]});
  const onError = (error: unknown) => resolve({type: 'crash', error});

  for (const signal of SIGNALS) {
    process.on(signal, onSignal);
  }
  process.on('uncaughtException', onError);
  process.on('unhandledRejection', onError);
  process.on('exit', terminal.restore); // whatever happens, the shell gets its terminal back
  return {
    promise,
    end: resolve,
    close() {
      for (const signal of SIGNALS) {
        process.off(signal, onSignal);
      }
      process.off('uncaughtException', onError);
      process.off('unhandledRejection', onError);
      process.off('exit', terminal.restore);
    },
  };
}
