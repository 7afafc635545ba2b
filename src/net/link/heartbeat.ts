import type {Cancel, Clock} from '../../lib/time/clock.ts';

/** How long a peer that is asked for a sign of life may take, milliseconds: a packet may be lost meanwhile. */
const PROBE = 3000;

/** A timer that fires later than this was not idle: the process was busy or asleep, milliseconds. */
const LATE = 1000;

export type HeartbeatOptions = {
  readonly clock: Clock;
  /** Milliseconds between two pings. */
  readonly period: number;
  /** Milliseconds without a sign of the peer after which it is dead. */
  readonly silence: number;
  readonly ping: () => void;
  readonly dead: () => void;
};

/** Notices that a peer has vanished: TCP alone says nothing of it for minutes. */
export type Heartbeat = {
  /** A frame of the peer arrived. */
  readonly heard: () => void;
  /** We stop listening ourselves, so silence means nothing until we listen again. */
  readonly suspend: () => void;
  readonly resume: () => void;
  /** Asks for a sign of life at once, since the network changed: without one the peer is dead within 3 s. */
  readonly probe: () => void;
  readonly stop: () => void;
};

/** Starts the heartbeat of a link (SECURITY rule 7), on the monotonic clock. */
export function startHeartbeat(options: HeartbeatOptions): Heartbeat {
  return new LinkHeartbeat(options);
}

/** A class, as all that every link has for itself: a closure for each function would be 64 bytes a link. */
class LinkHeartbeat implements Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #cancelPings: Cancel;
  #cancelWatch: Cancel;
  #lastHeard: number;
  #due: number;
  #suspended = false;
  #stopped = false;

  constructor(options: HeartbeatOptions) {
    const {clock, silence} = options;
    this.#options = options;
    this.#lastHeard = clock.monotonic();
    this.#due = this.#lastHeard + silence;
    this.#cancelWatch = clock.after(silence, () => this.#watch());
    this.#cancelPings = clock.every(options.period, options.ping);
  }

  heard(): void {
    this.#lastHeard = this.#options.clock.monotonic();
  }

  suspend(): void {
    this.#suspended = true;
  }

  resume(): void {
    this.#suspended = false;
    this.heard();
  }

  probe(): void {
    const {clock, ping} = this.#options;
    const asked = clock.monotonic();
    ping();
    clock.after(PROBE, () => {
      const isLate = clock.monotonic() - asked > PROBE + LATE;
      if (this.#lastHeard <= asked && !this.#suspended && !this.#stopped && !isLate) {
        this.#die();
      }
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelWatch();
    this.#cancelPings();
  }

  /** Instead of a new timer for each frame, the one timer looks how long to wait on. */
  #watch(): void {
    const {clock, silence, period} = this.#options;
    const now = clock.monotonic();
    const left = this.#lastHeard + silence - now;
    if (this.#suspended || left > 0) {
      this.#waitOn(this.#suspended ? silence : left);
    } else if (now - this.#due > LATE) {
      this.#waitOn(period); // what the peer sent meanwhile lies unread in the socket: hear it first
    } else {
      this.#die();
    }
  }

  #waitOn(milliseconds: number): void {
    const {clock} = this.#options;
    this.#due = clock.monotonic() + milliseconds;
    this.#cancelWatch = clock.after(milliseconds, () => this.#watch());
  }

  #die(): void {
    this.stop();
    this.#options.dead();
  }
}
