import type {Heard} from './beacon-queue.ts';
import type {LanAddress} from './lan-socket.ts';
import {isOnLink} from './on-link.ts';

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
  /** What came of those since then: one for each interface, whatever family it was heard by. `others`: beacons of others. */
  readonly echoes: (addresses: readonly LanAddress[], others: readonly Heard[]) => readonly LanEcho[];
};

const REMEMBERED = 64;

/** Nothing was sent yet. */
export function createOwnBeacons(): OwnBeacons {
  const nonces = new Map<string, string>();
  const came = new Set<string>();
  const refused = new Set<string>();

  function stateOf(own: readonly LanAddress[]): LanEcho['state'] {
    if (own.some(({host}) => came.has(host))) {
      return 'back';
    }
    return own.every(({host}) => refused.has(host)) ? 'refused' : 'lost';
  }

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
    echoes: (addresses, others) =>
      [...new Set(addresses.map(({name}) => name))].map(name => {
        const own = addresses.filter(one => one.name === name);
        const near = others.filter(({host}) => own.some(one => isOnLink(one, host)));
        return {name, state: stateOf(own), others: near.length};
      }),
  };
}

function nonceOf(beacon: Uint8Array): string {
  return Buffer.from(beacon.subarray(1, 17)).toString('hex');
}
