import type {Clock} from '../lib/clock.ts';

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
  readonly stop: () => void;
};

/** Starts the heartbeat of a link (SECURITY rule 7), on the monotonic clock. */
export function startHeartbeat(options: HeartbeatOptions): Heartbeat {
  const {clock, silence} = options;
  let lastHeard = clock.monotonic();
  let suspended = false;
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

  function stop(): void {
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
    stop,
  };
}
