import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {CloseReason, PeerKey} from '../api/api.ts';
import type {RuntimeState} from '../runtime-state.ts';

/** Backoff of SECURITY rule 7: full jitter between 0 and a bound that doubles from the first to the last. */
const FIRST_BOUND = 1000;
const LAST_BOUND = 60_000;
/** A link that held this long was a good one: the next failure starts from the first bound again. */
const STABLE_AFTER = 30_000;
/** Dials under way at once. */
const MAX_DIALS = 16;

export type ReconnectOptions = {
  readonly clock: Clock;
  readonly state: RuntimeState<PeerKey>;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** Dials a peer where it was seen last; rejects if it is not there. */
  readonly dial: (key: PeerKey) => Promise<void>;
  /** Whether a peer is to be dialled at all: a contact with an address, not online, not held. */
  readonly wanted: (key: PeerKey) => boolean;
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
  readonly stop: () => void;
};

type Attempts = {failures: number; since: number | null; cancel: Cancel | null; dialling: boolean};

/** Makes the reconnector. */
export function createReconnect(options: ReconnectOptions): Reconnect {
  const {clock} = options;
  const peers = options.state.slot<Attempts>({name: 'attempts', dispose: giveUp});
  const waiting: PeerKey[] = [];
  let dialling = 0;
  let stopped = false;

  function attemptsOf(key: PeerKey): Attempts {
    let known = peers.get(key);
    if (known === undefined) {
      known = {failures: 0, since: null, cancel: null, dialling: false};
      peers.set(key, known);
    }
    return known;
  }

  function giveUp({cancel}: Attempts, key: PeerKey): void {
    cancel?.();
    if (waiting.includes(key)) {
      waiting.splice(waiting.indexOf(key), 1);
    }
  }

  function plan(key: PeerKey): void {
    const attempts = attemptsOf(key);
    attempts.cancel?.();
    const bound = Math.min(LAST_BOUND, FIRST_BOUND * 2 ** attempts.failures);
    attempts.cancel = clock.after(options.random() * bound, () => enqueue(key));
  }

  function enqueue(key: PeerKey): void {
    const attempts = attemptsOf(key);
    attempts.cancel?.();
    attempts.cancel = null;
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
    attempts.dialling = true;
    dialling++;
    try {
      await options.dial(key);
    } catch {
      attempts.failures++; // the peer is not there; what matters is when to look again
    }
    attempts.dialling = false;
    dialling--;
    if (!stopped && options.wanted(key)) {
      plan(key);
    }
    dialNext();
  }

  return {
    wake(keys) {
      for (const key of keys) {
        attemptsOf(key).failures = 0;
        enqueue(key);
      }
    },
    online(key) {
      const attempts = attemptsOf(key);
      attempts.cancel?.();
      attempts.cancel = null;
      attempts.since = clock.monotonic();
    },
    gone(key, reason) {
      const attempts = attemptsOf(key);
      const held = attempts.since === null ? 0 : clock.monotonic() - attempts.since;
      attempts.failures = held >= STABLE_AFTER ? 0 : attempts.failures + 1;
      attempts.since = null;
      if (!stopped && shouldReconnect(reason) && options.wanted(key)) {
        plan(key);
      }
    },
    drop: key => void peers.delete(key),
    stop() {
      stopped = true;
      for (const attempts of peers.values()) {
        attempts.cancel?.();
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
