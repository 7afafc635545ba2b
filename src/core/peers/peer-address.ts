import type {Link} from '../../net/link/link.ts';
import type {PeerRow} from '../../storage/types.ts';

/** Where this very key answered when it was dialled; null if it only says where it listens, or never told. */
export function answeredAt({address, addressProven}: PeerRow): string | null {
  return addressProven === true ? address : null;
}

/** Whether a contact was reached on this host: strangers there get no better, but it is not pushed out by others. */
export function isContactHost(rows: readonly PeerRow[], host: string): boolean {
  return rows.some(row => {
    const address = row.relation === 'contact' ? answeredAt(row) : null;
    return address !== null && address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '') === host;
  });
}

/**
 * Where a peer that came in says that it can be dialled: its host with the port that it listens on. A guess: it may
 * be the address of a router. Where a way was punched it surely is.
 */
export function dialBackAddress({initiator, hello, remoteAddress, path}: Link): string | null {
  if (initiator || hello.port === 0 || path === 'punched' || path === 'relayed') {
    return null;
  }
  return `${remoteAddress.slice(0, remoteAddress.lastIndexOf(':'))}:${hello.port}`;
}
