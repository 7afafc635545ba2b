import {createHash} from 'node:crypto';
import {peerKeyOfSeed} from '../../src/identity/key-pair.ts';
import type {PeerKey} from '../../src/lib/ids.ts';

/** The seed of the contact with this number; the same in every run. */
export function crowdSeed(number: number): Buffer {
  return createHash('sha256').update(`silent contact ${number}`).digest();
}

/** The key of that contact. */
export function crowdKey(number: number): PeerKey {
  return peerKeyOfSeed(crowdSeed(number));
}

/** Where that contact listens. */
export function crowdPort(number: number): number {
  return 10_000 + number;
}
