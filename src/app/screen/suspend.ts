import type {LendTerminal} from '../../../components/App.tsx';
import type {Terminal} from './terminal.ts';

/** How long a stop signal may take to arrive. The timer also keeps the process alive meanwhile. Milliseconds. */
const STOP_GRACE = 100;

/** Ctrl-Z and `fg`. */
export type Suspension = {
  /** Gives the terminal back, stops the process; when it goes on, takes the terminal again. */
  readonly suspend: () => void;
  /** Listens to signals from outside until closed. */
  readonly close: () => void;
};

export type SuspensionOptions = {
  readonly terminal: Terminal;
  readonly lend: () => LendTerminal | null;
  /** Draws everything again: somebody else stopped us and let us go on. */
  readonly resumed: () => void;
  readonly failed: (error: unknown) => void;
};

/** Makes the suspension of a screen. A stop signal from outside is treated like Ctrl-Z. */
export function createSuspension({terminal, lend, resumed, failed}: SuspensionOptions): Suspension {
  let suspended = false;

  function suspend(): void {
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

  async function stopped(): Promise<void> {
    terminal.leave();
    process.off('SIGTSTP', suspend);
    await stopGroup();
    process.on('SIGTSTP', suspend);
    terminal.enter();
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
    close() {
      process.off('SIGTSTP', suspend);
      process.off('SIGCONT', continued);
    },
  };
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
