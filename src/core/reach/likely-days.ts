import {dayOf} from '../../identity/reach/day-key.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {createTokenBucket} from '../../lib/time/token-bucket.ts';
import type {PeerKey} from '../api/api.ts';
import {daysNear} from './announcements.ts';
import type {ContactClocks} from './contact-clocks.ts';

/** Look-ups under the days around ours, for clocks of which nothing is known: few, since each costs packets. */
const WIDE = {burst: 3, perSecond: 3 / 600};

export type LikelyDaysOptions = {
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly clocks: Pick<ContactClocks, 'aheadOf'>;
  /** Whether nobody is linked, so that it may be our own clock that keeps us from all. */
  readonly isAlone: () => boolean;
};

/** What day it is for a contact: as their clock showed it, as it is here, and now and then the days around. */
export function createLikelyDays({
  clock,
  clocks,
  isAlone,
}: LikelyDaysOptions): (key: PeerKey) => readonly number[] {
  const wide = createTokenBucket(clock, WIDE);
  return key => {
    const now = clock.now();
    const today = dayOf(now);
    const around = isAlone() && wide.take() ? [today - 1, today + 1] : [];
    return [...new Set([...daysNear(now + clocks.aheadOf(key)), ...daysNear(now), ...around])];
  };
}
