/** The part of protomux 3.12 that natter uses, read from its source. */
declare module 'protomux' {
  /** What Protomux needs of the stream below it. */
  export type MuxableStream = {
    on(event: string, listener: (frame: Uint8Array) => void): unknown;
    userData: unknown;
    readonly destroyed: boolean;
    write(frame: Uint8Array): boolean;
    end(): void;
    destroy(error?: Error): void;
    pause(): void;
    resume(): void;
  };

  export type Channel = {
    readonly opened: boolean;
    readonly closed: boolean;
    /** Our number of the channel, from `open` until it is closed, and the peer's number; else 0. */
    readonly _localId: number;
    readonly _remoteId: number;
    open(): void;
  };

  export default class Protomux {
    constructor(stream: MuxableStream, options?: {alloc?: (length: number) => Uint8Array});
    /** Null if the stream is gone or the channel exists already. */
    createChannel(options: {protocol: string; onclose?: (isRemote: boolean) => void}): Channel | null;
  }
}
