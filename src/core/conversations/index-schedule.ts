import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {Database} from '../../storage/types.ts';

/** Milliseconds until what came in is indexed: more may come. */
const DELAY = 1000;
/** Between two pieces everything else has at least so many times what a piece took, and `YIELD` milliseconds. */
const BREATH_FACTOR = 3;
/** The same while more comes in: that is to be stored and shown first, and a larger piece costs less for each message. */
const BUSY_FACTOR = 9;
const YIELD = 20;
/** After a failure, such as a full disk, milliseconds. */
const RETRY = 10 * 60_000;

export type IndexScheduleOptions = {
  readonly database: Pick<Database, 'isIndexBehind' | 'indexNext'>;
  readonly clock: Clock;
  /** It did not work; it is tried again. Searches read the texts until then. */
  readonly onFailure: (error: unknown) => void;
};

/** Has the search index follow the entries, in small pieces and beside everything else. */
export type IndexSchedule = {
  /** Entries were stored, maybe by an earlier run of the program: looks whether there is something to do. */
  readonly noteStored: () => void;
  readonly stop: () => void;
};

export function createIndexSchedule({database, clock, onFailure}: IndexScheduleOptions): IndexSchedule {
  let cancel: Cancel | null = null;
  let stopped = false;
  let hasFailed = false;
  let hasNews = false;

  function plan(wait: number): void {
    cancel = stopped ? null : clock.after(wait, work);
  }

  function work(): void {
    cancel = null;
    const start = clock.monotonic();
    try {
      database.indexNext();
      if (database.isIndexBehind()) {
        const factor = hasNews ? BUSY_FACTOR : BREATH_FACTOR;
        plan(Math.max(YIELD, factor * (clock.monotonic() - start)));
      }
      hasNews = false;
    } catch (error) {
      plan(RETRY);
      tell(error);
    }
  }

  function tell(error: unknown): void {
    if (!hasFailed) {
      hasFailed = true;
      onFailure(error);
    }
  }

  return {
    noteStored() {
      hasNews = true;
      if (cancel === null && database.isIndexBehind()) {
        plan(DELAY);
      }
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
