import {NatterError} from '../../lib/errors.ts';
import {roomTexts} from '../../lib/texts/rooms.ts';
import {formatLink, type LinkAddress, type LinkKind, parseLink} from '../reach/link-code.ts';
import {TICKET_SCHEME} from '../reach/link-text.ts';

/** What a ticket link says. */
export type TicketLink = {
  /** The id of the room, 32 bytes. */
  readonly room: Uint8Array;
  /** 16 bytes: whoever has them may join. */
  readonly seed: Uint8Array;
  /** The handshake key of the member who made it. */
  readonly hostKey: Uint8Array;
  /** Where that member can be reached, at most three. */
  readonly addresses: readonly LinkAddress[];
};

const SEED_AT = 32;
const KEY_AT = SEED_AT + 16;
const END = KEY_AT + 32;

const TICKET: LinkKind = {
  scheme: TICKET_SCHEME,
  bytes: END,
  maxCharacters: 500,
  damaged: () => new NatterError('TICKET_DAMAGED', roomTexts.errors.ticketDamaged),
  newer: () => roomTexts.errors.ticketNewer,
};

/** The link of a ticket. */
export function formatTicket({room, seed, hostKey, addresses}: TicketLink): string {
  return formatLink(TICKET, [room, seed, hostKey], {addresses, nodes: []});
}

/** Reads a ticket as people paste it. Throws TICKET_DAMAGED, or INVITE_NEWER for a later version of the format. */
export function parseTicket(text: string): TicketLink {
  const {bytes, addresses} = parseLink(text, TICKET);
  return {
    room: bytes.subarray(0, SEED_AT),
    seed: bytes.subarray(SEED_AT, KEY_AT),
    hostKey: bytes.subarray(KEY_AT, END),
    addresses,
  };
}
