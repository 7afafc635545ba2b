import {createHash} from 'node:crypto';
import {type PeerKey, peerKey} from '../src/lib/ids.ts';

/** The key of the seeded contact with this number; the same in every run. Nobody has the secret to it. */
export function contactKey(number: number): PeerKey {
  return peerKey(createHash('sha256').update(`contact ${number}`).digest('hex'));
}
