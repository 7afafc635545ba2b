import {MAX_FRAME_BYTES} from '../../lib/limits.ts';
import {type HandshakeKind, handshakeKinds, STREAM_HEADER_BYTES} from './handshake-kinds.ts';

/** Bytes that say how long a frame is, least significant first. */
const HEADER_BYTES = 3;
/** What secret-stream adds to a message: a tag byte and a Poly1305 authenticator. */
export const SEAL_BYTES = 17;

/** For each frame that comes first, the lengths that it may have. */
export type ExpectedLengths = readonly (readonly number[])[];

const kinds = [...handshakeKinds.values()];

/** What a responder receives before it can tell which kind of handshake comes. */
export const receivedByResponder: ExpectedLengths = [
  [...new Set(kinds.map(({lengths}) => lengths[0]))],
  [...new Set(kinds.map(({lengths}) => lengths[2]))],
  [STREAM_HEADER_BYTES],
];

/** What an initiator receives in the handshake that it began. */
export function receivedByInitiator(kind: HandshakeKind): ExpectedLengths {
  return forInitiators.get(kind.number) ?? [];
}

/** Made once: links are many. */
const forInitiators = new Map(
  kinds.map(({number, lengths}) => [number, [[lengths[1]], [STREAM_HEADER_BYTES]]]),
);

/** Reads the length of every frame in a stream of bytes, and nothing else of them. */
export type FrameLengths = {
  /** Looks at the next bytes. Says what is wrong with the first frame of a forbidden length, or null. */
  readonly check: (chunk: Uint8Array) => string | null;
  /** True once every frame of the handshake has begun to arrive. */
  readonly isEstablished: () => boolean;
  /** True once the first frame has come whole. */
  readonly hasFirst: () => boolean;
  /** True while a frame is not complete. */
  readonly isMidFrame: () => boolean;
};

/**
 * Creates a reader of frame lengths (SECURITY rules 1 and 2): the frames of the handshake must have exactly the
 * length that Noise gives them, and never more than `handshakeFrameBytes`; later ones hold a sealed message of
 * at most 64 KiB. A frame of length zero is never right.
 */
export function createFrameLengths(options: {
  readonly expected: ExpectedLengths;
  readonly handshakeFrameBytes: number;
}): FrameLengths {
  return new Lengths(options.expected, options);
}

/** A class, as all that every link has for itself: a closure for each function would be 64 bytes a link. */
class Lengths implements FrameLengths {
  readonly #expected: ExpectedLengths;
  readonly #handshakeFrameBytes: number;
  #frames = 0;
  #length = 0;
  #headerBytes = 0;
  #missing = 0;

  constructor(expected: ExpectedLengths, limits: {readonly handshakeFrameBytes: number}) {
    this.#expected = expected;
    this.#handshakeFrameBytes = limits.handshakeFrameBytes;
  }

  check(chunk: Uint8Array): string | null {
    let offset = 0;
    while (offset < chunk.byteLength) {
      if (this.#missing > 0) {
        const taken = Math.min(this.#missing, chunk.byteLength - offset);
        this.#missing -= taken;
        offset += taken;
        continue;
      }
      this.#length += (chunk[offset] ?? 0) << (8 * this.#headerBytes);
      offset++;
      this.#headerBytes++;
      if (this.#headerBytes === HEADER_BYTES) {
        const problem = this.#problemOf(this.#length);
        if (problem !== null) {
          return problem;
        }
        this.#begin(this.#length);
      }
    }
    return null;
  }

  isEstablished(): boolean {
    return this.#frames >= this.#expected.length;
  }

  hasFirst(): boolean {
    return this.#frames > 1 || (this.#frames === 1 && this.#missing === 0);
  }

  isMidFrame(): boolean {
    return this.#missing > 0 || this.#headerBytes > 0;
  }

  #problemOf(size: number): string | null {
    const wanted = this.#expected[this.#frames];
    if (wanted === undefined) {
      const fits = size >= SEAL_BYTES && size <= MAX_FRAME_BYTES + SEAL_BYTES;
      return fits ? null : `a frame of ${size} bytes`;
    }
    const fits = wanted.includes(size) && size <= this.#handshakeFrameBytes;
    return fits ? null : `a frame of ${size} bytes where the handshake has one of ${wanted.join(' or ')}`;
  }

  #begin(size: number): void {
    this.#frames++;
    this.#missing = size;
    this.#length = 0;
    this.#headerBytes = 0;
  }
}
