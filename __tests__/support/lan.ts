import type {LanPort} from '../../src/core/reach/neighbours.ts';
import type {Heard} from '../../src/net/lan/beacon-queue.ts';

/** A local network inside this process, on which everybody hears everybody. */
export type Lan = {
  /** The interface of a machine with this address; its network is the first three bytes. */
  readonly join: (host: string) => LanPort;
  /** All beacons that were sent, and to whom. */
  readonly sent: readonly {readonly from: string; readonly to: string; readonly bytes: Uint8Array}[];
};

/** An empty network. */
export function createLan(): Lan {
  const sent: {from: string; to: string; bytes: Uint8Array}[] = [];
  const hosts = new Map<string, (heard: Heard) => void>();
  return {
    sent,
    join: host => ({
      addresses: () => [{host, netmask: '255.255.255.0', name: 'eth0'}],
      open(_addresses, onHeard) {
        hosts.set(host, onHeard);
        return {
          announce(_from, bytes) {
            sent.push({from: host, to: 'all', bytes});
            for (const hear of [...hosts.values()]) {
              hear({bytes, host, port: 5000});
            }
          },
          answer(_from, to, bytes) {
            sent.push({from: host, to: to.host, bytes});
            hosts.get(to.host)?.({bytes, host, port: 5000});
          },
          close() {
            if (hosts.get(host) === onHeard) {
              hosts.delete(host);
            }
          },
        };
      },
    }),
  };
}
