import {EventEmitter} from 'node:events';
import type {Duplex} from 'node:stream';
import type {Cancel, Clock} from '../../lib/time/clock.ts';
import {createFrameLengths, type ExpectedLengths, type FrameLengths} from './frame-lengths.ts';

export type GateOptions = {
  /** The raw stream. The gate owns it from now on. */
  readonly socket: Duplex;
  /** Lengths of the frames of the handshake that come in. */
  readonly expected: ExpectedLengths;
  readonly handshakeFrameBytes: number;
  readonly clock: Clock;
  /** Milliseconds from now until `settle` must have been called, however busy the other side is. */
  readonly deadline: number;
  /** Milliseconds from now until the first frame must have come whole; `deadline` alone counts where it is left out. */
  readonly firstFrameDeadline?: number | undefined;
  readonly expired: () => void;
  /** A frame of a forbidden length begins; nothing is read from here on. */
  readonly violated: (detail: string) => void;
  /** Bytes left for the other side. */
  readonly flushed: () => void;
};

/**
 * Stands between a raw stream and the crypto, so that no stranger can make the crypto allocate or wait. The crypto
 * reads and writes its `stream`: the events and methods of a Duplex, without its buffers, since the raw stream has
 * them already. Whoever reads it must begin in the turn in which it was made.
 */
export type Gate = {
  readonly stream: GateStream;
  /** Bytes that came in so far. */
  readonly received: () => number;
  /** What the raw stream died of, or null. */
  readonly error: () => Error | null;
  /** True while the other side is in the middle of a frame. */
  readonly isMidFrame: () => boolean;
  /** Bytes on their way out. */
  readonly buffered: () => number;
  /** The other side has proven itself in time: takes the deadline away. */
  readonly settle: () => void;
  /** Drops whatever still comes in. */
  readonly discard: () => void;
};

export type GateStream = EventEmitter & {
  readonly destroyed: boolean;
  write(chunk: Uint8Array): boolean;
  /** Ends the raw stream; `finish` follows when all bytes are out. */
  end(): void;
  destroy(error?: Error | null): void;
  pause(): void;
  resume(): void;
};

/** Creates the gate (SECURITY rules 2 and 3). Destroying its stream destroys the raw one, and the other way. */
export function createGate(options: GateOptions): Gate {
  return new SocketGate(options);
}

/** One object for both faces: links are many, and each object and closure of theirs is there all the time. */
class SocketGate extends EventEmitter implements Gate, GateStream {
  readonly stream = this;
  destroyed = false;
  readonly #socket: Duplex;
  readonly #lengths: FrameLengths;
  readonly #tell: Pick<GateOptions, 'violated' | 'flushed'>;
  readonly #written = (error?: Error | null) => this.#onWritten(error);
  #cancelDeadline: Cancel | null;
  #cancelFirst: Cancel | null;
  #received = 0;
  #discarding = false;
  #ended = false;
  #failure: Error | null = null;

  constructor(options: GateOptions) {
    super();
    const {socket} = options;
    this.#socket = socket;
    this.#lengths = createFrameLengths(options);
    this.#tell = options;
    this.#cancelDeadline = afterLook(options.clock, options.deadline, options.expired);
    this.#cancelFirst =
      options.firstFrameDeadline === undefined
        ? null
        : afterLook(options.clock, options.firstFrameDeadline, options.expired);
    this.on('error', ignore); // whoever reads the stream hears it too; alone it must not end the process
    socket.on('drain', () => this.emit('drain'));
    socket.on('end', () => this.#onEnd());
    socket.on('error', error => this.#onError(error));
    socket.on('close', () => this.#onClose());
    queueMicrotask(() => socket.on('data', chunk => this.#onData(chunk))); // before, nobody is there to hear
    if (socket.destroyed) {
      this.destroy();
    }
  }

  received(): number {
    return this.#received;
  }

  error(): Error | null {
    return this.#failure;
  }

  isMidFrame(): boolean {
    return this.#lengths.isMidFrame();
  }

  buffered(): number {
    return this.#socket.writableLength;
  }

  settle(): void {
    this.#cancelDeadline?.();
    this.#cancelDeadline = null;
    this.#endFirst();
  }

  discard(): void {
    this.#discarding = true;
    this.#socket.resume();
  }

  write(chunk: Uint8Array): boolean {
    return this.#socket.write(chunk, this.#written);
  }

  end(): void {
    this.#socket.end(() => this.emit('finish'));
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  destroy(error?: Error | null): void {
    if (this.destroyed) {
      return;
    }
    this.destroyed = true;
    this.settle();
    this.#socket.destroy();
    process.nextTick(() => {
      if (error) {
        this.emit('error', error);
      }
      this.emit('close');
    });
  }

  #onWritten(error?: Error | null): void {
    if (error) {
      this.#onError(error);
    } else {
      this.#tell.flushed();
    }
  }

  #onError(error: Error): void {
    this.#failure ??= error;
    this.destroy(error);
  }

  #onData(chunk: Uint8Array): void {
    this.#received += chunk.byteLength;
    if (this.#discarding || this.destroyed) {
      return;
    }
    const problem = this.#lengths.check(chunk);
    if (this.#cancelFirst !== null && this.#lengths.hasFirst()) {
      this.#endFirst();
    }
    if (problem !== null) {
      this.discard();
      this.#tell.violated(problem);
    } else {
      this.emit('data', chunk);
    }
  }

  #endFirst(): void {
    this.#cancelFirst?.();
    this.#cancelFirst = null;
  }

  /** A handshake that is cut can never be completed. Later the end has its turn behind the data. */
  #onEnd(): void {
    this.#ended = true;
    if (!this.#lengths.isEstablished()) {
      this.destroy();
    } else if (!this.#discarding) {
      this.emit('end');
    }
  }

  /** After an orderly end there may be data in the crypto that nobody has read yet. */
  #onClose(): void {
    if (!this.#ended || this.#discarding) {
      this.destroy();
    }
  }
}

/**
 * Calls back once a time is over, and what came until then is read. After a moment in which this process could do nothing
 * timers are due before sockets are looked at: whoever was in time must not be turned away for that.
 */
function afterLook(clock: Clock, milliseconds: number, callback: () => void): Cancel {
  let look: NodeJS.Immediate | null = null;
  const cancel = clock.after(milliseconds, () => {
    look = setImmediate(callback);
  });
  return () => {
    cancel();
    if (look !== null) {
      clearImmediate(look);
    }
  };
}

function ignore(): void {}
