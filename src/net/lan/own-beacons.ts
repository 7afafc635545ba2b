import type {LanAddress} from './lan-socket.ts';

/** What became of a beacon of ours on one interface. `refused`: this machine did not send it. `lost`: it did not come back. */
export type LanEcho = {
  readonly name: string;
  readonly state: 'back' | 'refused' | 'lost';
  /** Other natters that were heard there in the last two minutes. */
  readonly others: number;
};

/** Beacons that we sent, which come back from the group. */
export type OwnBeacons = {
  readonly sent: (beacon: Uint8Array, from: LanAddress) => void;
  /** This machine does not let it out. */
  readonly refused: (from: LanAddress) => void;
  /** Whether a beacon is ours. */
  readonly isOwn: (beacon: Uint8Array) => boolean;
  /** Forgets what came back. */
  readonly restart: () => void;
  /** Since then, for an interface with these addresses. */
  readonly stateOf: (own: readonly LanAddress[]) => LanEcho['state'];
};

const REMEMBERED = 64;

/** Nothing was sent yet. */
export function createOwnBeacons(): OwnBeacons {
  const nonces = new Map<string, string>();
  const came = new Set<string>();
  const refused = new Set<string>();
  return {
    sent(beacon, {host}) {
      nonces.set(nonceOf(beacon), host);
      const [oldest] = nonces.keys();
      if (nonces.size > REMEMBERED && oldest !== undefined) {
        nonces.delete(oldest);
      }
    },
    refused: ({host}) => void refused.add(host),
    isOwn(beacon) {
      const host = nonces.get(nonceOf(beacon));
      if (host !== undefined) {
        came.add(host);
      }
      return host !== undefined;
    },
    restart() {
      came.clear();
      refused.clear();
    },
    stateOf(own) {
      if (own.some(({host}) => came.has(host))) {
        return 'back';
      }
      return own.every(({host}) => refused.has(host)) ? 'refused' : 'lost';
    },
  };
}

function nonceOf(beacon: Uint8Array): string {
  return Buffer.from(beacon.subarray(1, 17)).toString('hex');
}
