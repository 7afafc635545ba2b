import type {Check} from '../lib/check.ts';
import type {Settings} from '../lib/settings.ts';
import type {SafeText} from '../lib/text/safe-text.ts';
import type {Clock} from '../lib/time/clock.ts';
import type {Tracing} from '../lib/trace.ts';
import type {NetworkLimits} from '../net/network.ts';
import type {Transport} from '../net/transport/transport.ts';
import type {Database} from '../storage/types.ts';
import type {ConversationId, PeerKey} from './api/api.ts';
import type {RenewalLimits} from './connections/link-rotation.ts';
import type {Port} from './peers/self.ts';
import type {PreferencesOptions} from './preferences.ts';
import type {HashTableOptions} from './reach/hash-table.ts';
import type {LanPort} from './reach/neighbours.ts';
import type {RuntimeState} from './runtime-state.ts';

/** What the core is to do, as flags, environment and the config file say it: also what the user can set. */
export type CoreSettings = Partial<Settings> &
  Port & {
    /** The chosen name, or null if there is none yet. */
    readonly name: string | null;
  };

/** What stands between the core and the ways to find somebody. */
export type ReachPorts = {
  /** Starts a node of the hash table that begins with these nodes. Rejects where the machine has no build of what it needs. */
  readonly startTable: NonNullable<HashTableOptions['start']>;
  /** Nodes to begin with besides those that are known, as `host:port`. */
  readonly bootstrap: HashTableOptions['bootstrap'];
  /** Whether this machine has any network. */
  readonly hasNetwork: () => boolean;
  /** Null where there are no beacons. */
  readonly lan: LanPort | null;
};

export type CoreOptions = {
  /** 32-byte seed of the person's key. */
  readonly seed: Uint8Array;
  /** 32-byte seed of the device's key; where it is left out, the person and the device are one key. */
  readonly deviceSeed?: Uint8Array;
  readonly database: Database;
  readonly transport: Transport;
  readonly clock: Clock;
  /** The receiver of trace lines; none if left out. */
  readonly tracing?: Tracing;
  readonly settings: CoreSettings;
  /** Keeps a newly chosen name. */
  readonly saveName: (name: SafeText) => void;
  /** Keeps what the user sets, see `PreferencesOptions`. Absent where no settings are kept. */
  readonly saveSettings?: PreferencesOptions['save'];
  /** Names of the theme files there are now. */
  readonly themes?: () => readonly string[];
  /** Both throw `PASSPHRASE_NEEDED`, `PASSPHRASE_WRONG`. Absent where there is no profile to protect. */
  readonly passphrase?: {
    readonly check: (passphrase: string | null) => void;
    readonly change: (change: {readonly current: string | null; readonly next: string | null}) => void;
  };
  /** Writes the profile into a new file under a passphrase; answers its size. Absent where nothing of it is on a disk. */
  readonly backUp?: (path: string, passphrase: string) => Promise<number>;
  /** Deletes the profile, in two steps. Absent where nothing of it is on a disk. */
  readonly erase?: {readonly key: () => void; readonly rest: () => void};
  /** Looks at what the core stands on. Absent where that is not known. */
  readonly checkUp?: () => Promise<readonly Check[]>;
  /** What is told once it is ready. */
  readonly notices?: readonly SafeText[];
  /** What finds contacts beyond the addresses that they told; absent where nobody is to be found, such as in a demo. */
  readonly reach?: ReachPorts;
  readonly limits?: Partial<NetworkLimits>;
  /** When links are replaced by fresh ones. */
  readonly renewal?: RenewalLimits;
  /** The addresses of this machine in any stable text form: a change of them calls for new links. */
  readonly addresses?: () => string;
  /** What is kept of each peer and conversation while the program runs; given by whoever wants to look into it. */
  readonly peerState?: RuntimeState<PeerKey>;
  readonly conversationState?: RuntimeState<ConversationId>;
  /** A random number below 2^48, for this run of the program. */
  readonly instance: number;
  /** A random number from 0 up to 1: jitter. */
  readonly random: () => number;
};
