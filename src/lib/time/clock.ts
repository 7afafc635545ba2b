/** Stops a timer; calling it twice is harmless. */
export type Cancel = () => void;

/** Time as the core sees it, injected so that a simulation replays from a seed. */
export type Clock = {
  /** Wall time in milliseconds since 1970. May jump: shown to people, never used for order or deadlines. */
  readonly now: () => number;
  /** Monotonic milliseconds, for deadlines and heartbeats. */
  readonly monotonic: () => number;
  /** Calls back once after `milliseconds`. The timer does not keep the process alive. */
  readonly after: (milliseconds: number, callback: () => void) => Cancel;
  /** Calls back again and again. The timer does not keep the process alive. */
  readonly every: (milliseconds: number, callback: () => void) => Cancel;
};

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
  every(milliseconds, callback) {
    const timer = setInterval(callback, milliseconds);
    timer.unref();
    return () => clearInterval(timer);
  },
};
