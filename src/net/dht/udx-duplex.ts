import {Duplex} from 'node:stream';
import type {UdxStream} from 'udx-native';
import {onceHeard, pokeUntilHeard} from './poke.ts';

type Done = (error?: Error | null) => void;

/**
 * A punched stream as a stream of Node, for the guard and the handshake above it. Both sides poke, and the initiator holds
 * its first bytes until it heard something.
 */
export class UdxDuplex extends Duplex {
  readonly #raw: UdxStream;
  /** What waits to be written until the other side was heard. */
  #held: (() => void) | null = null;
  #isOpen: boolean;

  constructor(raw: UdxStream, isInitiator: boolean) {
    super();
    this.#raw = raw;
    this.#isOpen = !isInitiator;
    raw.on('data', (chunk: Uint8Array) => {
      if (!this.push(chunk)) {
        raw.pause();
      }
    });
    raw.on('end', () => this.push(null));
    raw.on('error', (error: Error) => this.destroy(error));
    raw.on('close', () => this.destroy());
    pokeUntilHeard(raw, isInitiator);
    if (isInitiator) {
      onceHeard(raw, () => this.#open());
    }
  }

  override _read(): void {
    this.#raw.resume();
  }

  override _write(chunk: Uint8Array, _encoding: string, done: Done): void {
    this.#whenOpen(() => {
      if (this.#raw.write(chunk)) {
        done();
      } else {
        this.#raw.once('drain', done);
      }
    });
  }

  override _final(done: Done): void {
    this.#whenOpen(() => {
      this.#raw.end();
      done();
    });
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#held = null;
    this.#raw.destroy();
    done(error);
  }

  #open(): void {
    this.#isOpen = true;
    const held = this.#held;
    this.#held = null;
    held?.();
  }

  #whenOpen(work: () => void): void {
    if (this.#isOpen) {
      work();
    } else {
      this.#held = work; // Node writes one chunk at a time
    }
  }
}
