import {EventEmitter} from 'node:events';
import type SecretStream from '@hyperswarm/secret-stream';
import type {MuxableStream} from 'protomux';
import {MAX_FRAME_BYTES} from '../lib/limits.ts';
import {ProtocolError} from '../wire/protocol-error.ts';
import {BATCH_HEADER_BYTES, createFrameReader, sizeInBatch, writeFrame} from './mux-frames.ts';

/** The longest message, with its channel and tag, that fits into one frame. */
export const MAX_MESSAGE_BYTES = MAX_FRAME_BYTES - 16;

/** What the secret stream adds to a frame: its length and its seal. */
const FRAME_OVERHEAD = 20;

export type MuxStreamOptions = {
  readonly secret: SecretStream;
  /** A frame of the peer was decrypted. */
  readonly heard: () => void;
  /** A `ProtocolError` if the peer's bytes break a rule; anything else is a mistake of ours. */
  readonly broken: (error: unknown) => void;
};

/** What Protomux sees in place of the secret stream. */
export type MuxStream = {
  readonly stream: MuxableStream;
  /** Bytes that were written but not sealed yet. */
  readonly queued: () => number;
  /** Hands what was written in this tick to the secret stream now. */
  readonly flush: () => void;
  /** Stops reading, and goes on. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Nothing is read or written any more; tells Protomux so. */
  readonly close: () => void;
};

/**
 * Makes the layer between a secret stream and its Protomux. Outwards it gathers what one tick writes and seals
 * it as one frame, of at most 64 KiB, in a microtask: each frame costs one encryption and one system call.
 * Inwards it lets only single, harmless messages through. Nobody may cork the Protomux above.
 */
export function createMuxStream(options: MuxStreamOptions): MuxStream {
  const {secret} = options;
  const read = createFrameReader();
  let gathered: Uint8Array[] = [];
  let size = 0;
  /** Bytes of all frames so far, as the secret stream counts them once it has sealed them. */
  let handedOver = 0;
  let pausedByMux = false;
  let pausedByUs = false;

  const stream = Object.assign(new EventEmitter(), {
    userData: null,
    destroyed: false,
    write(message: Uint8Array): boolean {
      if (!stream.destroyed) {
        gather(message);
      }
      return true;
    },
    end() {},
    destroy(cause?: Error) {
      options.broken(new ProtocolError('A message makes no sense to Protomux', {cause}));
    },
    pause() {
      pausedByMux = true;
      applyPause();
    },
    resume() {
      pausedByMux = false;
      applyPause();
    },
  });

  function gather(message: Uint8Array): void {
    const added = sizeInBatch(message);
    if (size + added > MAX_FRAME_BYTES) {
      flush();
    }
    if (gathered.length === 0) {
      size = BATCH_HEADER_BYTES;
      queueMicrotask(flush);
    }
    gathered.push(message);
    size += added;
  }

  function flush(): void {
    if (gathered.length > 0) {
      const frame = writeFrame(gathered, length => secret.alloc(length));
      handedOver += frame.byteLength + FRAME_OVERHEAD;
      secret.write(frame);
      gathered = [];
      size = 0;
    }
  }

  function onFrame(frame: Uint8Array): void {
    options.heard();
    if (frame.byteLength === 0) {
      return; // a keep-alive of another implementation
    }
    try {
      read(frame, deliver);
    } catch (error) {
      options.broken(error);
    }
  }

  function deliver(message: Uint8Array): void {
    if (!stream.destroyed) {
      stream.emit('data', message);
    }
  }

  function applyPause(): void {
    if (pausedByMux || pausedByUs) {
      secret.pause();
    } else {
      secret.resume();
    }
  }

  secret.on('data', onFrame);

  return {
    stream,
    queued: () => size + handedOver - secret.rawBytesWritten,
    flush,
    pause() {
      pausedByUs = true;
      applyPause();
    },
    resume() {
      pausedByUs = false;
      applyPause();
    },
    close() {
      if (!stream.destroyed) {
        stream.destroyed = true;
        stream.emit('close');
      }
    },
  };
}
