import type {EntryView} from '../core/api/api.ts';
import type {Cancel, Clock} from '../lib/time/clock.ts';

/** For so long a deletion can be undone, milliseconds. */
export const UNDO_TIME = 5000;

/** Deletions that are promised to the user, and not made yet: whoever undoes one has told nobody. */
export type HeldDeletions = {
  /** Deletes a message in a while. */
  readonly hold: (entry: EntryView) => void;
  /** Keeps the message that was deleted last; null if there is none that can be kept. */
  readonly undo: () => EntryView | null;
  /** Makes all of them now. Resolves when they are made, or failed; never rejects. */
  readonly settle: () => Promise<void>;
};

export type HeldDeletionsOptions = {
  readonly clock: Pick<Clock, 'after'>;
  /** Deletes a message. Never rejects. */
  readonly remove: (entry: EntryView) => Promise<unknown>;
  /** Hears of the messages that look deleted, and are not yet, whenever they change. */
  readonly onChange?: (held: readonly EntryView[]) => void;
};

type Held = {readonly entry: EntryView; readonly cancel: Cancel; removing: Promise<unknown> | null};

/** Creates them for one front end. A process that is killed has deleted nothing: its user sees the message again. */
export function createHeldDeletions({
  clock,
  remove,
  onChange = () => {},
}: HeldDeletionsOptions): HeldDeletions {
  let held: readonly Held[] = [];

  function change(next: readonly Held[]): void {
    held = next;
    onChange(held.map(({entry}) => entry));
  }

  function carryOut(one: Held): Promise<unknown> {
    one.cancel();
    one.removing ??= remove(one.entry).finally(() => change(held.filter(other => other !== one)));
    return one.removing;
  }

  return {
    hold(entry) {
      if (!held.some(({entry: {id}}) => id === entry.id)) {
        const one: Held = {entry, cancel: clock.after(UNDO_TIME, () => void carryOut(one)), removing: null};
        change([...held, one]);
      }
    },
    undo() {
      const last = held.findLast(({removing}) => removing === null);
      if (last === undefined) {
        return null;
      }
      last.cancel();
      change(held.filter(one => one !== last));
      return last.entry;
    },
    async settle() {
      await Promise.all(held.map(carryOut));
    },
  };
}
