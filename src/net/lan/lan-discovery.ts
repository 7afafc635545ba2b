import type {Cancel, Clock} from '../../lib/time/clock.ts';
import {createAttempts} from '../guard/attempts.ts';
import {addressBytes} from './address-bytes.ts';
import {type BeaconCandidate, type BeaconSecret, encodeBeacon, recogniseBeacon} from './beacon.ts';
import {createBeaconQueue, type Heard} from './beacon-queue.ts';
import type {LanAddress, LanSocket} from './lan-socket.ts';
import {isOnLink} from './on-link.ts';
import {createOwnBeacons, type LanEcho} from './own-beacons.ts';
import {createRecentBeacons} from './recent-beacons.ts';

/** What is told on the LAN, and who would be recognised. Asked anew for every beacon, since the hour passes. */
export type LanIdentity<T> = {
  /** Null without contacts: beacons then say nothing, or of invites only. */
  readonly own: (
    hour: number,
  ) => (BeaconSecret & {readonly sign: (message: Uint8Array) => Uint8Array}) | null;
  readonly invites: () => readonly BeaconSecret[];
  readonly candidates: () => Iterable<BeaconCandidate<T>>;
  /** The TCP port we listen on, or null: then nothing is sent. */
  readonly port: () => number | null;
};

export type LanOptions<T> = {
  readonly identity: LanIdentity<T>;
  readonly clock: Clock;
  /** Fills an array with random bytes. */
  readonly random: (bytes: Uint8Array) => void;
  readonly addresses: () => readonly LanAddress[];
  readonly open: (addresses: readonly LanAddress[], onHeard: (heard: Heard) => void) => LanSocket;
  /** Somebody known is on this network, and listens there. Called again at each of their beacons. */
  readonly onSeen: (who: T, host: string, port: number) => void;
};

export type LanDiscovery<T> = {
  /** Opens the sockets anew and sends at once: at a start, after a change of the network, and when an invite was made. */
  readonly announce: () => void;
  /** Where somebody is whose beacon was heard lately, before anybody knew to look for it; null if none was. */
  readonly heardBefore: (
    candidate: BeaconCandidate<T>,
  ) => {readonly host: string; readonly port: number} | null;
  /** Sends a beacon and waits for it to come back from the group, on each interface. */
  readonly probe: () => Promise<readonly LanEcho[]>;
  readonly close: () => void;
};

const PERIOD = 60_000;
/** One source is answered once in so many milliseconds. */
const ANSWERS = {attemptBurst: 1, attemptInterval: 10_000};
/** Beacons of a probe, since a membership in the group takes effect a little after it was asked for. */
const PROBES = 3;
/** Milliseconds. */
const PROBE_PAUSE = 300;
const MILLISECONDS_PER_HOUR = 3_600_000;

/**
 * Tells contacts on the same network that we are there, and finds out who of them is. Every well-formed beacon is answered
 * alike, recognised or not, so an answer says nothing.
 */
export function startLanDiscovery<T>(options: LanOptions<T>): LanDiscovery<T> {
  const {identity, clock, random} = options;
  const ours = createOwnBeacons();
  const answers = createAttempts(ANSWERS, clock);
  const recent = createRecentBeacons(clock);
  let addresses: readonly LanAddress[] = [];
  let socket: LanSocket | null = null;
  let cancel: Cancel | null = null;

  const hour = () => Math.floor(clock.now() / MILLISECONDS_PER_HOUR);
  const randomBelow = (below: number) => {
    const bytes = Buffer.alloc(4);
    random(bytes);
    return bytes.readUInt32LE() % below;
  };
  const beacon = (from: LanAddress, port: number) => {
    const address = addressBytes(from.host);
    if (!address) {
      return null;
    }
    const bytes = encodeBeacon(
      {address, port, hour: hour()},
      identity.own(hour()),
      identity.invites(),
      random,
    );
    ours.sent(bytes, from);
    return bytes;
  };

  const recognise = (heard: Heard, candidates: Iterable<BeaconCandidate<T>>) => {
    const address = addressBytes(heard.host);
    return address && recogniseBeacon(heard.bytes, address, hour(), candidates);
  };

  const queue = createBeaconQueue(clock, randomBelow, heard => {
    const found = recognise(heard, identity.candidates());
    recent.add(heard);
    answer(heard);
    if (found) {
      options.onSeen(found.who, heard.host, found.port);
    }
  });

  const answer = (heard: Heard) => {
    const from = addresses.find(own => isOnLink(own, heard.host));
    const port = identity.port();
    if (!from || port === null || !answers.take([{name: heard.host, weight: 1}])) {
      return;
    }
    const bytes = beacon(from, port);
    if (bytes) {
      socket?.answer(from, heard, bytes);
    }
  };

  const open = () => {
    socket?.close();
    addresses = options.addresses();
    socket = options.open(addresses, heard => {
      if (!ours.isOwn(heard.bytes)) {
        queue.add(heard);
      }
    });
  };

  const send = () => {
    const port = identity.port();
    for (const from of port === null ? [] : addresses) {
      const bytes = beacon(from, port ?? 0);
      if (bytes) {
        socket?.announce(from, bytes, () => ours.refused(from));
      }
    }
    cancel?.();
    cancel = clock.after(PERIOD * (0.75 + randomBelow(500) / 1000), send);
  };

  return {
    announce() {
      open();
      send();
    },
    async probe() {
      open();
      ours.restart();
      for (let sent = 0; sent < PROBES; sent++) {
        send();
        await new Promise<void>(resolve => clock.after(PROBE_PAUSE, resolve));
      }
      return ours.echoes(addresses, recent.all());
    },
    heardBefore(candidate) {
      for (const heard of recent.all()) {
        const found = recognise(heard, [candidate]);
        if (found) {
          return {host: heard.host, port: found.port};
        }
      }
      return null;
    },
    close() {
      cancel?.();
      queue.close();
      socket?.close();
      socket = null;
    },
  };
}
