import sodium from 'sodium-native';
import {keyedHash, u16, u32} from '../../lib/hash.ts';
import {labels} from '../../lib/labels.ts';

/**
 * A beacon on a LAN: 121 bytes that say nothing to anybody but contacts and the guests of an open invite.
 *
 *     01 ‖ nonce 16 ‖ 4 × slot 10 ‖ sealed 64
 *
 * A slot holds a tag that only those recognise who know its secret, and the port hidden under the same hash. What is
 * sealed is a signature by the day key: a contact knows the secret, but cannot make a beacon in the owner's name. Hour and
 * source address are in both, so a beacon that is repeated later or from elsewhere means nothing.
 */
export const BEACON_BYTES = 121;

/** What an owner or an open invite puts into a beacon. */
export type BeaconSecret = {readonly tagSecret: Uint8Array};

/** What is told, and where from. `address`: 16 bytes, IPv4 mapped, a link-local one without its zone. */
export type BeaconPlace = {readonly address: Uint8Array; readonly port: number; readonly hour: number};

/** Somebody whose beacon we would recognise. `signer` is absent for an invite, whose slots are not signed. */
export type BeaconCandidate<T> = BeaconSecret & {
  readonly who: T;
  /** The public key with which a beacon of this hour has to be signed. */
  readonly signer?: (hour: number) => Uint8Array;
  /** Hours by which their clock is known to be ahead of ours. */
  readonly ahead?: number;
};

/** The slot of an invite names no hour: whoever was invited may have a clock that is days off, and nobody knows yet. */
const INVITE_HOUR = 0;

const VERSION = 1;
const NONCE_AT = 1;
const SLOTS_AT = 17;
const SLOT_BYTES = 10;
const TAG_BYTES = 8;
const SLOTS = 4;
const SEALED_AT = SLOTS_AT + SLOTS * SLOT_BYTES;
const SIGNATURE_BYTES = 64;

/**
 * A beacon for one interface. `own` is absent without contacts; at most three invites fit beside it, of more the first one
 * and others each time. `random` fills an array with random bytes; what is not used is random, so the number of contacts and
 * invites does not show.
 */
export function encodeBeacon(
  place: BeaconPlace,
  own: (BeaconSecret & {readonly sign: (message: Uint8Array) => Uint8Array}) | null,
  invites: readonly BeaconSecret[],
  random: (bytes: Uint8Array) => void,
): Buffer {
  const beacon = Buffer.alloc(BEACON_BYTES);
  random(beacon);
  beacon[0] = VERSION;
  const nonce = beacon.subarray(NONCE_AT, SLOTS_AT);
  const told = [
    ...(own ? [slot(own.tagSecret, nonce, place)] : []),
    ...chosen(invites, own ? SLOTS - 1 : SLOTS, random).map(({tagSecret}) =>
      slot(tagSecret, nonce, {...place, hour: INVITE_HOUR}),
    ),
  ].slice(0, SLOTS);
  const places = shuffle(SLOTS, random);
  for (const [index, bytes] of told.entries()) {
    beacon.set(bytes, SLOTS_AT + (places[index] ?? index) * SLOT_BYTES);
  }
  if (own) {
    beacon.set(xor(own.sign(signed(nonce, place)), seal(own.tagSecret, nonce)), SEALED_AT);
  }
  return beacon;
}

/** The first of many, and of the rest other ones each time. */
function chosen(
  invites: readonly BeaconSecret[],
  most: number,
  random: (bytes: Uint8Array) => void,
): readonly BeaconSecret[] {
  if (invites.length <= most) {
    return invites;
  }
  const rest = shuffle(invites.length - 1, random).map(index => invites[index + 1]);
  return [invites[0], ...rest].slice(0, most).filter(invite => invite !== undefined);
}

/** Tells whether a datagram has the form of a beacon, which is all that a stranger can tell. */
export function isBeacon(datagram: Uint8Array): boolean {
  return datagram.byteLength === BEACON_BYTES && datagram[0] === VERSION;
}

