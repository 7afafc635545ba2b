import type {ReachPoint} from '../../identity/reach/day-key.ts';
import {inviteSecret} from '../../identity/reach/invite-keys.ts';
import {peerKey} from '../../lib/ids.ts';
import type {Network} from '../../net/network.ts';
import type {PeerKey} from '../api/api.ts';
import type {ReachView} from '../api/reach.ts';
import type {ComingBack} from '../connections/auto-dialer.ts';
import type {Links} from '../connections/links.ts';
import type {Preferences} from '../preferences.ts';
import {createAnnouncements} from '../reach/announcements.ts';
import {createClockWarning} from '../reach/clock-warning.ts';
import {type ContactClocks, createContactClocks} from '../reach/contact-clocks.ts';
import {type ContactPoints, createContactPoints} from '../reach/contact-points.ts';
import {createHashTable, type HashTable} from '../reach/hash-table.ts';
import {createLikelyDays} from '../reach/likely-days.ts';
import {createNeighbours, type Neighbours} from '../reach/neighbours.ts';
import {createReachExchange, type ReachExchange} from '../reach/reach-exchange.ts';
import {createReachKeys} from '../reach/reach-keys.ts';
import type {Hints} from '../rooms/hints.ts';
import type {Base} from './base.ts';
import type {People} from './people.ts';

/** How we and our contacts are found. */
export type Reach = {
  readonly points: ContactPoints;
  readonly clocks: ContactClocks;
  readonly exchange: ReachExchange;
  readonly table: HashTable;
  readonly neighbours: Neighbours;
  /** Does what ends a contact, and makes that they cannot find us any more. Throws what the database throws. */
  readonly cutOff: (key: PeerKey, work: () => void) => void;
  /** Takes part in what the settings say, from the start on and whenever they change. */
  readonly followSettings: () => void;
  /** The network is another one, or the machine slept. */
  readonly wakeUp: () => void;
  /** An invite was made, or is over. Resolves when somebody can come by it, as far as that goes. */
  readonly invitesChanged: () => Promise<void>;
  /** The reach point by which we are found; null if we are not. */
  readonly ownPoint: () => Uint8Array | null;
  /** A member of a room of ours says where to be found. */
  readonly hinted: (key: PeerKey, point: ReachPoint | null, addresses: readonly string[]) => void;
  readonly view: () => ReachView;
  readonly stop: () => Promise<void>;
};

/** What is made later than this. */
export type Later = {
  readonly links: Links;
  readonly network: Network;
  readonly comingBack: ComingBack;
  readonly hints: Hints;
};

/** Joins the parts that find people. */
export function buildReach(base: Base, people: People, preferences: Preferences, later: () => Later): Reach {
  const {options, self, identity, events, peerState: state, reportError: failed} = base;
  const {database, clock, reach: ports} = options;
  const {peers} = people;
  const tracer = base.tracing('reach');
  const keys = createReachKeys(database, clock);
  const openInvites = () =>
    people.invites.announced().map(({id, secret}) => ({id, secret: inviteSecret(secret)}));
  const points = createContactPoints({
    ...{database, state, peers, clock},
    changed: () => announcements.expectOthers(),
  });
  const clocks = createContactClocks({clock, state, points});
  const exchange = createReachExchange({
    ...{person: identity.person, keys, points, clocks, peers, failed, clock, state},
    tells: ports !== undefined,
    session: key => later().links.session(key),
    sessions: () => later().links.all(),
    reachableAt: () => self.view().reachableAt,
    onClock: createClockWarning({clock, clocks, peers, events}),
  });
  const announcements = createAnnouncements({
    ...{clock, state, keys, points, invites: openInvites},
    accept(arrival) {
      tracer.note?.('called', {
        peer: arrival.expectedKey === undefined ? null : tracer.peer(peerKey(arrival.expectedKey)),
        path: arrival.connection.path,
      });
      later().network.accept(arrival);
    },
  });
  const table = createHashTable({
    ...{clock, database, keys, points, announcements, failed},
    daysOf: createLikelyDays({clock, clocks, isAlone: () => later().links.all().length === 0}),
    start: ports?.startTable ?? null,
    bootstrap: ports?.bootstrap ?? (async () => []),
    hasNetwork: ports?.hasNetwork ?? (() => false),
    changed(now) {
      tracer.note?.('hash table', {state: now, nodes: table.view().nodes});
      events.push({type: 'reach', reach: view()});
    },
    inReach: () => later().comingBack.tableReady(),
  });
  const neighbours = createNeighbours({
    ...{clock, state, keys, points, clocks, lan: ports?.lan ?? null},
    invites: () => openInvites().map(({secret}) => secret),
    port: () => self.view().listening?.port ?? null,
    onSeen(key) {
      tracer.note?.('beacon', {peer: tracer.peer(key)});
      later().comingBack.seen(key);
    },
  });

  function cutOff(key: PeerKey, work: () => void): void {
    const knewUs = ports !== undefined && peers.row(key)?.relation === 'contact';
    if (knewUs) {
      tracer.note?.('new reach key');
      keys.rotate(); // first: whoever is cut off must not find us, whatever happens in between
    }
    work();
    if (knewUs) {
      tellAll();
      void table.announceAnew();
      neighbours.announce();
    }
  }

  /** Contacts and members of our rooms hear anew where we are. */
  function tellAll(): void {
    exchange.tellAll();
    later().hints.tellAll();
  }

  function view(): ReachView {
    return {
      dht: table.view(),
      lan: neighbours.view(),
      heard: neighbours.heardOf(),
      clock: clocks.view(),
      addresses: self.view().reachableAt,
    };
  }

  /** Whoever tells it to a room hears ours there, too; contacts tell each other more exactly. */
  function hinted(key: PeerKey, point: ReachPoint | null, addresses: readonly string[]): void {
    if (peers.row(key)?.relation !== 'member') {
      return;
    }
    const known = points.of(key);
    const isFree = point !== null && !keys.isOwn(point) && points.holder(point, key) === null;
    const next = isFree ? point : points.point(key);
    if (next !== null) {
      points.learn(key, {serial: known?.serial ?? 0, point: next, addresses});
      points.confirm(key, keys.announced().serial);
    } else if (addresses[0] !== undefined) {
      peers.save(key, {address: addresses[0], addressProven: false});
    }
    later().comingBack.wake([key]); // when a link to them was wanted, nothing may have led there yet
  }

  return {
    ...{points, clocks, exchange, table, neighbours, cutOff, view, hinted},
    ownPoint: () => (ports === undefined ? null : keys.announced().key.point),
    followSettings() {
      const {dht, lan} = preferences.get();
      neighbours.turn(lan);
      table.turn(dht);
    },
    wakeUp() {
      tracer.note?.('network changed');
      clocks.forget();
      table.refresh();
      neighbours.announce();
      tellAll();
      events.push({type: 'reach', reach: view()});
    },
    async invitesChanged() {
      neighbours.announce();
      await table.announceAnew();
    },
    async stop() {
      neighbours.stop();
      await table.stop();
    },
  };
}
