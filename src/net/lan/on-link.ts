import {addressBytes} from './address-bytes.ts';
import type {LanAddress} from './lan-socket.ts';

/** Tells whether an address lies in the network of one of ours: nobody else is answered. */
export function isOnLink(own: LanAddress, host: string): boolean {
  const [mine, theirs, mask] = [addressBytes(own.host), addressBytes(host), addressBytes(own.netmask)];
  if (!mine || !theirs || !mask) {
    return false;
  }
  const isIpv4 = own.host.includes('.');
  return mine.every((byte, index) => {
    const bits = isIpv4 && index < 12 ? 255 : (mask[index] ?? 0);
    return (byte & bits) === ((theirs[index] ?? 0) & bits);
  });
}
