import type {Cancel, Clock} from '../../lib/time/clock.ts';
import {DRAWN} from '../../store/reading.ts';
import type {TokenSource} from '../../terminal/input.ts';
import type {Token} from '../../terminal/tokens.ts';

/** An answer that takes longer is not waited for. Milliseconds. */
const PATIENCE = 10_000;
/** Milliseconds to wait for an answer of the terminal that would otherwise be typed into the next program. */
const LEAVING_PATIENCE = 200;

export type OutputWatch = {
  /**
   * Asks the terminal, and resolves with true once it has taken all that was written before; with false if it does
   * not answer.
   */
  readonly isTaken: () => Promise<boolean>;
  /** The same for what the screen draws of the state as it is now. */
  readonly isShown: () => Promise<boolean>;
  /** Resolves once no answer is under way, or after a moment: before the terminal is given to somebody else. */
  readonly whenQuiet: () => Promise<void>;
  /** Stops; what waits is answered with false. */
  readonly close: () => void;
};

export type OutputWatchOptions = {
  readonly input: TokenSource;
  readonly clock: Pick<Clock, 'after'>;
  /** Writes the question behind everything else. */
  readonly ask: () => void;
};

/**
 * Watches how far the terminal has come. What was written may lie between us and it for long: with a terminal program
 * that hangs, on a line that is down. The terminal answers a question only when it has come to it.
 *
 * Where a terminal has never answered, a key tells the same: who presses it has a terminal that is alive.
 */
export function watchOutput({input, clock, ask}: OutputWatchOptions): OutputWatch {
  let hasAnswered = false;
  /** Questions that nobody waits for any more. Their answers come first, unless they got lost. */
  let givenUp = 0;
  let settle: ((isTaken: boolean) => void) | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  function hear({type}: Token): void {
    if (type === 'status') {
      hasAnswered = true;
      if (givenUp > 0) {
        givenUp -= 1;
      } else {
        settle?.(true);
      }
    } else if ((type === 'key' || type === 'paste') && !hasAnswered && settle !== null) {
      givenUp += 1;
      settle(true);
    }
  }

  /** One question at a time: the answers all look alike. */
  function question(): Promise<boolean> {
    const owed = givenUp;
    return new Promise(resolve => {
      let cancel: Cancel = () => {};
      settle = isTaken => {
        settle = null;
        cancel();
        resolve(isTaken);
      };
      cancel = clock.after(PATIENCE, () => {
        // One that answered something meanwhile will not answer the rest: it got lost, for instance in an editor.
        givenUp = givenUp < owed ? 0 : givenUp + 1;
        settle?.(false);
      });
      ask();
    });
  }

  const end = input.subscribe(hear);
  const isTaken = () => {
    const asked = turn.then(() => !isClosed && question());
    turn = asked;
    return asked;
  };
  void isTaken(); // to know early whether it answers at all
  return {
    isTaken,
    isShown: () => new Promise(resolve => clock.after(DRAWN, () => resolve(isTaken()))),
    async whenQuiet() {
      if (settle !== null) {
        let timer: NodeJS.Timeout | undefined;
        const patience = new Promise(resolve => {
          timer = setTimeout(resolve, LEAVING_PATIENCE); // keeps the process alive, unlike those of the clock
        });
        await Promise.race([turn, patience]);
        clearTimeout(timer);
      }
    },
    close() {
      isClosed = true;
      end();
      settle?.(false);
    },
  };
}
