import {createSocket, type Socket} from 'node:dgram';
import {isIPv4} from 'node:net';
import type {NetworkInterfaceInfo} from 'node:os';
import {BEACON_BYTES, isBeacon} from './beacon.ts';
import type {Heard} from './beacon-queue.ts';

/** Where beacons go: groups of the local network, which no router passes on. */
const GROUP_4 = '239.192.78.84';
const GROUP_6 = 'ff02::4e54';
export const LAN_PORT = 47_800;

/** An address of this machine, and the interface that has it. */
export type LanAddress = {readonly host: string; readonly netmask: string; readonly name: string};

export type LanSocket = {
  /** Sends to everybody on the network of one of our addresses. `onRefused`: this machine does not let it out. */
  readonly announce: (from: LanAddress, beacon: Uint8Array, onRefused?: () => void) => void;
  /** Sends to one source, by the way it was heard from. */
  readonly answer: (from: LanAddress, to: Pick<Heard, 'host' | 'port'>, beacon: Uint8Array) => void;
  readonly close: () => void;
};

/**
 * The addresses that beacons are sent from: those of networks where others can be. IPv6: only link-local ones, with their
 * zone, since the source of a multicast to the link is one of them.
 */
export function lanAddresses(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): readonly LanAddress[] {
  return Object.entries(interfaces).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({internal, address}) => !internal && (isIPv4(address) || /^fe[89ab]/iu.test(address)))
      .map(({address, netmask}) => ({
        host: isIPv4(address) ? address : `${address}%${name}`,
        netmask,
        name,
      })),
  );
}

/**
 * Opens the sockets of some addresses: one for each that sends and hears answers, and one that hears the group. What cannot
 * be opened or sent is left out: a network without multicast is no failure.
 */
export function openLanSocket(
  addresses: readonly LanAddress[],
  onHeard: (heard: Heard) => void,
  port: number = LAN_PORT,
): LanSocket {
  const senders = new Map<string, Socket>();
  const listeners: Socket[] = [];
  const hear = (socket: Socket) =>
    socket.on('message', (bytes, {address, port: from}) => {
      if (isBeacon(bytes)) {
        onHeard({bytes, host: address, port: from});
      }
    });

  for (const family of ['udp4', 'udp6'] as const) {
    const own = addresses.filter(({host}) => isIPv4(host) === (family === 'udp4'));
    if (own.length > 0) {
      const socket = open(family, {port, address: family === 'udp4' ? '0.0.0.0' : '::'}, () => {
        for (const {host, name} of own) {
          attempt(() => socket.addMembership(...membership(family, host, name)));
        }
      });
      hear(socket);
      listeners.push(socket);
      for (const {host} of own) {
        const sender = open(family, {port: 0, address: host}, () => {
          attempt(() => sender.setMulticastTTL(1));
          attempt(() => sender.setTTL(1));
          attempt(() =>
            sender.setMulticastInterface(family === 'udp4' ? host : `::${host.slice(host.indexOf('%'))}`),
          );
        });
        hear(sender);
        senders.set(host, sender);
      }
    }
  }

  const send = (
    {host}: LanAddress,
    to: {readonly host: string; readonly port: number},
    beacon: Uint8Array,
    onRefused: () => void = () => {},
  ) => {
    const socket = senders.get(host);
    if (socket && beacon.byteLength === BEACON_BYTES) {
      attempt(() => socket.send(beacon, to.port, to.host, error => void (error && onRefused())), onRefused);
    } else {
      onRefused();
    }
  };
  return {
    announce: (from, beacon, onRefused) =>
      send(from, {port, host: isIPv4(from.host) ? GROUP_4 : `${GROUP_6}%${from.name}`}, beacon, onRefused),
    answer: (from, to, beacon) => send(from, to, beacon),
    close() {
      for (const socket of [...senders.values(), ...listeners]) {
        attempt(() => socket.close());
      }
    },
  };
}

function membership(family: 'udp4' | 'udp6', host: string, name: string): [group: string, via: string] {
  return family === 'udp4' ? [GROUP_4, host] : [GROUP_6, `::%${name}`];
}

function open(
  type: 'udp4' | 'udp6',
  where: {readonly port: number; readonly address: string},
  onReady: () => void,
): Socket {
  const socket = createSocket({type, reuseAddr: true, ipv6Only: type === 'udp6'});
  socket.on('error', () => {}); // such as an address that just went away
  socket.bind(where, onReady);
  socket.unref();
  return socket;
}

/** Multicast is refused in many ways: by interfaces that went away, by sandboxes, by routers' rules. */
function attempt(work: () => void, onFailed: () => void = () => {}): void {
  try {
    work();
  } catch {
    onFailed();
  }
}
