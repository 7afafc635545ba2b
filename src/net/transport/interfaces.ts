import {isIPv4} from 'node:net';
import {type NetworkInterfaceInfo, networkInterfaces} from 'node:os';

/** What `os.networkInterfaces` answers. */
export type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/**
 * The addresses of this machine that others may dial while we listen on `listeningHost`: those of other
 * interfaces than loopback first, IPv4 first among equals. IPv6 addresses come without brackets. Addresses
 * that only mean something together with an interface (link-local ones) are left out; where a network has no others,
 * those of IPv4 are told, which its neighbours can dial, and loopback, which they cannot, is not.
 */
export function dialableAddresses(listeningHost: string, interfaces?: Interfaces): readonly string[] {
  if (!isEverywhere(listeningHost)) {
    return [listeningHost];
  }
  const addresses = Object.values(interfaces ?? ownInterfaces())
    .flatMap(list => list ?? [])
    .filter(({address}) => listeningHost === '::' || isIPv4(address));
  const outside = addresses.filter(({internal}) => !internal);
  const global = addresses.filter(({address}) => !isLinkLocal(address));
  const told =
    outside.length > 0 && outside.every(({address}) => isLinkLocal(address))
      ? outside.filter(({address}) => isIPv4(address))
      : global;
  return told.sort((a, b) => rank(a) - rank(b)).map(({address}) => address);
}

/** Whether this machine has the interface that a zone names (RFC 4007), by its name or its number. */
export function hasZone(zone: string, interfaces: Interfaces = ownInterfaces()): boolean {
  return Object.entries(interfaces).some(
    ([name, list]) =>
      name === zone || list?.some(one => one.family === 'IPv6' && String(one.scopeid) === zone),
  );
}

/** Where the system does not tell (some sandboxes), there are none. */
export function ownInterfaces(): Interfaces {
  try {
    return networkInterfaces();
  } catch {
    return {};
  }
}

function isEverywhere(host: string): boolean {
  return host === '::' || host === '0.0.0.0';
}

function isLinkLocal(address: string): boolean {
  return /^fe[89ab]/i.test(address) || address.startsWith('169.254.');
}

function rank({address, internal}: NetworkInterfaceInfo): number {
  return (internal ? 2 : 0) + (isIPv4(address) ? 0 : 1);
}
