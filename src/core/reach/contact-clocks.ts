import type {Clock} from '../../lib/time/clock.ts';
import type {PeerKey} from '../api/api.ts';
import type {ClockView} from '../api/reach.ts';
import type {RuntimeState} from '../runtime-state.ts';
import type {ContactPoints} from './contact-points.ts';

/** No clock is so far off that another one could show it: what differs by more was made up. */
const LONGEST = 100 * 365 * 24 * 3_600_000;

export type ContactClocksOptions = {
  readonly clock: Pick<Clock, 'now'>;
  readonly state: RuntimeState<PeerKey>;
  readonly points: Pick<ContactPoints, 'of'>;
};

/**
 * By how much the clocks of contacts are ahead of ours, milliseconds. Contacts find each other by the day, so one of two
 * whose clocks differ has to count as the other does.
 */
export type ContactClocks = {
  /** What a contact's clock shows as it is told; null for a time that no clock shows. */
  readonly difference: (time: number) => number | null;
  /** Notes what a contact's clock showed just now. */
  readonly note: (key: PeerKey, difference: number | null) => void;
  /** As it was told since the start, or stored before; of who never told, as the others say; 0 if nobody does. */
  readonly aheadOf: (key: PeerKey) => number;
  readonly view: () => ClockView;
  /** Our clock may have been set: what was told since the start counts no more. */
  readonly forget: () => void;
};

/** Nobody has told yet. */
export function createContactClocks({clock, state, points}: ContactClocksOptions): ContactClocks {
  const told = state.slot<number>({name: 'their clocks'});

  function view(): ClockView {
    const differences = told.keys().flatMap(key => told.get(key) ?? []);
    return {
      contacts: differences.length,
      ahead: differences.length === 0 ? null : 0 - middle(differences),
      only: differences.length === 1 ? (told.keys()[0] ?? null) : null,
    };
  }

  return {
    difference(time) {
      const difference = time - clock.now();
      return Math.abs(difference) > LONGEST ? null : difference;
    },
    note(key, difference) {
      if (difference === null) {
        told.delete(key);
      } else {
        told.set(key, difference);
      }
    },
    aheadOf: key => told.get(key) ?? points.of(key)?.clockAhead ?? 0 - (view().ahead ?? 0),
    view,
    forget() {
      for (const key of told.keys()) {
        told.delete(key);
      }
    },
  };
}

/**
 * What most say; ours is one more that says 0, so that of two contacts one alone cannot tell us that we are wrong. A single
 * contact who differs may be as wrong as we are: that is for people to find out.
 */
function middle(differences: readonly number[]): number {
  const [only] = differences;
  if (differences.length === 1 && only !== undefined) {
    return only;
  }
  const sorted = [...differences, 0].sort((one, other) => one - other);
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return Math.abs(low) < Math.abs(high) ? low : high;
}
