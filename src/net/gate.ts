import {Duplex} from 'node:stream';
import type {Clock} from '../lib/clock.ts';
import {createFrameLengths} from './frame-lengths.ts';

export type GateOptions = {
  /** The raw stream. The gate owns it from now on. */
  readonly socket: Duplex;
  readonly initiator: boolean;
  readonly handshakeFrameBytes: number;
  readonly clock: Clock;
  /** Milliseconds from now until `settle` must have been called, however busy the other side is. */
  readonly deadline: number;
  readonly expired: () => void;
  /** A frame of a forbidden length begins; nothing is read from here on. */
  readonly violated: (detail: string) => void;
  /** Bytes left for the other side. */
  readonly flushed: () => void;
};

/** Stands between a raw stream and the crypto, so that no stranger can make the crypto allocate or wait. */
export type Gate = {
  /** What the crypto reads and writes. */
  readonly stream: Duplex;
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

/** Makes the gate (SECURITY rules 2 and 3). Destroying its stream destroys the raw one, and the other way. */
export function createGate(options: GateOptions): Gate {
  const {socket} = options;
  const lengths = createFrameLengths(options);
  const settle = options.clock.after(options.deadline, options.expired);
  let received = 0;
  let discarding = false;
  let ended = false;
  let failure: Error | null = null;
  /** Bytes that the raw stream has taken while the gate still counts them. */
  let held = 0;

  const stream = new Duplex({
    read: () => void socket.resume(),
    write(chunk: Uint8Array, _encoding, done) {
      pass([chunk], done);
    },
    writev(parts, done) {
      pass(
        parts.map(({chunk}) => chunk as Uint8Array),
        done,
      );
    },
    final(done) {
      socket.end(() => done());
    },
    destroy(error, done) {
      settle();
      socket.destroy();
      done(error);
    },
  });
  stream.on('error', () => {}); // whoever reads the stream hears it too; alone it must not end the process

  function pass(chunks: readonly Uint8Array[], done: () => void): void {
    socket.cork();
    let goesOn = true;
    for (const chunk of chunks) {
      goesOn = socket.write(chunk, onWritten);
      held += chunk.byteLength;
    }
    socket.uncork();
    if (goesOn) {
      release(done);
    } else {
      socket.once('drain', () => release(done));
    }
  }

  function release(done: () => void): void {
    held = 0;
    done();
  }

  function onWritten(error?: Error | null): void {
    if (error) {
      onError(error);
    } else {
      options.flushed();
    }
  }

  function onError(error: Error): void {
    failure ??= error;
    stream.destroy(error);
  }

  function onData(chunk: Uint8Array): void {
    received += chunk.byteLength;
    if (discarding) {
      return;
    }
    const problem = lengths.check(chunk);
    if (problem !== null) {
      discard();
      options.violated(problem);
    } else if (!stream.push(chunk)) {
      socket.pause();
    }
  }

  /** A handshake that is cut can never be completed. Later the end has its turn behind the data. */
  function onEnd(): void {
    ended = true;
    if (!lengths.isEstablished()) {
      stream.destroy();
    } else if (!discarding) {
      stream.push(null);
    }
  }

  /** After an orderly end there may be data in the gate that nobody has read yet. */
  function onClose(): void {
    if (!ended || discarding) {
      stream.destroy();
    }
  }

  function discard(): void {
    discarding = true;
    socket.resume();
  }

  socket.on('data', onData);
  socket.on('end', onEnd);
  socket.on('error', onError);
  socket.on('close', onClose);
  if (socket.destroyed) {
    stream.destroy();
  }

  return {
    stream,
    received: () => received,
    error: () => failure,
    isMidFrame: lengths.isMidFrame,
    buffered: () => stream.writableLength - held + socket.writableLength,
    settle,
    discard,
  };
}
