import {hash32} from '../../lib/hash.ts';
import type {PeerKey} from '../../lib/ids.ts';
import {labels} from '../../lib/labels.ts';
import {type KeyPair, keyPair} from '../key-pair.ts';
import {type InviteSecret, inviteSecret} from '../reach/invite-keys.ts';
import {isSigned, sign} from '../signatures.ts';

const SECRET_BYTES = 16;

/** The key pair of a ticket: whoever has its seed (16 bytes) may join. */
export function ticketKeys(seed: Uint8Array): KeyPair {
  return keyPair(hash32(labels.ticket, seed));
}

/**
 * What a ticket shares with every member of the room, 16 bytes: like the secret of an invite it lets its holder link with
 * any of them. Members know the public half only, so none can use the ticket.
 */
export function ticketSecret(room: Uint8Array, ticket: Uint8Array): InviteSecret {
  return inviteSecret(hash32(labels.ticketSecret, room, ticket).subarray(0, SECRET_BYTES));
}

/** Proves that somebody who joins has the ticket: 64 bytes. */
export function proveTicket(room: Uint8Array, joiner: PeerKey, keys: KeyPair): Uint8Array {
  return sign('join', contentOf(room, joiner), keys.secretKey);
}

/** Tells whether a ticket (its public half, 32 bytes) let somebody join a room. */
export function isTicketProof(
  room: Uint8Array,
  joiner: PeerKey,
  ticket: Uint8Array,
  proof: Uint8Array,
): boolean {
  return isSigned('join', contentOf(room, joiner), proof, ticket);
}

/** room 32 ‖ joiner 32. */
function contentOf(room: Uint8Array, joiner: PeerKey): Buffer {
  return Buffer.concat([room, Buffer.from(joiner, 'hex')]);
}
