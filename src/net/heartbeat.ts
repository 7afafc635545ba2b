import type {Clock} from '../lib/clock.ts';

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
  const {clock, silence} = options;
  let lastHeard = clock.monotonic();
  let suspended = false;
  let stopped = false;
  let due = lastHeard + silence;
  let cancelWatch = clock.after(silence, watch);
  const cancelPings = clock.every(options.period, options.ping);

  /** Instead of a new timer for each frame, the one timer looks how long to wait on. */
  function watch(): void {
    const now = clock.monotonic();
    const left = lastHeard + silence - now;
    if (suspended || left > 0) {
      waitOn(suspended ? silence : left);
    } else if (now - due > LATE) {
      waitOn(options.period); // what the peer sent meanwhile lies unread in the socket: hear it first
    } else {
      stop();
      options.dead();
    }
  }

  function waitOn(milliseconds: number): void {
    due = clock.monotonic() + milliseconds;
    cancelWatch = clock.after(milliseconds, watch);
  }

  function heard(): void {
    lastHeard = clock.monotonic();
  }

  function probe(): void {
    const asked = clock.monotonic();
    options.ping();
    clock.after(PROBE, () => {
      const isLate = clock.monotonic() - asked > PROBE + LATE;
      if (lastHeard <= asked && !suspended && !stopped && !isLate) {
        stop();
        options.dead();
      }
    });
  }

  function stop(): void {
    stopped = true;
    cancelWatch();
    cancelPings();
  }

  return {
    heard,
    suspend() {
      suspended = true;
    },
    resume() {
      suspended = false;
      heard();
    },
    probe,
    stop,
  };
}
