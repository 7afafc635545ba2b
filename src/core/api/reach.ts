import type {ErrorCode} from '../../lib/errors.ts';
import type {PeerKey} from '../../lib/ids.ts';
import type {SafeText} from '../../lib/text/safe-text.ts';

/** A way to somebody, as people are told of it: by a beacon on this network, by an address, by the hash table. */
export type Rung = 'lan' | 'tcp' | 'dht';

/** One try to reach somebody. Times are wall times in milliseconds. */
export type Attempt = {
  readonly rung: Rung;
  /** The address that was tried; null for the hash table, which finds its own. */
  readonly target: SafeText | null;
  readonly at: number;
  /** How long it took, milliseconds. */
  readonly took: number;
  readonly result: 'linked' | ErrorCode;
  /** What happened, in words for people; null if it led to a link. */
  readonly message: SafeText | null;
};

/** How it is known that somebody may be at an address: a link came up there, they told it, their beacon was heard. */
export type Provenance = 'proven' | 'claimed' | 'discovered';

/** Why a rung is not tried at all. */
export type RungObstacle =
  /** Switched off by a setting or a flag. */
  | 'off'
  /** This natter was started without it, such as in a demo, or the machine has no build of what it needs. */
  | 'missing'
  /** No beacon of theirs was heard in the last ten minutes. */
  | 'no-beacon'
  /** No address of theirs is known. */
  | 'no-address'
  /** They have not told their reach key: their natter is older, or there was no link since. */
  | 'no-key'
  /** They have not confirmed a reach key of ours, so their natter would not answer. */
  | 'unconfirmed'
  /** The hash table is not in reach: `ReachView.dht` says why. */
  | 'out-of-reach';

/** One rung of the ladder to somebody. */
export type RungView = {
  readonly rung: Rung;
  /** The address that is tried there; null for the hash table, and where nothing is known. */
  readonly target: SafeText | null;
  /** How the address is known; null where there is none. */
  readonly provenance: Provenance | null;
  /** The present link goes this way. */
  readonly isInUse: boolean;
  /** Why it is not tried; null if it is. */
  readonly obstacle: RungObstacle | null;
  /** The last try of this very rung and target; null if there was none since the start of the program. */
  readonly last: Attempt | null;
  /** Wall time of the next try by itself, milliseconds; null if none is planned. */
  readonly next: number | null;
};

/**
 * How the hash table does. `off`: by a setting or a flag. `missing`: this natter was started without it, or the machine
 * has no build of udx-native. `starting`: not long enough at work to be judged. `ready`: nodes keep our announcement.
 * `alone`: nodes answer, none keeps it. `blocked`: no node answers, though there is a network. `offline`: there is none.
 */
export type DhtView = 'off' | 'missing' | 'starting' | 'ready' | 'alone' | 'blocked' | 'offline';

/** How our clock stands to those of contacts, as they told them since the start. */
export type ClockView = {
  readonly contacts: number;
  /** By how much ours is ahead of what most say, milliseconds; null if nobody told. */
  readonly ahead: number | null;
  /** The contact who told, where it is only one: then either clock may be wrong. */
  readonly only: PeerKey | null;
};

/** How this natter can be found. */
export type ReachView = {
  readonly dht: {
    readonly state: DhtView;
    /** Nodes that answered and are known now, and those that keep our announcement. */
    readonly nodes: number;
    readonly announcedAt: number;
    /** Our address as the nodes see it; null as long as they do not agree. */
    readonly host: SafeText | null;
    /** What the router does: one port for all (`cone`), another one each time (`random`); null while unknown. */
    readonly nat: 'open' | 'cone' | 'random' | null;
  };
  /** Beacons on the local network. `silent`: switched on, but no interface can send them. */
  readonly lan: 'off' | 'missing' | 'on' | 'silent';
  /** Contacts whose beacon was heard in the last ten minutes. */
  readonly heard: readonly PeerKey[];
  readonly clock: ClockView;
  /** Where we listen, as others may dial it. */
  readonly addresses: readonly string[];
};
