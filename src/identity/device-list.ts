import {hash32, u64} from '../lib/hash.ts';
import type {KeyPair} from './key-pair.ts';
import {isPublicKey, isSigned, sign} from './signatures.ts';

/** Which devices are a person's, signed by the person. Each list names the hash of the one before it. */
export type DeviceList = {
  /** From 1. */
  readonly number: number;
  /** 32 bytes: the hash of list `number` − 1, zeros for the first. */
  readonly previous: Uint8Array;
  readonly devices: readonly Device[];
  /** 64 bytes. */
  readonly signature: Uint8Array;
};

export type Device = {
  /** Ed25519 public key, 32 bytes: the static key of its handshakes. */
  readonly key: Uint8Array;
  /** What its owner calls it; may be empty. */
  readonly name: string;
  /** Milliseconds since 1970; 0 if unknown. */
  readonly since: number;
};

const HASH_BYTES = 32;
/** Enough of a hash that nobody finds a second list with the same one. */
const SHORT_HASH_BYTES = 16;

/** The first list of a person: one device, without a name. The same seeds make the same list. */
export function firstDeviceList(person: KeyPair, device: KeyPair): DeviceList {
  const unsigned = {
    number: 1,
    previous: new Uint8Array(HASH_BYTES),
    devices: [{key: device.publicKey, name: '', since: 0}],
  };
  return {
    ...unsigned,
    signature: sign('devices', signedContent(person.publicKey, unsigned), person.secretKey),
  };
}

/**
 * Tells whether a device acts for a person. Without a list (number 0) the two are one key. With one, the person must
 * have signed it and the device must stand in it.
 */
export function isDeviceOf(device: Uint8Array, person: Uint8Array, list: DeviceList | null): boolean {
  if (list === null) {
    return Buffer.compare(device, person) === 0;
  }
  return (
    list.number > 0 &&
    isPublicKey(person) &&
    list.devices.every(({key}) => isPublicKey(key)) &&
    list.devices.some(({key}) => Buffer.compare(key, device) === 0) &&
    isSigned('devices', signedContent(person, list), list.signature, person)
  );
}

/** Which list this is: its number, and the first 16 bytes of its hash in hex. Without a list, 0 and zeros. */
export function listStateOf(person: Uint8Array, list: DeviceList | null): {number: number; hash: string} {
  const hash = list === null ? Buffer.alloc(SHORT_HASH_BYTES) : hash32(signedContent(person, list));
  return {number: list?.number ?? 0, hash: hash.toString('hex', 0, SHORT_HASH_BYTES)};
}

/** person 32 ‖ number u64 ‖ previous 32 ‖ BLAKE2b-256 of the devices. */
function signedContent(person: Uint8Array, list: Omit<DeviceList, 'signature'>): Buffer {
  return Buffer.concat([person, u64(list.number), list.previous, hashOf(list.devices)]);
}

/** For each device: key 32 ‖ since u64 ‖ length of the name u64 ‖ name. */
function hashOf(devices: readonly Device[]): Buffer {
  const fields = devices.flatMap(({key, name, since}) => {
    const utf8 = Buffer.from(name);
    return [key, u64(since), u64(utf8.byteLength), utf8];
  });
  return hash32(...fields);
}
