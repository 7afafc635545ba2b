import type {FirstMessage, Server} from 'hyperdht';
import type {Clock} from '../../lib/time/clock.ts';
import {createTokenBucket} from '../../lib/time/token-bucket.ts';
import {addressBlocks} from '../guard/address-block.ts';
import {createAttempts} from '../guard/attempts.ts';

/** First messages of strangers that are opened: so many at once, then so many a second. Each costs two Diffie-Hellman. */
const STRANGERS = {burst: 60, perSecond: 20};
/** Of these, from one host; the networks around it have more (milliseconds). */
const ONE_STRANGER = {attemptBurst: 8, attemptInterval: 2000};
/** From a host where somebody called who is expected here: strangers elsewhere take nothing of it. */
const ONE_KNOWN = {attemptBurst: 60, attemptInterval: 250};
const KNOWN_HOSTS = 256;
/** Handshakes that are not done, and those of the last seconds: so many for strangers, and the rest for known hosts. */
const STRANGERS_UNFINISHED = 96;
const UNFINISHED = 128;
/** Ephemeral keys that are remembered, so that a node that forwarded a first message cannot repeat it. */
const REMEMBERED = 20_000;
const EPHEMERAL_BYTES = 32;

/** Decides which first messages are opened at one listener. */
export type RingGuard = {
  /** `host`: where it came from, as whoever forwarded it says. `unfinished`: handshakes that are kept at this moment. */
  readonly admits: (message: Uint8Array, host: string, unfinished: number) => boolean;
  /** Somebody who is expected called from there. */
  readonly noteExpected: (host: string) => void;
};

/** The guard of one listener, to which nobody came yet. */
export function createRingGuard(clock: Pick<Clock, 'monotonic'>): RingGuard {
  const all = createTokenBucket(clock, STRANGERS);
  const strangers = createAttempts(ONE_STRANGER, clock);
  const known = createAttempts(ONE_KNOWN, clock);
  const hosts = new Set<string>();
  const seen = new Set<string>();

  /** A host that calls too often takes nothing from the others. */
  function hasBudget(host: string, unfinished: number): boolean {
    const blocks = addressBlocks(host);
    if (hosts.has(host)) {
      return unfinished < UNFINISHED && known.take(blocks.slice(0, 1));
    }
    return unfinished < STRANGERS_UNFINISHED && strangers.take(blocks) && all.take();
  }

  return {
    admits(message, host, unfinished) {
      const ephemeral = Buffer.from(message.subarray(0, EPHEMERAL_BYTES)).toString('latin1');
      if (seen.has(ephemeral) || !hasBudget(host, unfinished)) {
        return false;
      }
      remember(seen, ephemeral, REMEMBERED);
      return true;
    },
    noteExpected: host => remember(hosts, host, KNOWN_HOSTS),
  };
}

/** Keeps the newest. */
function remember(set: Set<string>, value: string, most: number): void {
  set.delete(value);
  set.add(value);
  const [oldest] = set;
  if (set.size > most && oldest !== undefined) {
    set.delete(oldest);
  }
}

/**
 * Puts a guard before a server that does not listen yet. The library has no limit: it keeps something of each first message
 * for seconds, answered or not. So what is not admitted does not reach it. One that comes again while it is kept has the same
 * answer, since whoever asks does so several times.
 */
export function guardServer(server: Server, guard: RingGuard): void {
  const open = server._onpeerhandshake.bind(server);
  server._onpeerhandshake = async (message: FirstMessage, request) => {
    const isKept = server._connects.has(Buffer.from(message.noise).toString('hex'));
    const {host} = message.peerAddress ?? request.from;
    return isKept || guard.admits(message.noise, host, server._connects.size)
      ? await open(message, request)
      : null;
  };
}
