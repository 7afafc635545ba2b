/** The place of an entry in its conversation: compared by clock, then author rank, then row. */
export type Place = readonly [clock: number, rank: number, row: number];

/** The later of two places. */
export function laterPlace(first: Place | null, second: Place): Place {
  return first !== null && comparePlaces(first, second) > 0 ? first : second;
}

/** Negative if the first comes before the second, 0 if they are the same. */
export function comparePlaces(first: Place, second: Place): number {
  return first[0] - second[0] || first[1] - second[1] || first[2] - second[2];
}
