import {NatterError} from '../../lib/errors.ts';
import {hash32} from '../../lib/hash.ts';
import {labels} from '../../lib/labels.ts';
import {roomTexts} from '../../lib/texts/rooms.ts';
import {decodeZBase32, encodeZBase32} from '../../lib/z-base-32.ts';
import {normaliseLink, TICKET_SCHEME as SCHEME} from '../reach/link-text.ts';

/** What a ticket link says. */
export type TicketLink = {
  /** The id of the room, 32 bytes. */
  readonly room: Uint8Array;
  /** 16 bytes: whoever has them may join. */
  readonly seed: Uint8Array;
  /** The handshake key of the member who made it. */
  readonly hostKey: Uint8Array;
  /** Where that member can be reached, as `host:port`. */
  readonly addresses: readonly string[];
};

const VERSION = 1;
const ROOM_AT = 1;
const SEED_AT = ROOM_AT + 32;
const KEY_AT = SEED_AT + 16;
const ADDRESSES_AT = KEY_AT + 32;
const SUM_BYTES = 2;
const MAX_ADDRESSES = 3;
const MAX_CHARACTERS = 500;

/** The link of a ticket. */
export function formatTicket({room, seed, hostKey, addresses}: TicketLink): string {
  const text = Buffer.from(addresses.slice(0, MAX_ADDRESSES).join(' '));
  const body = Buffer.concat([Buffer.of(VERSION), room, seed, hostKey, text]);
  return SCHEME + encodeZBase32(Buffer.concat([body, sumOf(body)]));
}

/** Reads a ticket as people paste it. Throws `TICKET_DAMAGED`, or `INVITE_NEWER` for a later version of the format. */
export function parseTicket(text: string): TicketLink {
  const link = normaliseLink(text);
  const isLink = link.startsWith(SCHEME) && link.length <= MAX_CHARACTERS;
  const bytes = isLink ? decodeZBase32(link.slice(SCHEME.length)) : null;
  if (bytes === null || bytes.byteLength < ADDRESSES_AT + SUM_BYTES) {
    throw damaged();
  }
  const body = bytes.subarray(0, -SUM_BYTES);
  if (!sumOf(body).equals(bytes.subarray(-SUM_BYTES)) || body[0] !== VERSION) {
    throw damaged();
  }
  return {
    room: Buffer.from(body.subarray(ROOM_AT, SEED_AT)),
    seed: Buffer.from(body.subarray(SEED_AT, KEY_AT)),
    hostKey: Buffer.from(body.subarray(KEY_AT, ADDRESSES_AT)),
    addresses: body.toString('ascii', ADDRESSES_AT).split(' ').filter(Boolean).slice(0, MAX_ADDRESSES),
  };
}

/** Finds slips of the hand. It protects from nobody who changes a link on purpose. */
function sumOf(body: Uint8Array): Buffer {
  return hash32(labels.linkSum, body).subarray(0, SUM_BYTES);
}

function damaged(): NatterError {
  return new NatterError('TICKET_DAMAGED', roomTexts.errors.ticketDamaged);
}
