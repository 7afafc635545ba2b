import type {DhtKeyPair, Handshake} from 'hyperdht';
import type {Clock} from '../../lib/time/clock.ts';
import {createTokenBucket} from '../../lib/time/token-bucket.ts';
import {RingHandshake} from './ring-handshake.ts';

/** First messages that are opened: so many at once, then so many a second. Each costs two Diffie-Hellman. */
const BURST = 60;
const PER_SECOND = 20;
/** Ephemeral keys that are remembered, so that a node that forwarded a first message cannot repeat it. */
const REMEMBERED = 20_000;
const EPHEMERAL_BYTES = 32;

/**
 * What answers first messages at one listener: within a budget, and each only once. Beyond that it throws while the message
 * is read, where hyperdht expects errors; in its constructor it must not, since an entry of hyperdht's would stay.
 */
export function createRingGuard(clock: Pick<Clock, 'monotonic'>): (keyPair: DhtKeyPair) => Handshake {
  const bucket = createTokenBucket(clock, {burst: BURST, perSecond: PER_SECOND});
  const seen = new Set<string>();
  const admit = (message: Uint8Array) => {
    const ephemeral = Buffer.from(message.subarray(0, EPHEMERAL_BYTES)).toString('latin1');
    if (seen.has(ephemeral) || !bucket.take()) {
      throw new Error('Not answered');
    }
    seen.add(ephemeral);
    const [oldest] = seen;
    if (seen.size > REMEMBERED && oldest !== undefined) {
      seen.delete(oldest);
    }
  };
  return keyPair => new GuardedHandshake(keyPair, admit);
}

/** What is not admitted leaves nothing behind: the state of a handshake is made for the others only. */
class GuardedHandshake implements Handshake {
  readonly #keyPair: DhtKeyPair;
  readonly #admit: (message: Uint8Array) => void;
  #admitted: RingHandshake | null = null;

  constructor(keyPair: DhtKeyPair, admit: (message: Uint8Array) => void) {
    this.#keyPair = keyPair;
    this.#admit = admit;
  }

  get remotePublicKey(): Uint8Array | null {
    return this.#admitted?.remotePublicKey ?? null;
  }

  recv(message: Uint8Array): unknown {
    this.#admit(message);
    this.#admitted = new RingHandshake(this.#keyPair, null);
    return this.#admitted.recv(message);
  }

  send(payload: unknown): Uint8Array {
    return this.#handshake().send(payload);
  }

  final() {
    return this.#handshake().final();
  }

  #handshake(): RingHandshake {
    if (this.#admitted === null) {
      throw new Error('No first message was read');
    }
    return this.#admitted;
  }
}
