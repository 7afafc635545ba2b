import type {Link} from '../../net/link/link.ts';
import type {PeerKey} from '../api/api.ts';
import type {ReachView, RungObstacle} from '../api/reach.ts';
import {dialBackAddress} from '../peers/peer-address.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {RuntimeState} from '../runtime-state.ts';
import type {KnownAddress, WaysTo} from './ladder.ts';

export type WaysOptions = {
  readonly peers: PeerBook;
  readonly state: RuntimeState<PeerKey>;
  readonly now: () => number;
};

/** What may lead to peers. */
export type Ways = {
  readonly to: (key: PeerKey) => WaysTo;
  /** A link came up: it tells where its peer is. */
  readonly learn: (link: Link) => void;
  readonly drop: (key: PeerKey) => void;
  /** Why nobody is found on the local network. */
  readonly lanObstacle: () => RungObstacle;
  /** Why somebody is not looked up in the hash table; null if they are. */
  readonly tableObstacle: (key: PeerKey) => RungObstacle | null;
  /** How we can be found; `addresses` is where we listen. */
  readonly view: (addresses: readonly string[]) => ReachView;
};

/** Collects the ways to peers from all that knows some. */
export function createWays({peers, state, now}: WaysOptions): Ways {
  /** Where else a contact may be: the host it came in from, if it moved. */
  const guesses = state.slot<KnownAddress>({name: 'where they came in from'});

  return {
    to(key) {
      const row = peers.row(key);
      const guess = guesses.get(key);
      const addresses: KnownAddress[] = [];
      if (row !== null && row.address !== null) {
        const provenance = row.addressProven === true ? 'proven' : 'claimed';
        addresses.push({address: row.address, provenance, at: row.lastSeen});
      }
      if (guess !== undefined) {
        addresses.push(guess);
      }
      return {addresses, dht: false};
    },
    learn(link) {
      const address = dialBackAddress(link);
      if (address !== null) {
        guesses.set(link.remoteKey, {address, provenance: 'claimed', at: now()});
      }
    },
    drop: key => void guesses.delete(key),
    lanObstacle: () => 'missing',
    tableObstacle: () => 'missing',
    view: addresses => ({
      dht: {state: 'missing', nodes: 0, announcedAt: 0, host: null, nat: null},
      lan: 'missing',
      heard: [],
      addresses,
    }),
  };
}
