import {type DeviceList, firstDeviceList} from './device-list.ts';
import {type KeyPair, keyPair} from './key-pair.ts';

/** Our identity on the wire: a person, and the device that speaks for it. */
export type OwnIdentity = {
  /** What others know us by, 32 bytes: contacts, verification and history name this key. */
  readonly person: Uint8Array;
  /** The static key of handshakes. */
  readonly device: KeyPair;
  /** What proves that the device is the person's; null if the two are one key. */
  readonly devices: DeviceList | null;
};

/** The identity of two seeds of 32 bytes. With one seed the person and the device are the same key, as in natter 0.1. */
export function createIdentity(personSeed: Uint8Array, deviceSeed: Uint8Array = personSeed): OwnIdentity {
  const person = keyPair(personSeed);
  if (Buffer.compare(personSeed, deviceSeed) === 0) {
    return {person: person.publicKey, device: person, devices: null};
  }
  const device = keyPair(deviceSeed);
  return {person: person.publicKey, device, devices: firstDeviceList(person, device)};
}
