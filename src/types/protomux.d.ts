/** The part of protomux 3.12 that natter uses, read from its source. */
declare module 'protomux' {
  import type {EventEmitter} from 'node:events';
  import type {State} from 'compact-encoding';

  /** What Protomux needs of the stream below it. */
  export type MuxableStream = EventEmitter & {
    userData: unknown;
    readonly destroyed: boolean;
    write(frame: Uint8Array): boolean;
    end(): void;
    destroy(error?: Error): void;
    pause(): void;
    resume(): void;
  };

  export type MessageOptions<In, Out> = {
    readonly encoding: {
      preencode(state: State, value: Out): void;
      encode(state: State, value: Out): void;
      decode(state: State): In;
    };
    readonly onmessage: (value: In) => void;
  };

  export type Message<Out> = {send(value: Out): boolean};

  export type Channel = {
    readonly opened: boolean;
    readonly closed: boolean;
    open(): void;
    /** The next message of the channel: its number is its place in the order. Null leaves a gap. */
    addMessage<In, Out>(options: MessageOptions<In, Out>): Message<Out>;
    addMessage(options: null): Message<never>;
  };

  export default class Protomux {
    constructor(stream: MuxableStream, options?: {alloc?: (length: number) => Uint8Array});
    /** Null if the stream is gone or the channel exists already. */
    createChannel(options: {protocol: string; onclose?: (isRemote: boolean) => void}): Channel | null;
  }
}
