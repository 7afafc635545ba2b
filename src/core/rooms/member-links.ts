import type {PeerKey} from '../../lib/ids.ts';
import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import {chooseNeighbours, type Neighbour} from './neighbours.ts';
import type {Rooms} from './rooms.ts';

/** How often it is looked whether links for rooms lack, or are too many, milliseconds. */
const INTERVAL = 20_000;
/** What happens in one moment is looked at together, milliseconds. */
const SOON = 50;

export type MemberLinksOptions = {
  readonly clock: Clock;
  readonly rooms: Rooms;
  readonly peers: PeerBook;
  readonly random: () => number;
  readonly isLinked: (key: PeerKey) => boolean;
  /** Dials these, if anything leads to them. */
  readonly wake: (keys: readonly PeerKey[]) => void;
  readonly close: (key: PeerKey) => void;
};

/** Links with people who are needed for rooms alone. */
export type MemberLinks = {
  /** Whether a room needs a link with somebody. */
  readonly isNeeded: (key: PeerKey) => boolean;
  /** Members or links are others than before. */
  readonly review: () => void;
  readonly stop: () => void;
};

/** Chooses whom to link with for the rooms that we are in, and goes on choosing. */
export function createMemberLinks(options: MemberLinksOptions): MemberLinks {
  const {clock, rooms, peers} = options;
  const needed = new Set<PeerKey>();
  let lastExchange = clock.monotonic();
  let soon: Cancel | null = null;
  let isStopped = false;
  const stopWatching = clock.every(INTERVAL, look);

  function neighbour(key: PeerKey): Neighbour {
    const row = peers.row(key);
    return {
      key,
      isContact: row?.relation === 'contact' || row?.relation === 'asking',
      isLinked: options.isLinked(key),
      isDialled: needed.has(key) && !options.isLinked(key),
      seen: row?.lastSeen ?? 0,
    };
  }

  function look(): void {
    soon?.();
    soon = null;
    const dial = new Set<PeerKey>();
    const drop = new Set<PeerKey>();
    const wanted = new Set<PeerKey>();
    for (const {id, state} of rooms.all()) {
      if (state !== 'member') {
        continue;
      }
      const all = rooms.others(id).map(neighbour);
      const choice = chooseNeighbours(all, clock.monotonic() - lastExchange, options.random);
      if (choice.isExchange) {
        lastExchange = clock.monotonic();
      }
      for (const {key, isLinked, isDialled} of all) {
        if ((isLinked || isDialled) && !choice.drop.includes(key)) {
          wanted.add(key);
        }
      }
      for (const key of choice.dial) {
        dial.add(key);
        wanted.add(key);
      }
      for (const key of choice.drop) {
        drop.add(key);
      }
    }
    needed.clear();
    for (const key of wanted) {
      needed.add(key);
    }
    for (const key of drop) {
      if (!wanted.has(key) && peers.row(key)?.relation === 'member') {
        options.close(key);
      }
    }
    options.wake([...dial].filter(key => peers.row(key)?.relation === 'member'));
  }

  function review(): void {
    soon ??= isStopped ? null : clock.after(SOON, look);
  }

  review();
  return {
    isNeeded: key => needed.has(key),
    review,
    stop() {
      isStopped = true;
      soon?.();
      stopWatching();
    },
  };
}
