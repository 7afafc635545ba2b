import type {Cancel, Clock} from '../../lib/time/clock.ts';

/** How long a peer that is asked for a sign of life may take, milliseconds: a packet may be lost meanwhile. */
const PROBE = 2000;

/**
 * An answer to what was said comes within this time, milliseconds, or the peer is asked for a sign of life; after the same time
 * again the link is in doubt.
 */
const ANSWER = 750;
/** Bytes under way above which silence may only mean that a slow network carries them. */
const SHORT = 16 * 1024;

/** A timer that fires later than this was not idle: the process was busy or asleep, milliseconds. */
const LATE = 1000;

/** How often, and for how long. Milliseconds. */
export type Pace = {
  /** Between two pings. */
  readonly period: number;
  /** Without a sign of the peer, after which it is dead. */
  readonly silence: number;
};

/** The pace of a link on which nothing was said for some time. Its pings are sent only if nothing was heard meanwhile. */
export type IdlePace = Pace & {
  /** How long nothing was said. */
  readonly after: number;
};

export type HeartbeatOptions = Pace & {
  readonly clock: Clock;
  /** Null if a side does not know of it. */
  readonly idle: IdlePace | null;
  readonly ping: () => void;
  /** Bytes that went over the link so far. */
  readonly bytes: () => number;
  /** What was said is not answered, and neither is a ping: perhaps the peer can be reached another way. */
  readonly doubt: () => void;
  /** Told how long the peer was silent, milliseconds. */
  readonly dead: (silence: number) => void;
};

/** Notices that a peer has vanished: TCP alone says nothing of it for minutes. */
export type Heartbeat = {
  /** A frame of the peer arrived. */
  readonly heard: () => void;
  /** Something was said, either way, that is no heartbeat. A peer that was not heard for a while is asked for a sign. */
  readonly stir: () => void;
  /** Something was said that a peer answers at once. */
  readonly expect: () => void;
  /** Milliseconds since a frame of the peer arrived, or since we listen again. */
  readonly quiet: () => number;
  /** We stop listening ourselves, so silence means nothing until we listen again. */
  readonly suspend: () => void;
  readonly resume: () => void;
  /** Asks for a sign of life at once, since the network changed: without one the peer is dead within 2 s. */
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
  #cancelBeat: Cancel;
  #cancelWatch: Cancel;
  #lastHeard: number;
  #lastStir: number;
  #due: number;
  /** The first thing said since the peer was heard that it answers: when, and what had gone over the link by then. */
  #unanswered: {readonly at: number; readonly bytes: number} | null = null;
  #isAsking = false;
  /** Within this turn: reading the clock for each message of a burst would take as long as sending it. */
  #hasStirred = false;
  #suspended = false;
  #stopped = false;

  constructor(options: HeartbeatOptions) {
    const {clock, silence, period} = options;
    this.#options = options;
    this.#lastHeard = clock.monotonic();
    this.#lastStir = this.#lastHeard;
    this.#due = this.#lastHeard + silence;
    this.#cancelWatch = clock.after(silence, () => this.#watch());
    this.#cancelBeat = clock.after(period, () => this.#beat());
  }

  heard(): void {
    this.#lastHeard = this.#options.clock.monotonic();
  }

  stir(): void {
    if (!this.#hasStirred) {
      this.#hasStirred = true;
      queueMicrotask(() => {
        this.#hasStirred = false;
      });
      this.#stirNow();
    }
  }

  #stirNow(): void {
    const {clock, period, silence, idle} = this.#options;
    const before = this.#lastStir;
    this.#lastStir = clock.monotonic();
    const wasIdle = idle !== null && this.#lastStir - before >= idle.after;
    if (!wasIdle || this.#stopped) {
      return;
    }
    this.#cancelBeat();
    this.#beatIn(period);
    this.#cancelWatch();
    this.#waitOn(silence);
    if (this.#lastStir - this.#lastHeard > period) {
      this.probe();
    }
  }

  expect(): void {
    const {clock, bytes} = this.#options;
    if (this.#unanswered === null || this.#lastHeard > this.#unanswered.at) {
      this.#unanswered = {at: clock.monotonic(), bytes: bytes()};
    }
    if (!this.#isAsking && !this.#stopped) {
      this.#isAsking = true;
      this.#askIn(ANSWER);
    }
  }

  quiet(): number {
    return this.#options.clock.monotonic() - this.#lastHeard;
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
    this.#after(PROBE, isDeaf => {
      if (this.#lastHeard <= asked && !isDeaf) {
        this.#die();
      }
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelWatch();
    this.#cancelBeat();
  }

  /** One timer for all that is said: it looks what is unanswered by then. */
  #askIn(wait: number): void {
    const {clock, ping, doubt} = this.#options;
    this.#after(wait, () => {
      const asked = this.#unanswered;
      const waited = asked === null ? 0 : clock.monotonic() - asked.at;
      this.#isAsking = false;
      if (asked === null || !this.#isUnanswered(asked)) {
        return;
      }
      this.#isAsking = true;
      if (waited < ANSWER) {
        this.#askIn(ANSWER - waited);
        return;
      }
      ping();
      this.#after(ANSWER, isDeaf => {
        this.#isAsking = false;
        if (this.#isUnanswered(asked) && !isDeaf) {
          doubt();
        }
      });
    });
  }

  #isUnanswered({at, bytes}: {readonly at: number; readonly bytes: number}): boolean {
    return this.#lastHeard <= at && this.#options.bytes() - bytes <= SHORT;
  }

  /** Calls back, and says whether nothing could be heard meanwhile whatever came: the process stood still, or we do not listen. */
  #after(wait: number, callback: (isDeaf: boolean) => void): void {
    const {clock} = this.#options;
    const begin = clock.monotonic();
    clock.after(wait, () => {
      if (!this.#stopped) {
        callback(this.#suspended || clock.monotonic() - begin > wait + LATE);
      }
    });
  }

  /** The pace while nothing is said, if that is so. */
  #idle(): IdlePace | null {
    const {idle, clock} = this.#options;
    return idle !== null && clock.monotonic() - this.#lastStir >= idle.after ? idle : null;
  }

  /** Between two that are idle, one side's pings and their answers tell both. */
  #beat(): void {
    const {clock, period, ping} = this.#options;
    const idle = this.#idle();
    const quiet = clock.monotonic() - this.#lastHeard;
    if (idle !== null && quiet < idle.period) {
      this.#beatIn(idle.period - quiet);
    } else {
      this.#beatIn(idle?.period ?? period);
      ping();
    }
  }

  #beatIn(milliseconds: number): void {
    this.#cancelBeat = this.#options.clock.after(milliseconds, () => this.#beat());
  }

  /** Instead of a new timer for each frame, the one timer looks how long to wait on. */
  #watch(): void {
    const {clock, period} = this.#options;
    const {silence} = this.#idle() ?? this.#options;
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
    const {clock, dead} = this.#options;
    this.stop();
    dead(clock.monotonic() - this.#lastHeard);
  }
}
