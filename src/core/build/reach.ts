import type {PeerKey} from '../api/api.ts';
import type {Links} from '../connections/links.ts';
import {type ContactPoints, createContactPoints} from '../reach/contact-points.ts';
import {createReachExchange, type ReachExchange} from '../reach/reach-exchange.ts';
import {createReachKeys, type ReachKeys} from '../reach/reach-keys.ts';
import type {Base} from './base.ts';
import type {People} from './people.ts';

/** How we and our contacts are found. */
export type Reach = {
  readonly keys: ReachKeys;
  readonly points: ContactPoints;
  readonly exchange: ReachExchange;
  /** Does what ends a contact, and makes that they cannot find us any more. Throws what the database throws. */
  readonly cutOff: (key: PeerKey, work: () => void) => void;
};

/** Joins the parts about reach keys. */
export function buildReach(base: Base, {peers}: People, links: () => Links): Reach {
  const {options, self, identity, peerState: state, tellFailure: failed} = base;
  const {database, clock} = options;
  const keys = createReachKeys(database, clock);
  const points = createContactPoints({database, state, peers, clock, changed() {}});
  const exchange = createReachExchange({
    tells: options.reach !== undefined,
    ...{person: identity.person, keys, points, peers, failed},
    session: key => links().session(key),
    sessions: () => links().all(),
    reachableAt: () => self.view().reachableAt,
  });

  function cutOff(key: PeerKey, work: () => void): void {
    if (options.reach !== undefined && peers.row(key)?.relation === 'contact') {
      keys.rotate(); // first: whoever is cut off must not find us, whatever happens in between
    }
    work();
    exchange.tellAll();
  }

  return {keys, points, exchange, cutOff};
}
