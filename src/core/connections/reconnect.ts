import {NatterError} from '../../lib/errors.ts';
import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {Tracer} from '../../lib/trace.ts';
import type {CloseReason, PeerKey} from '../api/api.ts';
import {dhtPause} from '../reach/ladder.ts';
import type {RuntimeState} from '../runtime-state.ts';

/** Backoff of SECURITY rule 7: full jitter between 0 and a bound that doubles from the first to the last. */
const FIRST_BOUND = 1000;
const LAST_BOUND = 60_000;
/** A link that held this long was a good one: the next failure starts from the first bound again. */
const STABLE_AFTER = 30_000;
/** A router that changes ports at random is tried once in so many milliseconds by the library, and so often by us. */
const PUNCH_REST = 21_000;
const HARD_PUNCHES = 3;
/** Dials under way at once. */
const MAX_DIALS = 16;

export type ReconnectOptions = {
  readonly clock: Clock;
  readonly state: RuntimeState<PeerKey>;
  readonly tracer: Tracer;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** Tries to reach a peer; rejects if it is nowhere. Asking the hash table costs packets, so that is rare. */
  readonly dial: (key: PeerKey, asksTable: boolean) => Promise<void>;
  /** Whether a peer is to be dialled at all: a contact that something may lead to, not online, not held. */
  readonly wanted: (key: PeerKey) => boolean;
  /** Ways that are retried: addresses soon, the hash table with long pauses. */
  readonly polled: (key: PeerKey) => {readonly addresses: boolean; readonly table: boolean};
  /** Milliseconds since a peer was seen last. */
  readonly absence: (key: PeerKey) => number;
};

/** Brings contacts back by itself. */
export type Reconnect = {
  /** Tries all of these at once: at the start, after a change of the network, after the machine slept. */
  readonly wake: (keys: readonly PeerKey[]) => void;
  readonly online: (key: PeerKey) => void;
  /** A link ended; plans the next attempt if the reason allows one. */
  readonly gone: (key: PeerKey, reason: CloseReason) => void;
  /** No more attempts for this peer until `online` or `wake`. */
  readonly drop: (key: PeerKey) => void;
  readonly isDialling: (key: PeerKey) => boolean;
  /** When a peer is tried next by itself, on the monotonic clock; null if that is not planned. */
  readonly next: (key: PeerKey) => number | null;
  readonly stop: () => void;
};

type Attempts = {
  failures: number;
  since: number | null;
  /** The next attempt, and when it begins. */
  planned: {readonly cancel: Cancel; readonly at: number} | null;
  dialling: boolean;
  /** Somebody called for another attempt while this one was under way: it then counts for nothing. */
  isOutdated: boolean;
  /** Look-ups in the hash table in vain, and when the next one is due, on the monotonic clock. */
  lookUps: number;
  lookUpAt: number;
};

