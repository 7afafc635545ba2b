import {setTimeout as sleep} from 'node:timers/promises';
import type {ReachPorts} from '../core/options.ts';
import {systemClock} from '../lib/time/clock.ts';
import {publicNodes} from '../net/dht/public-nodes.ts';
import {lanAddresses, openLanSocket} from '../net/lan/lan-socket.ts';
import {ownInterfaces} from '../net/transport/interfaces.ts';

/** The first frame comes first: then there is time to read the library of the hash table, milliseconds. */
const AFTER_THE_FRAME = 300;
const EVERYWHERE = ['::', '0.0.0.0'];

export type ReachPortsOptions = {
  /** Where natter listens: what is not for all interfaces is kept to that one. */
  readonly host: string;
  /** Nodes to begin with in the place of the public ones. */
  readonly bootstrap: readonly string[] | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** The ways of this machine to be found. */
export function reachPorts({host, bootstrap, environment}: ReachPortsOptions): ReachPorts {
  const isEverywhere = EVERYWHERE.includes(host);
  return {
    async startTable(nodes) {
      await sleep(AFTER_THE_FRAME, undefined, {ref: false});
      const {startDhtNode} = await import('../net/dht/dht-node.ts');
      if (!isEverywhere && host.includes(':')) {
        throw new TypeError('The hash table is reached over IPv4 only');
      }
      return await startDhtNode({
        bootstrap: nodes,
        clock: systemClock,
        ...(isEverywhere ? {} : {host}),
      });
    },
    bootstrap: async () => bootstrap ?? (await publicNodes(environment)),
    hasNetwork: () =>
      !isEverywhere ||
      Object.values(ownInterfaces())
        .flat()
        .some(one => one?.internal === false),
    lan: {
      addresses: () => lanAddresses(ownInterfaces()).filter(own => isEverywhere || own.host === host),
      open: openLanSocket,
    },
  };
}
