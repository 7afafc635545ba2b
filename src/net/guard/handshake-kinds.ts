import {labels} from '../../lib/labels.ts';

/** Which side knows the other's key before the handshake, by the names of the Noise specification. */
export type Pattern = 'XX' | 'XK' | 'XXpsk0';

/** One way to agree on keys; which one is said by the first byte of a link. */
export type HandshakeKind = {
  readonly number: number;
  readonly pattern: Pattern;
  /** ML-KEM-768 is mixed in. */
  readonly isHybrid: boolean;
  /** What both sides hash first, so that nobody between them can change the kind. */
  readonly prologue: string;
  /** Exact bytes of the frames: message 1 with the byte of the kind, message 2, message 3. */
  readonly lengths: readonly [first: number, second: number, third: number];
};

/** natter 0.1 has no kinds: it is recognised, so that both sides can be told which one is too old. */
export const LEGACY = 0;
/** For an address whose owner's key is not known. */
export const MEET = 1;
/** For a known key: who does not have it hears nothing that can be read. */
export const KNOWN = 2;
/** For a secret that both sides have, such as spoken words. */
export const SHARED_SECRET = 3;
/** Added to a kind: the same with ML-KEM-768. */
export const HYBRID = 16;

/** Bytes of an ML-KEM-768 encapsulation key and ciphertext; a seal of Noise. */
const KEM_KEY = 1184;
const KEM_CIPHERTEXT = 1088;
const SEAL = 16;
const KEY = 32;
const THIRD = KEY + SEAL + SEAL;

/** The stream header of the encryption follows the handshake in either direction. */
export const STREAM_HEADER_BYTES = 56;

const classic: readonly HandshakeKind[] = [
  kind(MEET, 'XX', 1 + KEY, KEY + KEY + SEAL + SEAL),
  kind(KNOWN, 'XK', 1 + KEY + SEAL, KEY + SEAL),
  kind(SHARED_SECRET, 'XXpsk0', 1 + KEY + SEAL, KEY + KEY + SEAL + SEAL),
];

const legacy: HandshakeKind = {
  number: LEGACY,
  pattern: 'XX',
  isHybrid: false,
  prologue: '',
  lengths: [KEY, KEY + KEY + SEAL + SEAL, THIRD],
};

/** All kinds by their number (docs/PROTOCOL.md). */
export const handshakeKinds: ReadonlyMap<number, HandshakeKind> = new Map(
  [legacy, ...classic, ...classic.map(withKem)].map(each => [each.number, each]),
);

/** The kind with this number. Throws a TypeError if there is none. */
export function kindOf(number: number): HandshakeKind {
  const found = handshakeKinds.get(number);
  if (found === undefined) {
    throw new TypeError(`There is no handshake of kind ${number}`);
  }
  return found;
}

/** The kind that a first frame announces, or null. A frame of 32 bytes has no byte for it: it is natter 0.1's. */
export function announcedKind(frame: Uint8Array): HandshakeKind | null {
  if (frame.byteLength === legacy.lengths[0]) {
    return legacy;
  }
  const found = handshakeKinds.get(frame[0] ?? LEGACY);
  return found !== undefined && found.number !== LEGACY && found.lengths[0] === frame.byteLength
    ? found
    : null;
}

function kind(number: number, pattern: Pattern, first: number, second: number): HandshakeKind {
  return {number, pattern, isHybrid: false, prologue: prologueOf(number), lengths: [first, second, THIRD]};
}

/** The key goes out in the payload of message 1, the ciphertext comes back in that of message 2. */
function withKem({number, pattern, lengths: [first, second, third]}: HandshakeKind): HandshakeKind {
  return {
    number: number + HYBRID,
    pattern,
    isHybrid: true,
    prologue: prologueOf(number + HYBRID),
    lengths: [first + KEM_KEY, second + KEM_CIPHERTEXT, third],
  };
}

function prologueOf(number: number): string {
  return `${labels.link}${String.fromCharCode(number)}`;
}