export function createReconnect(options: ReconnectOptions): Reconnect {
  const {clock, tracer} = options;
  const peers = options.state.slot<Attempts>({name: 'attempts', dispose: giveUp});
  const waiting: PeerKey[] = [];
  let dialling = 0;
  let stopped = false;

  function attemptsOf(key: PeerKey): Attempts {
    let known = peers.get(key);
    if (known === undefined) {
      known = {
        failures: 0,
        since: null,
        planned: null,
        dialling: false,
        isOutdated: false,
        lookUps: 0,
        lookUpAt: 0,
      };
      peers.set(key, known);
    }
    return known;
  }

  function giveUp({planned}: Attempts, key: PeerKey): void {
    planned?.cancel();
    if (waiting.includes(key)) {
      waiting.splice(waiting.indexOf(key), 1);
    }
  }

  /** Somebody who is there, but behind a router that is hard to get through, is tried again as soon as that makes sense. */
  function pauseAfter(key: PeerKey, error: unknown, lookUps: number): number {
    const isThere = error instanceof NatterError && error.code === 'PUNCH_FAILED';
    return isThere && lookUps <= HARD_PUNCHES
      ? PUNCH_REST + options.random() * PUNCH_REST
      : dhtPause(lookUps, options.absence(key), options.random());
  }

  function plan(key: PeerKey): void {
    const attempts = attemptsOf(key);
    const polled = options.polled(key);
    const bound = Math.min(LAST_BOUND, FIRST_BOUND * 2 ** attempts.failures);
    const wait = Math.min(
      polled.addresses ? options.random() * bound : Number.POSITIVE_INFINITY,
      polled.table ? Math.max(0, attempts.lookUpAt - clock.monotonic()) : Number.POSITIVE_INFINITY,
    );
    unplan(attempts);
    if (Number.isFinite(wait)) {
      tracer.note?.('wait', {
        ...{peer: tracer.peer(key), milliseconds: Math.round(wait), failures: attempts.failures},
      });
      attempts.planned = {at: clock.monotonic() + wait, cancel: clock.after(wait, () => enqueue(key))};
    }
  }

  function unplan(attempts: Attempts): void {
    attempts.planned?.cancel();
    attempts.planned = null;
  }

  function enqueue(key: PeerKey): void {
    const attempts = attemptsOf(key);
    unplan(attempts);
    if (!waiting.includes(key) && !attempts.dialling) {
      waiting.push(key);
    }
    dialNext();
  }

  function dialNext(): void {
    while (!stopped && dialling < MAX_DIALS) {
      const key = waiting.shift();
      if (key === undefined) {
        return;
      }
      if (options.wanted(key)) {
        void attempt(key);
      }
    }
  }

  async function attempt(key: PeerKey): Promise<void> {
    const attempts = attemptsOf(key);
    const asksTable = attempts.lookUpAt <= clock.monotonic() && options.polled(key).table;
    attempts.dialling = true;
    attempts.isOutdated = false;
    dialling++;
    try {
      await options.dial(key, asksTable);
    } catch (error) {
      if (!attempts.isOutdated) {
        attempts.failures++; // the peer is not there; what matters is when to look again
      }
      if (asksTable && !attempts.isOutdated) {
        attempts.lookUps++;
        attempts.lookUpAt = clock.monotonic() + pauseAfter(key, error, attempts.lookUps);
      }
    }
    attempts.dialling = false;
    dialling--;
    if (!stopped && options.wanted(key)) {
      if (attempts.isOutdated) {
        enqueue(key);
      } else {
        plan(key);
      }
    }
    dialNext();
  }

  return {
    wake(keys) {
      for (const key of keys) {
        const attempts = attemptsOf(key);
        attempts.failures = 0;
        attempts.lookUps = 0;
        attempts.lookUpAt = 0;
        attempts.isOutdated = true;
        enqueue(key);
      }
    },
    online(key) {
      const attempts = attemptsOf(key);
      unplan(attempts);
      attempts.since = clock.monotonic();
    },
    gone(key, reason) {
      const attempts = attemptsOf(key);
      const held = attempts.since === null ? 0 : clock.monotonic() - attempts.since;
      attempts.failures = held >= STABLE_AFTER ? 0 : attempts.failures + 1;
      attempts.since = null;
      attempts.lookUps = 0;
      attempts.lookUpAt = 0;
      if (!stopped && shouldReconnect(reason) && options.wanted(key)) {
        plan(key);
      }
    },
    drop: key => void peers.delete(key),
    isDialling: key => peers.get(key)?.dialling === true,
    next: key => peers.get(key)?.planned?.at ?? null,
    stop() {
      stopped = true;
      for (const attempts of peers.values()) {
        unplan(attempts);
      }
    },
  };
}

/** Whether it makes sense to dial again by ourselves after this. */
export function shouldReconnect(reason: CloseReason): boolean {
  switch (reason) {
    case 'lost':
    case 'quit':
    case 'busy':
    case 'protocol':
    case 'duplicate':
      return true;
    case 'disconnect':
    case 'declined':
    case 'closed':
    case 'blocked':
    case 'self':
    case 'version':
    case 'invite-used':
    case 'invite-expired':
      return false;
  }
}
