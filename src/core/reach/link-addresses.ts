import type {LinkAddress} from '../../identity/reach/invite-link.ts';
import {parseAddress} from '../../lib/address.ts';
import {addressBytes} from '../../net/lan/address-bytes.ts';
import type {Address} from '../api/api.ts';

const IPV4_BYTES = 4;

/** An address such as `192.168.1.20:4242` in the form that a link holds; null for a name, which it does not. */
export function toLinkAddress(text: string): LinkAddress | null {
  const {host, port} = parseAddress(text);
  const bytes = addressBytes(host);
  if (bytes === null) {
    return null;
  }
  return {host: host.includes(':') ? bytes : bytes.subarray(-IPV4_BYTES), port};
}

/** Where a link says that somebody is. */
export function fromLinkAddress({host, port}: LinkAddress): Address {
  if (host.byteLength === IPV4_BYTES) {
    return {host: [...host].join('.'), port};
  }
  const groups = Buffer.from(host).toString('hex').match(/.{4}/g) ?? [];
  const {host: short} = parseAddress(`[${groups.join(':')}]:${Math.max(1, port)}`);
  return {host: short, port};
}
