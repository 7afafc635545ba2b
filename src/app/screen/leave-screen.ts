import {fromPlainError} from '../../lib/errors.ts';
import {type CrashLog, reportCrash} from '../crash-log.ts';
import type {ScreenCore} from '../daemon/steady-core.ts';
import {endWithinBound} from '../process-end.ts';
import {type Ending, isHangUp} from './shutdown.ts';
import type {Terminal} from './terminal.ts';

/** How long the core may take to say bye. Milliseconds. */
const STOP_PATIENCE = 2500;
const CRASHED = 1;

export type LeaveScreenOptions = {
  readonly core: Promise<ScreenCore>;
  readonly terminal: Pick<Terminal, 'restore' | 'say'>;
  readonly crashLog: CrashLog;
  /** Closes what stands on the screen, in this order, each by itself. */
  readonly steps: readonly (() => void)[];
  /** All that is drawn has been taken by the terminal. */
  readonly isDrawn: () => Promise<void>;
  /** The same, once everything is drawn. */
  readonly lastSteps: readonly (() => void)[];
  /** Resolves when what was typed and held is with the core. */
  readonly settled: () => Promise<unknown>;
  /** The very last step, when the core is gone. */
  readonly close: () => void;
};

/**
 * Ends a screen: puts the terminal back, says what there is to say and stops the core. Returns the exit code. Throws the
 * `NatterError` of a core that could not start or go on.
 */
export async function leaveScreen(end: Ending, options: LeaveScreenOptions): Promise<number> {
  const {terminal, crashLog} = options;
  // A terminal that is gone must not keep the core from ending.
  const attempt = (step: () => void) => {
    try {
      step();
    } catch (error) {
      if (!isHangUp(error)) {
        reportCrash(error, crashLog);
      }
    }
  };

  endWithinBound(end.type === 'signal' ? end.code : CRASHED);
  options.steps.forEach(attempt);
  await (end.type === 'quit' ? options.isDrawn() : null);
  options.lastSteps.forEach(attempt);
  attempt(terminal.restore);
  const code = tell(end, options);
  await stopCore(options);
  attempt(options.close);
  return code();
}

/** Says what there is to say, now that the normal screen is back; the exit code comes after the core's end. */
function tell(end: Ending, {terminal, crashLog}: LeaveScreenOptions): () => number {
  switch (end.type) {
    case 'quit':
      return () => 0;
    case 'signal':
      return () => end.code;
    case 'crash':
      terminal.say(reportCrash(end.error, crashLog));
      return () => CRASHED;
    case 'core-stopped':
      return () => {
        if (end.error !== null) {
          throw fromPlainError(end.error);
        }
        return 0;
      };
  }
}

async function stopCore({core, settled}: LeaveScreenOptions): Promise<void> {
  const stopped = settled()
    .then(() => core)
    .then(ready => ready.stop())
    .catch(() => {});
  await Promise.race([stopped, new Promise(resolve => setTimeout(resolve, STOP_PATIENCE).unref())]);
}
