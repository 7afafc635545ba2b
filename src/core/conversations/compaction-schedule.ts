import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {Database} from '../../storage/types.ts';

/** Milliseconds from the deletion of a single text until the file is written anew: others may follow. */
const DELAY = 10_000;
/** From one rewrite to the next, for single texts: at least this, milliseconds, */
const COOLDOWN = 60_000;
/** and so many times what the last one took, so that a contact who deletes on and on keeps no disk busy. */
const COOLDOWN_FACTOR = 50;
/** Between two pieces everything else has at least as long as a piece took, and at least this, milliseconds. */
const YIELD = 5;
/** After a failure, such as a full disk, milliseconds. */
const RETRY = 10 * 60_000;

export type CleaningOptions = {
  readonly database: Pick<Database, 'traces' | 'rewrite'>;
  readonly clock: Clock;
  /** It did not work; it is tried again. Told once in a run of the program. */
  readonly failed: (error: unknown) => void;
};

/** Writes the database anew, in small pieces, when something was deleted of which traces may be left in it. */
export type Cleaning = {
  /** Goes on with what an earlier run of the program left to do. */
  readonly start: () => void;
  /** Something was deleted: looks whether there is something to do. */
  readonly noted: () => void;
  readonly stop: () => void;
};

export function createCleaning({database, clock, failed}: CleaningOptions): Cleaning {
  let cancel: Cancel | null = null;
  /** When the present rewrite began; null if none is under way. */
  let begun: number | null = null;
  let restUntil = Number.NEGATIVE_INFINITY;
  let hasTold = false;
  let stopped = false;

  function plan(): void {
    if (begun !== null || stopped) {
      return; // what is deleted now is noticed at its end
    }
    const wait = waitingTime();
    cancel?.();
    cancel = wait === null ? null : clock.after(wait, attempt(work));
  }

  /** Milliseconds; null if nothing is to do. Who forgets somebody waits for no rest. */
  function waitingTime(): number | null {
    const traces = database.traces();
    if (traces === 'conversation') {
      return YIELD;
    }
    return traces === null ? null : Math.max(DELAY, restUntil - clock.monotonic());
  }

  function work(): void {
    const start = clock.monotonic();
    begun ??= start;
    const isMore = database.rewrite();
    const now = clock.monotonic();
    if (isMore) {
      cancel = clock.after(Math.max(YIELD, now - start), attempt(work));
      return;
    }
    restUntil = now + Math.max(COOLDOWN, COOLDOWN_FACTOR * (now - begun));
    begun = null;
    plan();
  }

  /** A disk that refuses must not end the program. */
  function attempt(task: () => void): () => void {
    return () => {
      try {
        task();
      } catch (error) {
        begun = null;
        cancel?.();
        cancel = stopped ? null : clock.after(RETRY, attempt(work));
        tell(error);
      }
    };
  }

  function tell(error: unknown): void {
    if (!hasTold) {
      hasTold = true;
      failed(error);
    }
  }

  return {
    start: attempt(plan),
    noted: attempt(plan),
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
