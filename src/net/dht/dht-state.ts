/**
 * How the hash table does, by our own judgement: the library resolves all its promises and calls itself online with nothing
 * in reach.
 */
export type DhtState =
  /** Nodes answered and keep our announcement. */
  | 'ready'
  /** Not long enough at work to be judged. */
  | 'starting'
  /** Nodes answered, none keeps our announcement. */
  | 'alone'
  /** Nothing answered, though this machine has a network. */
  | 'blocked'
  /** This machine has no network. */
  | 'offline';

/** What is known of a node at one moment. */
export type DhtFacts = {
  readonly isBootstrapped: boolean;
  /** Nodes in its routing table. */
  readonly knownNodes: number;
  /** Our address as others see it, once two nodes agree. */
  readonly host: string | null;
  /** Whether others see one port, not another one each. */
  readonly hasStablePort: boolean;
  /** Whether others have to be expected for their first datagram to come through. */
  readonly isFirewalled: boolean;
  /** Nodes that keep the announcement that is kept by most. */
  readonly announcedAt: number;
  readonly listeners: number;
};

/** A node has so long to be answered, milliseconds: the library's own queries give up after that. */
const PATIENCE = 6000;

/** The state after a node was at work for some milliseconds on a machine with or without a network. */
export function judgeDht(facts: DhtFacts, running: number, hasNetwork: boolean): DhtState {
  if (!hasNetwork) {
    return 'offline';
  }
  const isAnswered = facts.knownNodes > 0;
  if (isAnswered && (facts.announcedAt > 0 || (facts.listeners === 0 && facts.isBootstrapped))) {
    return 'ready';
  }
  if (running < PATIENCE) {
    return 'starting';
  }
  return isAnswered ? 'alone' : 'blocked';
}
