import type {PeerKey} from '../api/api.ts';
import type {Links} from '../connections/links.ts';
import {createDevices, type Devices} from '../peers/devices.ts';
import {type Alarms, createAlarms} from '../peers/impersonation-alerts.ts';
import {type Acquaintance, createAcquaintance} from '../peers/peer-policy.ts';
import {createPeerBook, type PeerBook} from '../peers/peer-store.ts';
import {createPresence, type Presence} from '../peers/presence.ts';
import {createStatusExchange, type StatusExchange} from '../peers/status-exchange.ts';
import type {Preferences} from '../preferences.ts';
import {createInvites, type Invites, type InvitesOptions} from '../reach/invites.ts';
import {isByTicket} from '../rooms/tickets.ts';
import type {Base} from './base.ts';

/** The people, and their relations to us. */
export type People = {
  readonly peers: PeerBook;
  readonly devices: Devices;
  readonly alarms: Alarms;
  readonly acquaintance: Acquaintance;
  readonly presence: Presence;
  readonly invites: Invites;
  readonly statuses: StatusExchange;
};

/** Joins the parts about peers. The links are made later: they stand on these. */
export function buildPeople(
  base: Base,
  preferences: Preferences,
  links: () => Links,
  found: Pick<InvitesOptions, 'isFound' | 'judged' | 'changed'>,
): People {
  const {options, events, identity, self, peerState: state} = base;
  const {clock, database} = options;
  const peers = createPeerBook(
    database,
    state,
    () => ({key: self.key, name: self.name()}),
    peer => events.push({type: 'peer-changed', peer}),
  );
  const isOnline = (key: PeerKey) => links().session(key) !== null;
  const alarms = createAlarms({clock, state, peers, events, isOnline});
  const invites = createInvites({
    ...{database, clock, events, peers},
    deviceKey: identity.device.publicKey,
    reachableAt: () => self.view().reachableAt,
    ...found,
  });
  return {
    peers,
    alarms,
    invites,
    devices: createDevices(database),
    acquaintance: createAcquaintance({
      ...{peers, alarms, events, clock, invites, isByTicket},
      requestMode: () => preferences.get().requests,
      disconnect: key => void links().close(key, 'disconnect'),
    }),
    presence: createPresence({state, peers, events, clock}),
    statuses: createStatusExchange({
      peers,
      own: () => preferences.get().status,
      session: key => links().session(key),
      sessions: () => links().all(),
    }),
  };
}
