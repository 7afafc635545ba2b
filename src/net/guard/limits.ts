/** Limits of the gate and of handshakes (SECURITY rules 2, 3, 7); tests inject their own. */
export type NetworkLimits = {
  /** Largest frame before authentication, bytes. */
  readonly handshakeFrameBytes: number;
  /** From the first moment of an incoming connection to the peer's hello, absolute, milliseconds. */
  readonly handshakeDeadline: number;
  /** From the first moment of an incoming connection to its whole first frame, milliseconds. */
  readonly firstFrameDeadline: number;
  /** Handshakes under way at once, in all and per host. */
  readonly pendingHandshakes: number;
  readonly pendingHandshakesPerHost: number;
  /** Incoming links open at once per host. */
  readonly linksPerHost: number;
  /** Incoming attempts per host: one per `attemptInterval` milliseconds, with a burst. */
  readonly attemptInterval: number;
  readonly attemptBurst: number;
  /** From dialling to the peer's hello, absolute, milliseconds. */
  readonly dialDeadline: number;
  /** Heartbeat period and the silence that ends a link, milliseconds. */
  readonly heartbeat: number;
  readonly silence: number;
  /** The same of a link on which nothing was said for `idleAfter`, if both sides know of it. */
  readonly idleAfter: number;
  readonly idleHeartbeat: number;
  readonly idleSilence: number;
  /** Bytes buffered per link before `send` answers false; at twice as many the link ends. */
  readonly highWaterMark: number;
};

/** The limits of SECURITY rules 2, 3 and 7. They hold for every address, loopback too. */
export const defaultLimits: NetworkLimits = {
  handshakeFrameBytes: 1280,
  handshakeDeadline: 5000,
  firstFrameDeadline: 1000,
  pendingHandshakes: 256,
  pendingHandshakesPerHost: 4,
  linksPerHost: 8,
  attemptInterval: 5000,
  attemptBurst: 16,
  dialDeadline: 5000,
  heartbeat: 5000,
  silence: 12_000,
  idleAfter: 300_000,
  idleHeartbeat: 25_000,
  idleSilence: 60_000,
  highWaterMark: 512 * 1024,
};
