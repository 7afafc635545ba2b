/** Something that works in small turns: a session, the writer of own entries. */
export type Job = {
  /** Does one batch; true if there is more to do. */
  readonly turn: () => boolean;
};

/**
 * Gives each job that asked one turn after the other (round robin), and lets the event loop breathe
 * between turns, so that a flood from one peer delays neither another peer nor the user (SECURITY rule 9).
 */
export type Scheduler = {
  readonly request: (job: Job) => void;
  readonly remove: (job: Job) => void;
};

/** `defer` runs a callback after pending input was read; tests inject their own. */
export function createScheduler(defer: (callback: () => void) => void = setImmediate): Scheduler {
  const ready = new Set<Job>();
  let running = false;

  function run(): void {
    running = false;
    const [job] = ready;
    if (job === undefined) {
      return;
    }
    ready.delete(job);
    try {
      if (job.turn()) {
        ready.add(job);
      }
    } finally {
      wake();
    }
  }

  function wake(): void {
    if (!running && ready.size > 0) {
      running = true;
      defer(run);
    }
  }

  return {
    request(job) {
      ready.add(job);
      wake();
    },
    remove(job) {
      ready.delete(job);
    },
  };
}
