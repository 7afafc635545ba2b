import type SecretStream from '@hyperswarm/secret-stream';
import type {MuxableStream} from 'protomux';
import {MAX_FRAME_BYTES} from '../../lib/limits.ts';
import {ProtocolError} from '../../wire/protocol-error.ts';
import {
  BATCH_HEADER_BYTES,
  createFrameReader,
  type FastPaths,
  type Outgoing,
  sizeInBatch,
  writeFrame,
} from './mux-frames.ts';

/** The longest message, with its channel and tag, that fits into one frame. */
export const MAX_MESSAGE_BYTES = MAX_FRAME_BYTES - 16;

/** What the secret stream adds to a frame: its length and its seal. */
const FRAME_OVERHEAD = 20;

export type MuxStreamOptions = {
  readonly secret: SecretStream;
  readonly fastPaths: FastPaths;
  /** A frame of the peer was decrypted. */
  readonly heard: () => void;
  /** A `ProtocolError` if the peer's bytes break a rule; anything else is a mistake of ours. */
  readonly broken: (error: unknown) => void;
};

export type MuxStream = {
  /** What Protomux sees in place of the secret stream. */
  readonly stream: MuxableStream;
  /** Sends a message past Protomux. */
  readonly send: (message: Outgoing) => void;
  /** Bytes that were written but not sealed yet. */
  readonly queued: () => number;
  /** Hands what was written in this tick to the secret stream now. */
  readonly flush: () => void;
  /** Stops reading, and goes on. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Nothing is read or written any more; tells Protomux so. */
  readonly close: () => void;
};

/**
 * Creates the layer between a secret stream and its Protomux. Outwards it gathers what one tick writes and seals
 * it as one frame, of at most 64 KiB, in a microtask: each frame costs one encryption and one system call.
 * Inwards it lets only single, harmless messages through. Nobody may cork the Protomux above.
 */
export function createMuxStream(options: MuxStreamOptions): MuxStream {
  return new SealedMux(options);
}

/** One object for both faces: links are many, and each object and closure of theirs is there all the time. */
class SealedMux implements MuxStream, MuxableStream {
  readonly stream = this;
  userData: unknown = null;
  destroyed = false;
  readonly #options: MuxStreamOptions;
  readonly #read: ReturnType<typeof createFrameReader>;
  readonly #deliver = (message: Uint8Array) => this.destroyed || this.#hand(message);
  readonly #flush = () => this.flush();
  #hand: (message: Uint8Array) => void = ignore;
  #tellClosed: () => void = ignore;
  #gathered: (Uint8Array | Outgoing)[] = NOTHING;
  #size = 0;
  /** Bytes of all frames so far, as the secret stream counts them once it has sealed them. */
  #handedOver = 0;
  #pausedByMux = false;
  #held = false;

  constructor(options: MuxStreamOptions) {
    this.#options = options;
    this.#read = createFrameReader(channel => (this.destroyed ? undefined : options.fastPaths(channel)));
    options.secret.on('data', frame => this.#onFrame(frame));
  }

  /** Of the events of a stream these two are all that ever happen here; Protomux listens once to each. */
  on(event: string, listener: (message: Uint8Array) => void): void {
    if (event === 'data') {
      this.#hand = listener;
    } else if (event === 'close') {
      this.#tellClosed = listener as () => void;
    }
  }

  write(message: Uint8Array): boolean {
    this.send(message);
    return true;
  }

  send(message: Uint8Array | Outgoing): void {
    if (this.destroyed) {
      return;
    }
    const added = sizeInBatch(message);
    if (this.#size + added > MAX_FRAME_BYTES) {
      this.flush();
    }
    if (this.#gathered.length === 0) {
      this.#gathered = [];
      this.#size = BATCH_HEADER_BYTES;
      queueMicrotask(this.#flush);
    }
    this.#gathered.push(message);
    this.#size += added;
  }

  flush(): void {
    if (this.#gathered.length > 0) {
      const {secret} = this.#options;
      const frame = writeFrame(inOrder(this.#gathered), length => secret.alloc(length));
      this.#handedOver += frame.byteLength + FRAME_OVERHEAD;
      this.#gathered = NOTHING;
      this.#size = 0;
      secret.write(frame);
    }
  }

  queued(): number {
    return this.#size + this.#handedOver - this.#options.secret.rawBytesWritten;
  }

  end(): void {}

  destroy(cause?: Error): void {
    this.#options.broken(new ProtocolError('A message makes no sense to Protomux', {cause}));
  }

  pause(): void {
    this.#pausedByMux = true;
    this.#applyPause();
  }

  resume(): void {
    this.#pausedByMux = false;
    this.#applyPause();
  }

  hold(): void {
    this.#held = true;
    this.#applyPause();
  }

  release(): void {
    this.#held = false;
    this.#applyPause();
  }

  close(): void {
    if (!this.destroyed) {
      this.destroyed = true;
      this.#tellClosed();
    }
  }

  #onFrame(frame: Uint8Array): void {
    const {heard, broken} = this.#options;
    try {
      heard();
      if (frame.byteLength > 0) {
        this.#read(frame, this.#deliver); // an empty one is a keep-alive of another implementation
      }
    } catch (error) {
      broken(error);
    }
  }

  #applyPause(): void {
    const {secret} = this.#options;
    if (this.#pausedByMux || this.#held) {
      secret.pause();
    } else {
      secret.resume();
    }
  }
}

/** By priority, in the order of writing among equals. What opens and closes channels keeps its place. */
function inOrder(messages: (Uint8Array | Outgoing)[]): readonly (Uint8Array | Outgoing)[] {
  const [first] = messages;
  if (messages.every(message => priorityOf(message) === priorityOf(first))) {
    return messages;
  }
  const isControl = messages.some(message => message instanceof Uint8Array);
  return isControl ? messages : messages.toSorted((one, other) => priorityOf(one) - priorityOf(other));
}

function priorityOf(message: Uint8Array | Outgoing | undefined): number {
  return message === undefined || message instanceof Uint8Array ? 0 : message.priority;
}

/** Shared by all links that have nothing to send. */
const NOTHING: (Uint8Array | Outgoing)[] = [];

function ignore(): void {}
