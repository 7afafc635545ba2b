import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {ConversationRow, Database} from '../../storage/types.ts';

/** Looked at this often at least while one is to end, milliseconds: the wall clock may be set. */
const LONGEST_WAIT = 60_000;

export type MuteEndsOptions = {
  readonly database: Pick<Database, 'endMutes' | 'nextMuteEnd'>;
  readonly clock: Clock;
  readonly ended: (conversations: readonly ConversationRow[]) => void;
  readonly failed: (error: unknown) => void;
};

/** Ends mutes whose time is over. */
export type MuteEnds = {
  /** Ends what is over, and waits for the next: to be called at the start, and whenever a mute was set. */
  readonly replan: () => void;
  readonly stop: () => void;
};

/** Creates it; it waits for nothing yet. */
export function createMuteEnds({database, clock, ended, failed}: MuteEndsOptions): MuteEnds {
  let cancel: Cancel | null = null;

  function replan(): void {
    cancel?.();
    cancel = null;
    try {
      const rows = database.endMutes(clock.now());
      if (rows.length > 0) {
        ended(rows);
      }
      const next = database.nextMuteEnd();
      if (next !== null) {
        cancel = clock.after(Math.min(Math.max(0, next - clock.now()), LONGEST_WAIT), replan);
      }
    } catch (error) {
      failed(error); // a disk that refuses must not end the program
      cancel = clock.after(LONGEST_WAIT, replan);
    }
  }

  return {
    replan,
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
