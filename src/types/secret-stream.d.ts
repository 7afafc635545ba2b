/** The part of @hyperswarm/secret-stream 6.9 that natter uses, read from its source. */
declare module '@hyperswarm/secret-stream' {
  import type {EventEmitter} from 'node:events';

  type Events = {
    /** The Noise handshake is done: the remote key is proven, nothing has been decrypted yet. */
    connect: [];
    data: [frame: Buffer];
    drain: [];
    end: [];
    error: [error: Error];
    close: [];
  };

  /** What it needs of the stream below it; a Duplex has all of that. */
  export type RawStream = EventEmitter & {
    write(chunk: Uint8Array): boolean;
    end(): unknown;
    destroy(error?: Error): unknown;
    pause(): unknown;
    resume(): unknown;
  };

  export default class SecretStream {
    constructor(
      isInitiator: boolean,
      rawStream: RawStream,
      options: {
        /** What a finished Noise handshake gave. */
        handshake: {
          tx: Uint8Array;
          rx: Uint8Array;
          hash: Uint8Array;
          publicKey: Uint8Array;
          remotePublicKey: Uint8Array;
        };
        /** Bytes of the raw stream that came behind the handshake. */
        data?: Uint8Array;
      },
    );
    /** Bytes of encrypted frames handed to the raw stream, without those of the handshake. */
    readonly rawBytesWritten: number;
    readonly destroying: boolean;
    /** Space for one frame that is encrypted in place if it is written next. */
    alloc(length: number): Buffer;
    write(frame: Uint8Array): boolean;
    end(): this;
    destroy(error?: Error): void;
    pause(): this;
    resume(): this;
    on<E extends keyof Events>(event: E, listener: (...values: Events[E]) => void): this;
  }
}
