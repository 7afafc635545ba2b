import type {Clock} from '../../lib/time/clock.ts';

/** A datagram of the form of a beacon, and where it came from. */
export type Heard = {readonly bytes: Uint8Array; readonly host: string; readonly port: number};

/** One source is looked at once in so many milliseconds: of what comes too soon, the last waits until then. */
const PER_SOURCE = 2000;
/** Beacons that wait; of more, a random one gives way, so that nobody can keep another out by being first. */
const WAITING = 16;
/** All sources together, a second. Each look is a hash for every contact and hour. */
const PER_SECOND = 20;
/** Sources that are remembered. */
const SOURCES = 256;

export type BeaconQueue = {
  /** Takes a datagram, or drops it. */
  readonly add: (heard: Heard) => void;
  /** Drops what waits. */
  readonly close: () => void;
};

/**
 * What stands between the LAN and our time: anybody may send datagrams at any rate, and a beacon shows only when it is
 * tried against all contacts whether it means anything. `random` is a number from 0 up to, not including, its argument.
 */
export function createBeaconQueue(
  clock: Pick<Clock, 'monotonic' | 'after'>,
  random: (below: number) => number,
  onBeacon: (heard: Heard) => void,
): BeaconQueue {
  const waiting: Heard[] = [];
  /** When each source was last taken, the oldest first. */
  const sources = new Map<string, number>();
  /** The last beacon of each source that came too soon. */
  const early = new Map<string, {heard: Heard; readonly cancel: () => void}>();
  let cancel: (() => void) | null = null;

  const serve = () => {
    cancel = null;
    const [next] = waiting.splice(random(waiting.length), 1);
    if (waiting.length > 0) {
      cancel = clock.after(1000 / PER_SECOND, serve);
    }
    if (next) {
      onBeacon(next);
    }
  };

  /** Milliseconds until a source may be looked at again; 0 counts as a look. */
  const untilNextLook = (host: string) => {
    const now = clock.monotonic();
    const last = sources.get(host);
    if (last !== undefined && now - last < PER_SOURCE) {
      return last + PER_SOURCE - now;
    }
    sources.delete(host);
    sources.set(host, now);
    const [oldest] = sources.keys();
    if (sources.size > SOURCES && oldest !== undefined) {
      sources.delete(oldest);
    }
    return 0;
  };

  /** What somebody says now may be other than a second ago: there is an invite, or another key. */
  const keepUntilLater = (heard: Heard, wait: number) => {
    const before = early.get(heard.host);
    if (before !== undefined) {
      before.heard = heard;
    } else if (early.size < WAITING) {
      early.set(heard.host, {heard, cancel: clock.after(wait, () => take(heard.host))});
    }
  };

  const take = (host: string) => {
    const kept = early.get(host);
    early.delete(host);
    if (kept !== undefined) {
      add(kept.heard);
    }
  };

  const add = (heard: Heard) => {
    const wait = untilNextLook(heard.host);
    if (wait > 0) {
      keepUntilLater(heard, wait);
      return;
    }
    if (waiting.length < WAITING) {
      waiting.push(heard);
    } else {
      waiting[random(WAITING)] = heard;
    }
    cancel ??= clock.after(1000 / PER_SECOND, serve);
  };

  return {
    add,
    close() {
      cancel?.();
      for (const kept of early.values()) {
        kept.cancel();
      }
      early.clear();
      waiting.length = 0;
    },
  };
}
