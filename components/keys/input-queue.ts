import {createStore} from 'zustand/vanilla';
import type {Clock} from '../../src/lib/time/clock.ts';

/** Input waits no longer than this for what was entered before it, milliseconds. */
export const HOLD_LIMIT = 5000;
/** Events of input that wait at most: a paste is one, and so is a read of typed text. */
export const MAX_WAITING = 4096;
/** What ends sooner is not worth a word on the screen, milliseconds. */
const QUIET = 150;

/** What the input waits for. */
export type Hold = {
  /** How the user knows it, such as `/connect`. */
  readonly label: string;
  /** It may change where input goes, so nothing that came after it is handled unless it ends well. */
  readonly redirects: boolean;
};

/** Why input that waited was not handled. */
export type GivenBack = {readonly label: string; readonly reason: 'failed' | 'late'};

export type QueueState<E> = {
  /** What is waited for, once that takes long enough to be told; null else. */
  readonly hold: Hold | null;
  readonly waiting: readonly E[];
};

/** Input in the order in which it came; what follows a command waits until that has ended. */
export type InputQueue<E> = {
  readonly getState: () => QueueState<E>;
  readonly subscribe: (listener: () => void) => () => void;
  readonly take: (event: E) => void;
  /**
   * Everything that comes from now on waits for `ended`, which resolves with whether it ended well. Returns whether
   * input still waits for this one.
   */
  readonly hold: (hold: Hold, ended: Promise<boolean>) => () => boolean;
  /** Counts the events that were handled or wait: the same number later means that nothing was pressed. */
  readonly count: () => number;
};

export type InputQueueOptions<E> = {
  readonly clock: Pick<Clock, 'after'>;
  readonly handle: (event: E) => void;
  /** Such as Ctrl-L: handled at once. `drops` also forgets all that waits. */
  readonly passes: (event: E) => 'waits' | 'passes' | 'drops';
  /** Input that nobody may act on any more: what it would have been for has failed, or took too long. */
  readonly giveBack: (events: readonly E[], why: GivenBack) => void;
};

type Active = {readonly hold: Hold; readonly since: symbol};

/**
 * Orders the input of one screen. A line belongs to the conversation that is open when the line before it has ended:
 * what is typed behind a command is therefore handled only then, as if it had been typed a moment later.
 */
export function createInputQueue<E>(options: InputQueueOptions<E>): InputQueue<E> {
  const {clock, handle, passes, giveBack} = options;
  const store = createStore<QueueState<E>>()(() => ({hold: null, waiting: []}));
  let waiting: E[] = [];
  let active: Active | null = null;
  let isTold = false;
  let count = 0;

  function tell(): void {
    if (isTold) {
      store.setState({hold: active?.hold ?? null, waiting: [...waiting]}, true);
    }
  }

  function finish(finished: Active, reason: 'done' | GivenBack['reason']): void {
    if (active !== finished) {
      return;
    }
    active = null;
    const events = waiting;
    waiting = [];
    tell();
    isTold = false;
    if (reason === 'done' || (reason === 'late' && !finished.hold.redirects)) {
      replay(events);
    } else if (events.length > 0) {
      giveBack(events, {label: finished.hold.label, reason});
    }
  }

  /** One of them may be a command again: what is behind it waits on. */
  function replay(events: readonly E[]): void {
    for (const [index, event] of events.entries()) {
      if (active !== null) {
        waiting = [...events.slice(index), ...waiting];
        return;
      }
      handle(event);
    }
  }

  return {
    getState: store.getState,
    subscribe: store.subscribe,
    count: () => count,
    take(event) {
      count += 1;
      if (active === null) {
        handle(event);
        return;
      }
      const way = passes(event);
      if (way === 'waits') {
        waiting.push(event);
        if (waiting.length > MAX_WAITING) {
          finish(active, 'late');
        } else {
          tell();
        }
        return;
      }
      if (way === 'drops') {
        waiting = [];
        tell();
      }
      handle(event);
    },
    hold(hold, ended) {
      const own: Active = {hold, since: Symbol()};
      active = own;
      const cancels = [
        clock.after(HOLD_LIMIT, () => finish(own, 'late')),
        clock.after(QUIET, () => {
          isTold = active === own;
          tell();
        }),
      ];
      void ended.then(isDone => {
        for (const cancel of cancels) {
          cancel();
        }
        finish(own, isDone ? 'done' : 'failed');
      });
      return () => active === own;
    },
  };
}
