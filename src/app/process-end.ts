/**
 * How the process ends, whatever it waits for: the first signal asks it to, a second one kills it, and what has begun
 * to end is over after `END_BOUND`.
 */
import {constants} from 'node:os';

/** Longest time from the first reason to end until the process is gone, milliseconds. */
export const END_BOUND = 3000;

/** All that would end a process and can be heard; SIGUSR1 is Node's own. A system that lacks one never sends it. */
const END_SIGNALS = [
  ...(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR2', 'SIGABRT', 'SIGALRM', 'SIGVTALRM'] as const),
  ...(['SIGXCPU', 'SIGXFSZ', 'SIGTRAP', 'SIGSYS', 'SIGIO', 'SIGPWR', 'SIGSTKFLT'] as const),
];

/** A terminal that is gone is told by this signal; not all who notice it get the signal. */
export const HANG_UP = 128 + constants.signals.SIGHUP;

let isBounded = false;
let threads = 0;

process.on('worker', worker => {
  threads += 1;
  worker.once('exit', () => {
    threads -= 1;
  });
});

/**
 * Calls `listener` at the first signal that asks the process to end, with the exit code it calls for; from then on
 * the process has `END_BOUND`, and any further signal kills it. Returns what ends that.
 */
export function onEndSignal(listener: (code: number) => void): () => void {
  let isEnding = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (isEnding) {
      die();
      return;
    }
    isEnding = true;
    const code = 128 + constants.signals[signal];
    endWithinBound(code);
    listener(code);
  };
  for (const signal of END_SIGNALS) {
    process.on(signal, onSignal);
  }
  return () => {
    for (const signal of END_SIGNALS) {
      process.off(signal, onSignal);
    }
  };
}

/** The process has begun to end: it is over after `END_BOUND`, with this exit code if it can still end by itself. */
export function endWithinBound(code: number): void {
  if (isBounded) {
    return;
  }
  isBounded = true;
  setTimeout(() => {
    if (threads > 0) {
      die(); // to exit means to wait for threads, which may be in the middle of anything
    } else {
      process.exit(code);
    }
  }, END_BOUND).unref();
}

/** Ends the process at once. Whatever it has open survives a kill; the terminal is put back before. */
function die(): void {
  try {
    process.emit('exit', 1);
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
}
