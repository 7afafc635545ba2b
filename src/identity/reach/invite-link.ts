import {NatterError} from '../../lib/errors.ts';
import {hash32} from '../../lib/hash.ts';
import {labels} from '../../lib/labels.ts';
import {inputTexts} from '../../lib/texts/input.ts';
import {decodeZBase32, encodeZBase32} from '../../lib/z-base-32.ts';
import {type InviteSecret, inviteSecret} from './invite-keys.ts';
import {normaliseLink, SCHEME} from './link-text.ts';

/** A place on the internet or a LAN, in the form that a link holds. */
export type LinkAddress = {readonly host: Uint8Array; readonly port: number};

/** What an invite link says. */
export type Invite = {
  readonly secret: InviteSecret;
  /** The host's handshake key: a thief of the link cannot pass for the host. */
  readonly hostKey: Buffer;
  /** Where the host can be reached directly, at most three; empty unless the host asked for it. */
  readonly addresses: readonly LinkAddress[];
  /** Nodes of a closed network's hash table, at most two, IPv4. */
  readonly nodes: readonly LinkAddress[];
};

const VERSION = 1;
const SECRET_AT = 2;
const KEY_AT = SECRET_AT + 16;
const FIELDS_AT = KEY_AT + 32;
const SUM_BYTES = 2;
/** Fields behind the key: type, length, value. Unknown types are passed over. */
const ADDRESS_4 = 1;
const ADDRESS_16 = 2;
const NODE_4 = 3;
const MAX_ADDRESSES = 3;
const MAX_NODES = 2;
/** Far beyond any link: what is longer was not copied from one. */
const MAX_CHARACTERS = 400;

/** The link of an invite, in lower case. In upper case it means the same and fits a smaller QR code. */
export function formatInvite(invite: Invite): string {
  const fields = [
    ...invite.addresses
      .slice(0, MAX_ADDRESSES)
      .map(address => field(address.host.byteLength === 4 ? ADDRESS_4 : ADDRESS_16, address)),
    ...invite.nodes.slice(0, MAX_NODES).map(node => field(NODE_4, node)),
  ];
  const body = Buffer.concat([Buffer.from([VERSION, 0]), invite.secret, invite.hostKey, ...fields]);
  return SCHEME + encodeZBase32(Buffer.concat([body, checksum(body)]));
}

/**
 * Reads an invite link as people paste it: with line breaks, spaces, brackets or quotation marks, in either case.
 * Throws INVITE_DAMAGED, or INVITE_NEWER for a later version of the format.
 */
export function parseInvite(text: string): Invite {
  const link = normaliseLink(text);
  const bytes =
    link.startsWith(SCHEME) && link.length <= MAX_CHARACTERS
      ? decodeZBase32(link.slice(SCHEME.length))
      : null;
  if (!bytes || bytes.byteLength < FIELDS_AT + SUM_BYTES) {
    throw damaged();
  }
  const body = bytes.subarray(0, -SUM_BYTES);
  if (!checksum(body).equals(bytes.subarray(-SUM_BYTES))) {
    throw damaged();
  }
  if (body[0] !== VERSION) {
    throw new NatterError('INVITE_NEWER', inputTexts.invites.newer);
  }
  return {
    secret: inviteSecret(body.subarray(SECRET_AT, KEY_AT)),
    hostKey: Buffer.from(body.subarray(KEY_AT, FIELDS_AT)),
    ...readFields(body.subarray(FIELDS_AT)),
  };
}

function readFields(bytes: Buffer): Pick<Invite, 'addresses' | 'nodes'> {
  const addresses: LinkAddress[] = [];
  const nodes: LinkAddress[] = [];
  let at = 0;
  while (at < bytes.byteLength) {
    const type = bytes[at];
    const end = at + 2 + (bytes[at + 1] ?? Number.POSITIVE_INFINITY);
    if (end > bytes.byteLength) {
      throw damaged();
    }
    const value = bytes.subarray(at + 2, end);
    if ((type === ADDRESS_4 && value.byteLength === 6) || (type === ADDRESS_16 && value.byteLength === 18)) {
      addresses.push(readAddress(value));
    } else if (type === NODE_4 && value.byteLength === 6) {
      nodes.push(readAddress(value));
    }
    at = end;
  }
  return {addresses: addresses.slice(0, MAX_ADDRESSES), nodes: nodes.slice(0, MAX_NODES)};
}

function readAddress(value: Buffer): LinkAddress {
  return {host: Buffer.from(value.subarray(0, -2)), port: value.readUInt16LE(value.byteLength - 2)};
}

function field(type: number, {host, port}: LinkAddress): Buffer {
  const value = Buffer.alloc(host.byteLength + 2);
  value.set(host);
  value.writeUInt16LE(port, host.byteLength);
  return Buffer.concat([Buffer.from([type, value.byteLength]), value]);
}

/** Finds slips of the hand. It protects from nobody who changes a link on purpose. */
function checksum(body: Uint8Array): Buffer {
  return hash32(labels.linkSum, body).subarray(0, SUM_BYTES);
}

function damaged(): NatterError {
  return new NatterError('INVITE_DAMAGED', inputTexts.invites.damaged);
}
