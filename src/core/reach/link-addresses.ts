import type {LinkAddress} from '../../identity/reach/link-code.ts';
import {parseAddress} from '../../lib/address.ts';
import {addressBytes} from '../../net/lan/address-bytes.ts';
import type {Address} from '../api/api.ts';

const IPV4_BYTES = 4;

/**
 * Addresses such as `192.168.1.20:4242` in the form that a link holds, without names, which it does not, and without those
 * that lead whoever has it to their own machine, unless there are no others.
 */
export function toLinkAddresses(texts: readonly string[]): LinkAddress[] {
  const all = texts.map(toLinkAddress).filter(address => address !== null);
  const elsewhere = all.filter(address => !LEADS_NOWHERE.test(fromLinkAddress(address).host));
  return elsewhere.length > 0 ? elsewhere : all;
}

/** Where a link says that somebody is. */
export function fromLinkAddresses(addresses: readonly LinkAddress[]): Address[] {
  return addresses.filter(({port}) => port > 0).map(fromLinkAddress);
}

function toLinkAddress(text: string): LinkAddress | null {
  const {host, port} = parseAddress(text);
  const bytes = addressBytes(host);
  if (bytes === null) {
    return null;
  }
  return {host: host.includes(':') ? bytes : bytes.subarray(-IPV4_BYTES), port};
}

function fromLinkAddress({host, port}: LinkAddress): Address {
  if (host.byteLength === IPV4_BYTES) {
    return {host: [...host].join('.'), port};
  }
  const groups = Buffer.from(host).toString('hex').match(/.{4}/g) ?? [];
  const {host: short} = parseAddress(`[${groups.join(':')}]:${Math.max(1, port)}`);
  return {host: short, port};
}

/** An address such as `192.168.1.20:4242` in the form of a `reach`, in which IPv4 is mapped into IPv6; null for a name. */
export function toReachAddress(text: string): LinkAddress | null {
  const {host, port} = parseAddress(text);
  const bytes = addressBytes(host);
  return bytes && {host: bytes, port};
}

/** Where a `reach` says that somebody listens; null for what leads nowhere, or only to ourselves. */
export function fromReachAddress({host, port}: LinkAddress): Address | null {
  const isMapped = Buffer.from(host).subarray(0, -IPV4_BYTES).equals(MAPPED);
  const address =
    port === 0 ? null : fromLinkAddress({host: isMapped ? host.subarray(-IPV4_BYTES) : host, port});
  return address === null || LEADS_NOWHERE.test(address.host) ? null : address;
}

const MAPPED = Buffer.from('00000000000000000000ffff', 'hex');
/** Unspecified, loopback, multicast, broadcast. */
const LEADS_NOWHERE = /^(?:0\.|127\.|22[4-9]\.|2[345]\d\.|::1?$|ff)/i;