/**
 * Finds out who sent a beacon from an address (16 bytes), and on which port they listen: tries the hour before and after
 * `hour`, since clocks differ, also of the hour that their clock is known to show. Null for somebody unknown. Costs one short
 * hash for each candidate and hour.
 */
export function recogniseBeacon<T>(
  beacon: Uint8Array,
  address: Uint8Array,
  hour: number,
  candidates: Iterable<BeaconCandidate<T>>,
): {readonly who: T; readonly port: number} | null {
  const bytes = Buffer.from(beacon);
  const nonce = bytes.subarray(NONCE_AT, SLOTS_AT);
  for (const candidate of candidates) {
    for (const tried of hoursOf(candidate, hour)) {
      const port = findSlot(bytes, candidate.tagSecret, nonce, {address, hour: tried});
      if (port !== null && isSigned(bytes, candidate, nonce, {address, hour: tried, port})) {
        return {who: candidate.who, port};
      }
    }
  }
  return null;
}

function hoursOf<T>({signer, ahead = 0}: BeaconCandidate<T>, hour: number): Iterable<number> {
  if (signer === undefined) {
    return [INVITE_HOUR];
  }
  const near = [hour, hour - 1, hour + 1];
  return ahead === 0 ? near : new Set([...near.map(one => one + ahead), ...near]);
}

function isSigned<T>(
  beacon: Buffer,
  candidate: BeaconCandidate<T>,
  nonce: Uint8Array,
  place: BeaconPlace,
): boolean {
  if (!candidate.signer) {
    return true;
  }
  const signature = xor(beacon.subarray(SEALED_AT), seal(candidate.tagSecret, nonce));
  return sodium.crypto_sign_verify_detached(
    signature,
    signed(nonce, place),
    Buffer.from(candidate.signer(place.hour)),
  );
}

/** The port of the slot that was made with a secret, or null. */
function findSlot(
  beacon: Buffer,
  tagSecret: Uint8Array,
  nonce: Uint8Array,
  place: Omit<BeaconPlace, 'port'>,
): number | null {
  const hash = slotHash(tagSecret, nonce, place);
  for (let at = SLOTS_AT; at < SEALED_AT; at += SLOT_BYTES) {
    if (beacon.compare(hash, 0, TAG_BYTES, at, at + TAG_BYTES) === 0) {
      return beacon.readUInt16LE(at + TAG_BYTES) ^ hash.readUInt16LE(TAG_BYTES);
    }
  }
  return null;
}

function slot(tagSecret: Uint8Array, nonce: Uint8Array, place: BeaconPlace): Buffer {
  const hash = slotHash(tagSecret, nonce, place);
  return Buffer.concat([hash.subarray(0, TAG_BYTES), u16(hash.readUInt16LE(TAG_BYTES) ^ place.port)]);
}

function slotHash(
  tagSecret: Uint8Array,
  nonce: Uint8Array,
  {address, hour}: Omit<BeaconPlace, 'port'>,
): Buffer {
  return keyedHash(16, tagSecret, 'natter/lan/tag/1', nonce, u32(hour), address);
}

function signed(nonce: Uint8Array, {address, hour, port}: BeaconPlace): Buffer {
  return Buffer.concat([Buffer.from(labels.lan), nonce, u32(hour), address, u16(port)]);
}

function seal(tagSecret: Uint8Array, nonce: Uint8Array): Buffer {
  return keyedHash(SIGNATURE_BYTES, tagSecret, 'natter/lan/seal/1', nonce);
}

function xor(one: Uint8Array, other: Uint8Array): Buffer {
  return Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)));
}

/** The numbers below `count` in a random order. */
function shuffle(count: number, random: (bytes: Uint8Array) => void): number[] {
  const keys = Buffer.alloc(count * 4);
  random(keys);
  return Array.from({length: count}, (_, index) => index).sort(
    (one, other) => keys.readUInt32LE(one * 4) - keys.readUInt32LE(other * 4),
  );
}
