import type {Clock} from '../../lib/time/clock.ts';
import type {Heard} from './beacon-queue.ts';

/** Beacons that are remembered, one for each source, and for how long. Milliseconds. */
const REMEMBERED = 64;
const REMEMBERED_FOR = 120_000;

/** What others sent lately: it may mean something to somebody who did not know yet to look for it. */
export type RecentBeacons = {
  readonly add: (heard: Heard) => void;
  readonly all: () => readonly Heard[];
};

/** Nothing was heard yet. */
export function createRecentBeacons(clock: Pick<Clock, 'monotonic'>): RecentBeacons {
  const last = new Map<string, Heard & {readonly at: number}>();
  return {
    add(heard) {
      last.delete(heard.host);
      last.set(heard.host, {...heard, at: clock.monotonic()});
      const [oldest] = last.keys();
      if (last.size > REMEMBERED && oldest !== undefined) {
        last.delete(oldest);
      }
    },
    all: () => [...last.values()].filter(({at}) => clock.monotonic() - at < REMEMBERED_FOR),
  };
}
