import type {LendTerminal} from '../../../components/app/App.tsx';
import {NatterError} from '../../lib/errors.ts';
import {appTexts} from '../../lib/texts/app.ts';
import type {TerminalInput} from '../../terminal/input.ts';
import type {Terminal} from './terminal.ts';

/** How long a stop signal may take to arrive. The timer also keeps the process alive meanwhile. Milliseconds. */
const STOP_GRACE = 100;

/** Ctrl-Z and `fg`. */
export type Suspension = {
  /** Gives the terminal back, stops the process; when it goes on, takes the terminal again. */
  readonly suspend: () => void;
  /** Gives the terminal to a program of the user, such as an editor, until it ends. Rejects as `work` does. */
  readonly lendTo: (work: () => Promise<void>) => Promise<void>;
  /** Listens to signals from outside until closed. */
  readonly close: () => void;
};

export type SuspensionOptions = {
  readonly platform: NodeJS.Platform;
  readonly terminal: Terminal;
  readonly lend: () => LendTerminal | null;
  readonly input: Pick<TerminalInput, 'pause' | 'resume'>;
  /** Resolves once the terminal owes us no answer, which somebody else would read. */
  readonly whenQuiet: () => Promise<void>;
  /** Draws everything again: somebody else stopped us and let us go on. */
  readonly resumed: () => void;
  readonly failed: (error: unknown) => void;
};

/** Creates the suspension of a screen. A stop signal from outside is treated like Ctrl-Z. */
export function createSuspension(options: SuspensionOptions): Suspension {
  const {platform, terminal, lend, input, whenQuiet, resumed, failed} = options;
  let suspended = false;

  function suspend(): void {
    if (platform === 'win32') {
      failed(new NatterError('NO_TERMINAL', appTexts.screen.noSuspension));
      return;
    }
    const lendTerminal = lend();
    if (suspended || lendTerminal === null) {
      return;
    }
    suspended = true;
    lendTerminal(stopped)
      .catch(failed)
      .finally(() => {
        suspended = false;
      });
  }

  /** Ctrl-C and Ctrl-Z mean what they mean to that program. */
  async function lendTo(work: () => Promise<void>): Promise<void> {
    const lendTerminal = lend();
    if (suspended || lendTerminal === null) {
      return;
    }
    suspended = true;
    const inTheirs = async () => {
      await whenQuiet();
      terminal.leave();
      process.off('SIGTSTP', suspend);
      input.pause(); // or we would read what is meant for them
      await nextTurn();
      try {
        await keepingInterrupts(work);
      } finally {
        process.on('SIGTSTP', suspend);
        terminal.enter();
        input.resume();
      }
    };
    await lendTerminal(inTheirs).finally(() => {
      suspended = false;
    });
  }

  async function stopped(): Promise<void> {
    await whenQuiet();
    terminal.leave();
    input.pause();
    process.off('SIGTSTP', suspend);
    try {
      await stopGroup();
    } finally {
      process.on('SIGTSTP', suspend);
      terminal.enter();
      input.resume();
    }
  }

  function continued(): void {
    if (!suspended) {
      resumed();
    }
  }

  process.on('SIGTSTP', suspend);
  process.on('SIGCONT', continued);
  return {
    suspend,
    lendTo,
    close() {
      process.off('SIGTSTP', suspend);
      process.off('SIGCONT', continued);
    },
  };
}

function nextTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

/** An interrupt from the keyboard goes to all processes of the terminal; here it is not meant for us. */
async function keepingInterrupts(work: () => Promise<void>): Promise<void> {
  const listeners = process.listeners('SIGINT');
  const ignore = () => {};
  process.removeAllListeners('SIGINT');
  process.on('SIGINT', ignore);
  try {
    await work();
  } finally {
    process.off('SIGINT', ignore);
    for (const listener of listeners) {
      process.on('SIGINT', listener);
    }
  }
}

/**
 * Stops the whole job, as the terminal driver would: the shell waits for `npm` as well as for us. Without a
 * shell that could let us go on, the system ignores the signal.
 */
async function stopGroup(): Promise<void> {
  const grace = new Promise<void>(resolve => setTimeout(resolve, STOP_GRACE));
  process.kill(0, 'SIGTSTP');
  await grace;
}
