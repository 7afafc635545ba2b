import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {Database, EntryRow, ExpiredEntry} from '../../storage/types.ts';
import type {Scheduler} from '../sync/scheduler.ts';

/** Entries erased in one turn: taking the words of one out of a large index costs a millisecond. */
const BATCH = 32;
/** Sweeps come at most this often, milliseconds. */
const PAUSE = 1000;
/** And when something waits to expire at least this often, since the wall clock may be set. */
const LONGEST_WAIT = 60_000;
/** The write-ahead log is emptied of what was erased at most this often, milliseconds. */
const SCRUB_PAUSE = 10_000;

export type DisappearingOptions = {
  readonly database: Database;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly removed: (entries: readonly ExpiredEntry[]) => void;
  /** Texts were erased: copies of them may be left in the file. */
  readonly erased: () => void;
  readonly failed: (error: unknown) => void;
};

/**
 * Erases messages whose time is over. Their end was fixed in wall time when they were committed: a clock that is
 * set forwards by some time ends them that much early, never more.
 */
export type Disappearing = {
  readonly start: () => void;
  /** Entries were committed: some may have an end, and some may have erased others. */
  readonly noted: (rows: readonly EntryRow[]) => void;
  /** Ends may have changed: own messages disappear some time after they were acknowledged. */
  readonly replan: () => void;
  readonly stop: () => void;
};

/** Creates the sweeper. */
export function createDisappearing(options: DisappearingOptions): Disappearing {
  const {database, clock, scheduler} = options;
  let cancelSweep: Cancel | null = null;
  let cancelScrub: Cancel | null = null;
  let lastSweep = Number.NEGATIVE_INFINITY;
  let lastScrub = Number.NEGATIVE_INFINITY;
  let stopped = false;

  const job = {turn: () => attempt(sweep) ?? false};

  function sweep(): boolean {
    lastSweep = clock.monotonic();
    const gone = database.removeExpired(clock.now(), BATCH);
    if (gone.length > 0) {
      options.removed(gone);
      scrubSoon();
    }
    if (gone.length < BATCH) {
      plan();
      return false;
    }
    return true;
  }

  function plan(): void {
    cancelSweep?.();
    cancelSweep = null;
    const next = database.nextExpiry();
    if (next !== null && !stopped) {
      const rest = lastSweep + PAUSE - clock.monotonic();
      const wait = Math.max(rest, Math.min(next - clock.now(), LONGEST_WAIT), 0);
      cancelSweep = clock.after(wait, () => scheduler.request(job));
    }
  }

  function scrubSoon(): void {
    const wait = Math.max(PAUSE, lastScrub + SCRUB_PAUSE - clock.monotonic());
    cancelScrub ??= clock.after(wait, () => attempt(scrub));
  }

  function scrub(): void {
    cancelScrub = null;
    lastScrub = clock.monotonic();
    database.scrub();
    options.erased();
  }

  /** A disk that refuses must not end the program; the next sweep tries again. */
  function attempt<T>(work: () => T): T | null {
    try {
      return stopped ? null : work();
    } catch (error) {
      options.failed(error);
      cancelSweep = clock.after(LONGEST_WAIT, () => scheduler.request(job));
      return null;
    }
  }

  return {
    start: () => scheduler.request(job),
    replan: () => void attempt(plan),
    noted(rows) {
      if (rows.some(row => row.lifetime !== null)) {
        attempt(plan);
      }
      if (rows.some(row => row.kind === 'delete' || row.kind === 'edit')) {
        scrubSoon();
      }
    },
    stop() {
      stopped = true;
      cancelSweep?.();
      cancelScrub?.();
      scheduler.remove(job);
    },
  };
}
