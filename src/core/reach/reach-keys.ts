import {type ReachKey, type ReachPoint, reachKey} from '../../identity/reach/day-key.ts';
import {randomBytes} from '../../lib/random.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {Database} from '../../storage/types.ts';
import {announcedSeed, dialledAs, rotatedSeed, uselessSeeds} from './own-reach.ts';

const SEED_BYTES = 32;

/** Our own reach keys, as they are stored. */
export type ReachKeys = {
  /** The key that is announced, and its number; the first one is made when it is asked for. Throws what the database throws. */
  readonly announced: () => {readonly serial: number; readonly key: ReachKey};
  /** The key that is announced, null if there is none yet. */
  readonly present: () => ReachKey | null;
  /** The key as which a contact is called who has confirmed up to this number; null if they would not answer. */
  readonly dialledAs: (confirmed: number | null) => ReachKey | null;
  readonly isOwn: (point: ReachPoint) => boolean;
  /** One more key: whoever knows only older ones does not find us any more. Throws what the database throws. */
  readonly rotate: () => void;
  /** Removes keys that none of these contacts needs, told by what they have confirmed. */
  readonly removeUseless: (confirmed: readonly (number | null)[]) => void;
};

/** The keys in a database. */
export function createReachKeys(database: Database, clock: Pick<Clock, 'now'>): ReachKeys {
  let seeds = database.ownReach();

  function rotate(): void {
    const made = rotatedSeed(seeds, randomBytes(SEED_BYTES), clock.now());
    database.saveOwnReach(made);
    seeds = [...seeds, made];
  }

  return {
    announced() {
      if (seeds.length === 0) {
        rotate();
      }
      const {serial, seed} = announcedSeed(seeds);
      return {serial, key: reachKey(seed)};
    },
    present: () => (seeds.length === 0 ? null : reachKey(announcedSeed(seeds).seed)),
    dialledAs: confirmed => dialledAs(seeds, confirmed),
    isOwn: point => seeds.some(({seed}) => reachKey(seed).point.equals(point)),
    rotate,
    removeUseless(confirmed) {
      for (const {serial} of seeds.length > 1 ? uselessSeeds(seeds, confirmed, clock.now()) : []) {
        database.deleteOwnReach(serial);
        seeds = seeds.filter(seed => seed.serial !== serial);
      }
    },
  };
}
