import {NatterError} from '../../lib/errors.ts';
import type {Clock} from '../../lib/time/clock.ts';

/** The way into a profile that is locked, for the screens that come to its socket. */
export type Door = {
  /**
   * Tries a passphrase. Resolves once the core is open; rejects with `PASSPHRASE_WRONG`, or with what keeps the core from
   * beginning.
   */
  readonly unlock: (passphrase: string) => Promise<void>;
  /** Ends natter though nobody has opened it. */
  readonly end: () => void;
};

/** The answer to a wrong passphrase waits: twice as long each time, at most the last. Milliseconds. */
const FIRST_PAUSE = 1000;
const LAST_PAUSE = 30_000;

export type DoorOptions = {
  /** Opens the core. Rejects with `PASSPHRASE_WRONG` as long as it is locked. */
  readonly open: (passphrase: string) => Promise<void>;
  readonly end: () => void;
  readonly clock: Pick<Clock, 'after'>;
};

/** Creates a door at which one passphrase is tried at a time, and none behind the one that opened it. */
export function createDoor({open, end, clock}: DoorOptions): Door {
  let last: Promise<unknown> = Promise.resolve();
  let pause = FIRST_PAUSE;
  let isOpen = false;

  async function attempt(passphrase: string): Promise<void> {
    if (isOpen) {
      return; // somebody else was faster
    }
    try {
      await open(passphrase);
      isOpen = true;
    } catch (error) {
      if (error instanceof NatterError && error.code === 'PASSPHRASE_WRONG') {
        await new Promise<void>(resolve => clock.after(pause, resolve));
        pause = Math.min(2 * pause, LAST_PAUSE);
      }
      throw error;
    }
  }

  return {
    unlock(passphrase) {
      const tried = last.then(() => attempt(passphrase));
      last = tried.catch(() => {}); // told to whoever tried it
      return tried;
    },
    end,
  };
}
