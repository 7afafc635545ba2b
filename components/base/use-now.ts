import {useEffect, useState} from 'react';
import type {Clock} from '../../src/lib/time/clock.ts';

const MINUTE = 60_000;

/** Wall time, renewed when a minute begins. */
export function useNow(clock: Clock): number {
  const [now, setNow] = useState(clock.now);
  useEffect(() => clock.after(MINUTE - (now % MINUTE), () => setNow(clock.now())), [clock, now]);
  return now;
}
