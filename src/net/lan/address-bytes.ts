import {isIPv4, isIPv6} from 'node:net';

const GROUPS = 8;
const MAPPED = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]);

/** An address as 16 bytes: IPv4 mapped into IPv6, an IPv6 address without its zone. Null for a text that is none. */
export function addressBytes(host: string): Buffer | null {
  const address = host.replace(/%.*$/su, '').replace(/^::ffff:(?=\d+\.)/iu, '');
  if (isIPv4(address)) {
    return Buffer.concat([MAPPED, Buffer.from(address.split('.').map(Number))]);
  }
  return isIPv6(address) ? groupsToBytes(address) : null;
}

function groupsToBytes(address: string): Buffer {
  const [head = '', tail = ''] = address.split('::');
  const before = groups(head);
  const after = groups(tail);
  const bytes = Buffer.alloc(2 * GROUPS);
  for (const [index, group] of before.entries()) {
    bytes.writeUInt16BE(group, 2 * index);
  }
  for (const [index, group] of after.entries()) {
    bytes.writeUInt16BE(group, 2 * (GROUPS - after.length + index));
  }
  return bytes;
}

/** Groups of four hexadecimal digits; the last two may be written as an IPv4 address. */
function groups(text: string): number[] {
  return text.split(':').flatMap(part => {
    const dotted = part.split('.').map(Number);
    if (dotted.length === 4) {
      const [a = 0, b = 0, c = 0, d = 0] = dotted;
      return [a * 256 + b, c * 256 + d];
    }
    return part === '' ? [] : [Number.parseInt(part, 16)];
  });
}
