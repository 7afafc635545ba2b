import type {KeyPair} from '../../identity/key-pair.ts';
import type {GateStream} from '../guard/handshake-guard.ts';
import type {HandshakeKind} from '../guard/handshake-kinds.ts';
import {
  createInitiator,
  createResponder,
  type NoiseInitiator,
  type SessionKeys,
  type SharedSecret,
} from './noise.ts';

/** Bytes of a frame's length, which stand before it. */
const HEADER_BYTES = 3;

/** Which handshake we begin, or which ones we answer. */
export type Exchange =
  | {
      readonly initiator: true;
      readonly kind: HandshakeKind;
      /** The responder's static key, if it is known. */
      readonly remoteKey: Uint8Array | undefined;
      /** Asked between messages 2 and 3. False: not one byte more is sent. */
      readonly authenticate: (remoteKey: Uint8Array) => boolean;
      /** What the kind for a shared secret is made with. */
      readonly secret?: SharedSecret | undefined;
    }
  | {
      readonly initiator: false;
      readonly accepts: (kind: number) => boolean;
      /** Secrets that a dialler may show to know. */
      readonly secrets?: (() => readonly SharedSecret[]) | undefined;
    };

export type ExchangeOptions = Exchange & {
  /** A fixed one, for recorded links. */
  readonly ephemeral?: KeyPair | undefined;
  /** Frames come in through the gate: their lengths are those of the handshake. */
  readonly stream: GateStream;
  readonly keyPair: KeyPair;
  /**
   * `rest`: bytes behind the last message of the handshake. `secret`: the shared secret that the dialler knew, or null. The
   * stream is paused.
   */
  readonly onKeys: (keys: SessionKeys, kind: number, rest: Buffer, secret: string | null) => void;
  /** What came is no handshake with us. */
  readonly onForeign: () => void;
};

/** Agrees on keys over a stream. The first message of an initiator leaves at once; whoever closes the stream ends it. */
export function exchangeKeys(options: ExchangeOptions): void {
  const step = options.initiator ? initiatorSteps(options) : responderSteps(options);
  const {stream} = options;
  let received = Buffer.alloc(0);
  let isOver = false;

  stream.on('data', onData);
  step.begin();

  function onData(chunk: Uint8Array): void {
    received = Buffer.concat([received, chunk]);
    for (let frame = takeFrame(); frame !== null && !isOver; frame = takeFrame()) {
      onFrame(frame);
    }
  }

  function takeFrame(): Buffer | null {
    const end =
      received.byteLength < HEADER_BYTES
        ? Number.POSITIVE_INFINITY
        : HEADER_BYTES + received.readUIntLE(0, HEADER_BYTES);
    if (isOver || received.byteLength < end) {
      return null;
    }
    const frame = received.subarray(HEADER_BYTES, end);
    received = received.subarray(end);
    return frame;
  }

  function onFrame(frame: Buffer): void {
    let outcome: Outcome;
    try {
      outcome = step.onFrame(frame);
    } catch {
      outcome = 'foreign';
    }
    if (outcome !== 'more') {
      isOver = true;
      stream.off('data', onData);
      stream.pause();
    }
    if (outcome === 'foreign') {
      options.onForeign();
    } else if (typeof outcome === 'object') {
      options.onKeys(outcome.keys, outcome.kind, received, outcome.secret);
    }
  }
}

/** More frames are needed; it went wrong; we do not want this peer; or it is done. */
type Outcome = 'more' | 'foreign' | 'unwanted' | Agreed;

type Agreed = {readonly keys: SessionKeys; readonly kind: number; readonly secret: string | null};

type Steps = {readonly begin: () => void; readonly onFrame: (frame: Buffer) => Outcome};

function initiatorSteps(options: Extract<ExchangeOptions, {initiator: true}>): Steps {
  const {stream, kind, secret} = options;
  const noise: NoiseInitiator = createInitiator(kind, {...options, secrets: secret && [secret]});
  return {
    begin: () => writeFrame(stream, noise.writeFirst()),
    onFrame(frame) {
      if (!options.authenticate(noise.readSecond(frame))) {
        return 'unwanted';
      }
      const {message, keys} = noise.writeThird();
      writeFrame(stream, message);
      return {keys, kind: kind.number, secret: secret?.id ?? null};
    },
  };
}

function responderSteps(options: Extract<ExchangeOptions, {initiator: false}>): Steps {
  let noise: ReturnType<typeof createResponder> | null = null;
  return {
    begin() {},
    onFrame(frame) {
      if (noise !== null) {
        return {keys: noise.readThird(frame), kind: noise.kind, secret: noise.secret};
      }
      noise = createResponder(frame, {...options, secrets: options.secrets?.()});
      writeFrame(options.stream, noise.writeSecond());
      return 'more';
    },
  };
}

function writeFrame(stream: GateStream, message: Uint8Array): void {
  const frame = Buffer.allocUnsafe(HEADER_BYTES + message.byteLength);
  frame.writeUIntLE(message.byteLength, 0, HEADER_BYTES);
  frame.set(message, HEADER_BYTES);
  stream.write(frame);
}
