/**
 * Builds and starts a program again and again, one step after the other. `build` resolves to false if it failed (and said
 * why), `start` gives a running program {ended, end}: `ended` resolves with its exit code, `end` asks it to end.
 */
export function createDevLoop({build, start, say}) {
  /** @type {{ended: Promise<number>, end: () => void} | null} */
  let program = null;
  let isStale = true;
  let wake = () => {};
  const changed = () =>
    new Promise(resolve => {
      wake = resolve;
    });

  return {
    /** Something changed that the program is made of. */
    noteChange() {
      isStale = true;
      wake();
      program?.end();
    },
    /** Runs until the program ends by itself; resolves with its exit code. */
    async run() {
      for (;;) {
        const next = changed();
        isStale = false;
        if (!(await build())) {
          say('Waiting for a change …');
          await (isStale ? null : next);
          continue;
        }
        if (isStale) {
          continue;
        }
        program = start();
        const code = await program.ended;
        program = null;
        if (!isStale) {
          return code;
        }
      }
    },
    /** Asks the program to end for good; false if none runs. */
    end() {
      program?.end();
      return program !== null;
    },
  };
}
