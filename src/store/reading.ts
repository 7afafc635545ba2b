import type {ConversationId, Core, EntryId} from '../core/api/api.ts';
import type {Cancel, Clock} from '../lib/time/clock.ts';
import {drawNewLine} from './new-line.ts';
import {inLog} from './state.ts';
import type {AppStore} from './store.ts';

/** A change of the store is on the screen by then. Milliseconds. */
export const DRAWN = 50;
/** Under a flood marks are set at most so often; each is a commit. Milliseconds. */
const PAUSE = 250;
/** A mark that could not be stored is tried again after twice the time of the last try, at most this. Milliseconds. */
const MAX_PAUSE = 60_000;

/** What somebody in front of the screen sees. */
export type Sight = {
  /** Whether somebody is there, and nothing stands over the log. */
  readonly isOnLog: () => boolean;
  /** The unread entries of the open conversation that stand on the screen, to their last row. */
  readonly unreadInView: () => readonly EntryId[];
  /** Resolves with whether the terminal has taken all that was written to it so far. */
  readonly isOutputTaken: () => Promise<boolean>;
  /** Calls back when `isOnLog` may have changed; returns what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
};

export type ReadingOptions = {
  readonly core: Promise<Pick<Core, 'perform'>>;
  readonly store: AppStore;
  readonly clock: Clock;
  readonly failed: (error: unknown) => void;
  readonly sight: Sight;
};

/**
 * Tells the core which entries were seen, and keeps the "new" line above what was not: the two are one question.
 * Returns what ends it.
 */
export function followReading({core, store, clock, failed, sight}: ReadingOptions): () => void {
  let isBusy = false;
  let planned: Cancel | null = null;
  let wasOnLog = sight.isOnLog();
  let pause = PAUSE;
  /** Nothing was unread since the line was drawn: what is unread next begins anew. */
  let isAllRead = true;
  let isEnded = false;
  let {open} = store.getState();

  function plan(): void {
    planned ??= isBusy ? null : clock.after(DRAWN, look);
  }

  function look(): void {
    planned = null;
    if (isEnded) {
      return;
    }
    const seen = sight.isOnLog() ? sight.unreadInView() : [];
    followLine(seen);
    const conversation = store.getState().open;
    if (seen.length > 0 && conversation !== null && !isBusy) {
      isBusy = true;
      void mark(conversation, seen).finally(() =>
        clock.after(pause, () => {
          isBusy = false;
          look();
        }),
      );
    }
  }

  async function mark(conversation: ConversationId, entries: readonly EntryId[]): Promise<void> {
    const isTaken = await sight.isOutputTaken();
    if (!isTaken || isEnded || !sight.isOnLog() || store.getState().open !== conversation) {
      return;
    }
    try {
      await (await core).perform({type: 'mark-read', conversation, entries});
      pause = PAUSE;
    } catch (error) {
      if (pause === PAUSE) {
        failed(error); // once: the notice would fill the log otherwise
      }
      pause = Math.min(2 * pause, MAX_PAUSE);
    }
  }

  /** What came while it was not seen stands below the line; what is seen at once needs none. */
  function followLine(seen: readonly EntryId[]): void {
    const state = store.getState();
    const unread = inLog(state.conversations, state.open)?.unread ?? 0;
    const isNew = unread > seen.length && isAllRead;
    isAllRead = unread === 0 || (isAllRead && unread <= seen.length);
    if (isNew) {
      store.change(drawNewLine);
    }
  }

  function turn(): void {
    const isOnLog = sight.isOnLog();
    const isBack = isOnLog && !wasOnLog;
    wasOnLog = isOnLog; // the change below comes back here
    if (isBack) {
      isAllRead = false;
      store.change(drawNewLine);
    }
    plan();
  }

  function changed(): void {
    const state = store.getState();
    if (state.open !== open) {
      open = state.open;
      isAllRead = state.newFrom === null; // the line was drawn when it was opened
    }
    turn();
  }

  turn();
  const ends = [store.subscribe(changed), sight.subscribe(turn), () => planned?.()];
  return () => {
    isEnded = true;
    for (const end of ends) {
      end();
    }
  };
}
