import {parseAddress} from '../../lib/address.ts';
import type {Link} from '../../net/link/link.ts';
import {isPrivateHost} from '../../net/transport/path.ts';
import type {PeerKey} from '../api/api.ts';
import {dialBackAddress} from '../peers/peer-address.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {RuntimeState} from '../runtime-state.ts';
import type {ContactPoints} from './contact-points.ts';
import type {HashTable} from './hash-table.ts';
import type {KnownAddress, WaysTo} from './ladder.ts';
import type {Neighbours} from './neighbours.ts';

export type WaysOptions = {
  readonly peers: PeerBook;
  readonly state: RuntimeState<PeerKey>;
  readonly now: () => number;
  readonly points: Pick<ContactPoints, 'of'>;
  readonly neighbours: Pick<Neighbours, 'heard' | 'isNear'>;
  readonly table: Pick<HashTable, 'obstacle'>;
  /** Where we listen ourselves, as `host:port`. */
  readonly ownAddresses: () => readonly string[];
};

/** What may lead to peers. */
export type Ways = {
  readonly to: (key: PeerKey) => WaysTo;
  /** A link came up: it tells where its peer is. */
  readonly learn: (link: Link) => void;
  readonly drop: (key: PeerKey) => void;
};

/** Collects the ways to peers from all that knows some. */
export function createWays(options: WaysOptions): Ways {
  const {peers, state, now, points, neighbours, table} = options;
  /** Where else a contact may be: the host it came in from, if it moved. */
  const guesses = state.slot<KnownAddress>({name: 'where they came in from'});

  function stored(key: PeerKey): readonly KnownAddress[] {
    const row = peers.row(key);
    if (row === null || row.address === null) {
      return [];
    }
    return [
      {
        address: row.address,
        provenance: row.addressProven === true ? 'proven' : 'claimed',
        at: row.lastSeen,
      },
    ];
  }

  /** What they told of where they listen; in a network of theirs that is not ours somebody else has that address. */
  function told(key: PeerKey): readonly KnownAddress[] {
    const row = points.of(key);
    const isOurs = (host: string) => !isPrivateHost(host) || neighbours.isNear(host);
    return (row?.addresses ?? [])
      .filter(address => isOurs(parseAddress(address).host))
      .map(address => ({address, provenance: 'claimed', at: row?.told ?? 0}));
  }

  return {
    to(key) {
      const guess = guesses.get(key);
      const guessed = guess === undefined ? [] : [guess];
      // two homes may number their machines alike: at that address we would meet ourselves
      const own = options.ownAddresses();
      const addresses = [...neighbours.heard(key), ...stored(key), ...guessed, ...told(key)];
      return {
        addresses: addresses.filter(({address}) => !own.includes(address)),
        dht: table.obstacle(key) === null,
      };
    },
    learn(link) {
      const address = dialBackAddress(link);
      if (address !== null) {
        guesses.set(link.remoteKey, {address, provenance: 'claimed', at: now()});
      }
    },
    drop: key => void guesses.delete(key),
  };
}
