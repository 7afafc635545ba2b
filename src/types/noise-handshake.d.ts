/** The part of noise-handshake 4.2 that natter uses, read from its source. */
declare module 'noise-handshake' {
  import type {Curve, CurveKeyPair} from 'noise-curve-ed';

  /** With a secret key, or with the bare scalar of a blinded one. */
  type StaticKeyPair = {
    readonly publicKey: Uint8Array;
    readonly secretKey?: Uint8Array;
    readonly scalar?: Uint8Array;
  };

  export default class NoiseState {
    constructor(
      pattern: 'XX' | 'XK' | 'XXpsk0' | 'IK',
      isInitiator: boolean,
      staticKeyPair: StaticKeyPair,
      options: {curve: Curve; psk?: Uint8Array},
    );
    /** Our ephemeral key pair; drawn with the message that carries it unless it is set before. */
    e: CurveKeyPair | null;
    /** The peer's static key, once it is known. */
    readonly rs: Uint8Array | null;
    readonly complete: boolean;
    /** The keys to send and to receive with, 32 bytes, and the handshake hash, 64; null until `complete`. */
    readonly tx: Uint8Array | null;
    readonly rx: Uint8Array | null;
    readonly hash: Uint8Array | null;
    initialise(prologue: Uint8Array, remoteStatic?: Uint8Array): void;
    /** Writes the next message. */
    send(payload?: Uint8Array): Uint8Array;
    /** Reads the next message and answers its payload. Throws for any wrong byte. */
    recv(message: Uint8Array): Uint8Array;
    /** MixKeyAndHash of the Noise specification. */
    mixKeyAndHash(key: Uint8Array): void;
  }
}
