import {isIPv6} from 'node:net';

/** A network that one household or machine is given has 64 bits of its own: 4 groups of 16 remain. */
const BLOCK_GROUPS = 4;
const GROUPS = 8;
const IPV4_MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/**
 * Whom the limits of a host are counted for: an IPv4 address by itself (also one that is mapped into IPv6), an
 * IPv6 address by its /64, since whoever has one address there has 2^64. Anything else is taken as it is.
 */
export function addressBlock(host: string): string {
  const bare = host.replace(/%.*$/s, '');
  if (!isIPv6(bare)) {
    return host;
  }
  if (IPV4_MAPPED.test(bare)) {
    return bare.replace(IPV4_MAPPED, '');
  }
  const groups = expand(bare);
  return mappedIpv4(groups) ?? `${groups.slice(0, BLOCK_GROUPS).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, in hexadecimal without leading zeros. */
function expand(address: string): readonly string[] {
  const [head = '', tail] = withoutDots(address).split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = Array.from({length: GROUPS - before.length - after.length}, () => '0');
  return [...before, ...zeros, ...after];
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16).toString(16));
}

/** The last 32 bits may be written as an IPv4 address. */
function withoutDots(address: string): string {
  return address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
}

/** The same address may be written with dots or without. */
function mappedIpv4(groups: readonly string[]): string | null {
  const [high, low] = groups.slice(6).map(group => Number.parseInt(group, 16));
  const isMapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
  if (!isMapped || high === undefined || low === undefined) {
    return null;
  }
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
