import * as encoding from 'compact-encoding';
import type {DhtKeyPair, Handshake} from 'hyperdht';
import constants from 'hyperdht/lib/constants.js';
import messages from 'hyperdht/lib/messages.js';
import curve from 'noise-curve-ed';
import NoiseHandshake from 'noise-handshake';
import {keyedHash} from '../../lib/hash.ts';
import {labels} from '../../lib/labels.ts';

/**
 * The handshake by which hyperdht finds out who calls: its own Noise IK with two changes. Our prologue: other programs that
 * use the table fail at once. A punch key that is secret: hyperdht takes the handshake hash, which every node that forwards
 * the handshake can compute, so it could read and change who punches where.
 */
export class RingHandshake implements Handshake {
  remotePublicKey: Uint8Array | null;
  readonly #keyPair: DhtKeyPair;
  readonly #isInitiator: boolean;
  readonly #noise: NoiseHandshake;

  constructor(keyPair: DhtKeyPair, remotePublicKey: Uint8Array | null) {
    this.#keyPair = keyPair;
    this.remotePublicKey = remotePublicKey;
    this.#isInitiator = remotePublicKey !== null;
    this.#noise = new NoiseHandshake('IK', this.#isInitiator, keyPair, {curve});
    this.#noise.initialise(PROLOGUE, remotePublicKey ?? undefined);
  }

  send(payload: unknown): Uint8Array {
    return this.#noise.send(encoding.encode(messages.noisePayload, payload));
  }

  recv(message: Uint8Array): unknown {
    const payload = encoding.decode(messages.noisePayload, this.#noise.recv(message));
    this.remotePublicKey = this.#noise.rs && Buffer.from(this.#noise.rs);
    return payload;
  }

  final() {
    const {tx, rx, hash, complete, rs} = this.#noise;
    if (!complete || !tx || !rx || !hash || !rs) {
      throw new Error('The handshake is not complete');
    }
    const initiatorKey = this.#isInitiator ? tx : rx;
    return {
      isInitiator: this.#isInitiator,
      publicKey: this.#keyPair.publicKey,
      remotePublicKey: Buffer.from(rs),
      holepunchSecret: keyedHash(32, initiatorKey, labels.punch),
      hash: Buffer.from(hash),
      tx: Buffer.from(tx),
      rx: Buffer.from(rx),
    };
  }
}

const PROLOGUE = Buffer.concat([constants.NS.PEER_HANDSHAKE, Buffer.from(labels.ring)]);
