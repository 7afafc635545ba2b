import type {PeerKey} from '../lib/ids.ts';

/** Lower case and digits without the pairs that are mistaken for each other: no 0 and o, no 1 and l. */
const ALPHABET = '23456789abcdefghijkmnpqrstuvwxyz';
const SHORT_ID = /^[2-9a-km-np-z]{12}$/;
/** Five hex digits are 20 bits, which are four characters of base 32. */
const HEX_GROUP = 5;
const GROUP_SIZE = 4;
const GROUPS = 3;

/**
 * The id that people see for a public key: its first 60 bits as 12 characters. Enough to tell
 * peers apart and to point at one; comparing keys for trust needs more (SECURITY rule 5).
 */
export function shortId(publicKey: PeerKey): string {
  let id = '';
  for (let group = 0; group < GROUPS; group += 1) {
    id += encodeGroup(Number.parseInt(publicKey.slice(group * HEX_GROUP, (group + 1) * HEX_GROUP), 16));
  }
  return id;
}

/** Tells whether a text has the form of a whole short id. */
export function isShortId(text: string): boolean {
  return SHORT_ID.test(text);
}

function encodeGroup(bits: number): string {
  let characters = '';
  for (let place = GROUP_SIZE - 1; place >= 0; place -= 1) {
    characters += ALPHABET[(bits >> (place * 5)) & 31];
  }
  return characters;
}
