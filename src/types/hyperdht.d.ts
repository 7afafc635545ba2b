/** The part of hyperdht 6.34 that natter uses, read from its source. */
declare module 'hyperdht' {
  import type {EventEmitter} from 'node:events';
  import type {UdxStream} from 'udx-native';

  export type NodeAddress = {readonly host: string; readonly port: number};

  /** A key pair that it announces and makes handshakes with: with a secret key, or with a bare scalar that signs. */
  export type DhtKeyPair = {
    readonly publicKey: Uint8Array;
    readonly secretKey?: Uint8Array;
    readonly scalar?: Uint8Array;
    readonly sign?: (message: Uint8Array) => Uint8Array;
  };

  /** What `createSecretStream` has to return. */
  export type EncryptedSocket = EventEmitter & {
    readonly rawStream: UdxStream | null;
    readonly destroying: boolean;
    start(rawStream: UdxStream): void;
    destroy(error?: Error): void;
    setKeepAlive(milliseconds: number): void;
  };

  /** What `createHandshake` has to return: Noise IK with payloads of the library's form. */
  export type Handshake = {
    readonly remotePublicKey: Uint8Array | null;
    send(payload: unknown): Uint8Array;
    recv(message: Uint8Array): unknown;
    final(): {readonly holepunchSecret: Uint8Array; readonly remotePublicKey: Uint8Array};
  };

  type Hooks = {
    readonly createHandshake: (keyPair: DhtKeyPair, remotePublicKey: Uint8Array | null) => Handshake;
    readonly createSecretStream: (
      isInitiator: boolean,
      rawStream: UdxStream | null,
      options: {readonly handshake?: {readonly remotePublicKey: Uint8Array}},
    ) => EncryptedSocket;
  };

  /** A Noise message that somebody sends to an announced key; `peerAddress` as the node says that forwarded it. */
  export type FirstMessage = {readonly noise: Uint8Array; readonly peerAddress: NodeAddress | null};

  export type Server = EventEmitter & {
    readonly relayAddresses: readonly NodeAddress[];
    listen(keyPair: DhtKeyPair): Promise<unknown>;
    close(): Promise<void>;
    refresh(): void;
    /** Its own, replaced with care: answers a first message, or with null not at all. */
    _onpeerhandshake(message: FirstMessage, request: {readonly from: NodeAddress}): Promise<unknown>;
    /** What it keeps of first messages, by their bytes in hexadecimal. */
    readonly _connects: ReadonlyMap<string, unknown>;
  };

  class HyperDHT extends (await import('node:events')).EventEmitter {
    constructor(options: {
      readonly bootstrap?: readonly (string | NodeAddress)[];
      readonly port?: number;
      readonly host?: string;
      readonly ephemeral?: boolean;
      readonly firewalled?: boolean;
    });
    static bootstrapper(
      port: number,
      host: string,
      options?: {
        readonly host?: string;
        readonly bootstrap?: readonly (string | NodeAddress)[];
        /** Another port will do where this one is taken. */
        readonly anyPort?: boolean;
      },
    ): HyperDHT;
    readonly host: string | null;
    readonly port: number;
    readonly firewalled: boolean;
    readonly bootstrapped: boolean;
    readonly destroyed: boolean;
    readonly stats: {readonly queries: {readonly active: number; readonly total: number}};
    fullyBootstrapped(): Promise<void>;
    address(): NodeAddress;
    toArray(options?: {readonly limit?: number}): NodeAddress[];
    createServer(
      options: Hooks & {
        /** True: no answer goes out. */
        readonly firewall: (remotePublicKey: Uint8Array, payload: unknown, from: NodeAddress) => boolean;
        readonly shareLocalAddress?: boolean;
        /** How long a first message is remembered to be answered alike if it comes again, milliseconds. */
        readonly handshakeClearWait?: number;
      },
      onconnection?: (socket: EncryptedSocket) => void,
    ): Server;
    connect(remotePublicKey: Uint8Array, options: Hooks & {readonly keyPair: DhtKeyPair}): EncryptedSocket;
    suspend(): Promise<void>;
    resume(): Promise<void>;
    destroy(options?: {readonly force?: boolean}): Promise<void>;
  }
  export default HyperDHT;
}

declare module 'hyperdht/lib/constants.js' {
  const constants: {
    readonly NS: {readonly PEER_HANDSHAKE: Uint8Array};
    readonly BOOTSTRAP_NODES: readonly string[];
  };
  export default constants;
}

declare module 'hyperdht/lib/holepuncher.js' {
  /** What opens a way through two routers. Those that begin with `_` are its own, and replaced with care. */
  export default class Holepuncher {
    /** Until a way is open, or it was given up. */
    punching: boolean;
    readonly _sleeper: {pause(milliseconds: number): Promise<void>};
    /** Sends a datagram that says nothing. */
    ping(address: {readonly host: string; readonly port: number}): Promise<unknown>;
    /** Guesses which ports a router opened. */
    _randomProbes(address: {readonly host: string}): Promise<void>;
    /** Gives up, unless a way is open. */
    _autoDestroy(): void;
  }
}

declare module 'hyperdht/lib/messages.js' {
  import type {Encoding} from 'compact-encoding';

  const messages: {readonly noisePayload: Encoding<unknown>};
  export default messages;
}

declare module 'hyperdht/testnet.js' {
  import type HyperDHT from 'hyperdht';
  import type {NodeAddress} from 'hyperdht';
  export default function createTestnet(
    size: number,
    options?: {readonly host?: string},
  ): Promise<{
    readonly nodes: readonly HyperDHT[];
    readonly bootstrap: readonly NodeAddress[];
    readonly destroy: () => Promise<void>;
  }>;
}

/** The part of udx-native 1.21 that natter uses, read from its source. */
declare module 'udx-native' {
  import type {EventEmitter} from 'node:events';

  /** A reliable stream over UDP, of the kind of streamx: `write` has no callback. */
  export type UdxStream = EventEmitter & {
    readonly connected: boolean;
    readonly destroyed: boolean;
    readonly remoteHost: string | null;
    readonly remotePort: number;
    /** Smoothed round-trip time, milliseconds. */
    readonly rtt: number;
    write(chunk: Uint8Array): boolean;
    end(): void;
    pause(): void;
    resume(): void;
    destroy(error?: Error): void;
    /** Sends an unreliable datagram beside the stream; the other side sees a `message`. */
    trySend(datagram: Uint8Array): void;
  };
}
