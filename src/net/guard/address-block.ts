import {isIPv4, isIPv6} from 'node:net';

const GROUPS = 8;
const IPV4_MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/** A range of addresses, and how many hosts' worth of attempts it has. */
export type AddressBlock = {readonly name: string; readonly weight: number};

/** Bits that a household, a site, a customer and a provider get, and the attempts of how many hosts each may make. */
const IPV6_BLOCKS = [
  {bits: 64, weight: 1},
  {bits: 56, weight: 4},
  {bits: 48, weight: 16},
  {bits: 32, weight: 256},
];
const IPV4_BLOCKS = [
  {bits: 32, weight: 1},
  {bits: 24, weight: 16},
  {bits: 16, weight: 256},
];

/**
 * The blocks that the limits of a host are counted for, the smallest first. An IPv4 address counts for itself (also one
 * that is mapped into IPv6) and the networks around it; an IPv6 address for its /64, since whoever has one address there
 * has 2^64, and for those around it, since whoever has a /48 has 65,536 of them. Anything else is taken as it is.
 */
export function addressBlocks(host: string): readonly AddressBlock[] {
  const bare = host.replace(/%.*$/s, '').replace(IPV4_MAPPED, '');
  if (isIPv4(bare)) {
    return ipv4Blocks(bare);
  }
  if (!isIPv6(bare)) {
    return [{name: host, weight: 1}];
  }
  const groups = expand(bare);
  const mapped = mappedIpv4(groups);
  return mapped === null ? ipv6Blocks(groups) : ipv4Blocks(mapped);
}

function ipv4Blocks(address: string): AddressBlock[] {
  const parts = address.split('.');
  return IPV4_BLOCKS.map(({bits, weight}) => ({
    name: bits === 32 ? address : `${parts.slice(0, bits / 8).join('.')}/${bits}`,
    weight,
  }));
}

function ipv6Blocks(groups: readonly string[]): AddressBlock[] {
  return IPV6_BLOCKS.map(({bits, weight}) => {
    const whole = groups.slice(0, Math.floor(bits / 16));
    const half = Number.parseInt(groups[whole.length] ?? '0', 16) >> 8;
    const prefix = bits % 16 === 0 ? whole : [...whole, (half << 8).toString(16)];
    return {name: `${prefix.join(':')}::/${bits}`, weight};
  });
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
