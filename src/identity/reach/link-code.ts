import {NatterError} from '../../lib/errors.ts';
import {hash32} from '../../lib/hash.ts';
import {labels} from '../../lib/labels.ts';
import {decodeZBase32, encodeZBase32} from '../../lib/z-base-32.ts';
import {normaliseLink} from './link-text.ts';

/** A place on the internet or a LAN, in the form that a link holds. */
export type LinkAddress = {readonly host: Uint8Array; readonly port: number};

/** Where a link leads. */
export type LinkPlaces = {
  /** Where the host can be reached directly, at most three; empty unless the host asked for it. */
  readonly addresses: readonly LinkAddress[];
  /** Nodes of a closed network's hash table, at most two, IPv4. */
  readonly nodes: readonly LinkAddress[];
};

/** What differs between links for different purposes. */
export type LinkKind = {
  readonly scheme: string;
  /** Bytes between the version and the fields. */
  readonly bytes: number;
  /** Far beyond any such link: what is longer was not copied from one. */
  readonly maxCharacters: number;
  readonly damaged: () => NatterError;
  /** What to do about a link of a later version. */
  readonly newer: () => string;
};

const VERSION = 1;
const SUM_BYTES = 2;
/** Fields behind the fixed bytes: type, length, value. Unknown types are passed over. */
const ADDRESS_4 = 1;
const ADDRESS_16 = 2;
const NODE_4 = 3;
const MAX_ADDRESSES = 3;
const MAX_NODES = 2;

/** A link, in lower case. In upper case it means the same and fits a smaller QR code. */
export function formatLink({scheme}: LinkKind, bytes: readonly Uint8Array[], places: LinkPlaces): string {
  const fields = [
    ...places.addresses
      .slice(0, MAX_ADDRESSES)
      .map(address => field(address.host.byteLength === 4 ? ADDRESS_4 : ADDRESS_16, address)),
    ...places.nodes.slice(0, MAX_NODES).map(node => field(NODE_4, node)),
  ];
  const body = Buffer.concat([Buffer.of(VERSION), ...bytes, ...fields]);
  return scheme + encodeZBase32(Buffer.concat([body, sumOf(body)]));
}

/**
 * Reads a link as people paste it: with line breaks, spaces, brackets or quotation marks, in either case. Throws what the
 * kind says, or INVITE_NEWER for a later version of the format.
 */
export function parseLink(text: string, kind: LinkKind): LinkPlaces & {readonly bytes: Buffer} {
  const {scheme, bytes: count, maxCharacters, damaged} = kind;
  const link = normaliseLink(text);
  const isLink = link.startsWith(scheme) && link.length <= maxCharacters;
  const all = isLink ? decodeZBase32(link.slice(scheme.length)) : null;
  if (all === null || all.byteLength < 1 + count + SUM_BYTES) {
    throw damaged();
  }
  const body = all.subarray(0, -SUM_BYTES);
  if (!sumOf(body).equals(all.subarray(-SUM_BYTES))) {
    throw damaged();
  }
  if (body[0] !== VERSION) {
    throw new NatterError('INVITE_NEWER', kind.newer());
  }
  const places = readFields(body.subarray(1 + count));
  if (places === null) {
    throw damaged();
  }
  return {bytes: Buffer.from(body.subarray(1, 1 + count)), ...places};
}

/** Null if the last field is cut short. */
function readFields(bytes: Buffer): LinkPlaces | null {
  const addresses: LinkAddress[] = [];
  const nodes: LinkAddress[] = [];
  let at = 0;
  while (at < bytes.byteLength) {
    const type = bytes[at];
    const end = at + 2 + (bytes[at + 1] ?? Number.POSITIVE_INFINITY);
    if (end > bytes.byteLength) {
      return null;
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
function sumOf(body: Uint8Array): Buffer {
  return hash32(labels.linkSum, body).subarray(0, SUM_BYTES);
}
