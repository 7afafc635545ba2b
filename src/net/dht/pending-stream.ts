import {EventEmitter} from 'node:events';
import type {EncryptedSocket} from 'hyperdht';
import type {UdxStream} from 'udx-native';

/**
 * What hyperdht gets in the place of its own encrypted stream: it only waits for the raw stream and hands it over, since
 * natter's own handshake runs on that. The end of the raw stream is its end, by which hyperdht cleans up.
 */
export class PendingStream extends EventEmitter implements EncryptedSocket {
  rawStream: UdxStream | null = null;
  destroying = false;
  readonly #onOpen: (raw: UdxStream) => void;
  readonly #onFail: (error: Error | undefined) => void;

  /** One of the two is called, once. `onFail` gets hyperdht's reason, if it has any. */
  constructor(onOpen: (raw: UdxStream) => void, onFail: (error: Error | undefined) => void) {
    super();
    this.#onOpen = onOpen;
    this.#onFail = onFail;
  }

  start(raw: UdxStream): void {
    this.rawStream = raw;
    raw.once('close', () => this.#end());
    this.#onOpen(raw);
  }

  destroy(error?: Error): void {
    if (this.destroying) {
      return;
    }
    if (this.rawStream === null) {
      this.#onFail(error);
    } else {
      this.rawStream.destroy();
    }
    this.#end();
  }

  /** Keep-alives are natter's own. */
  setKeepAlive(): void {}

  #end(): void {
    if (!this.destroying) {
      this.destroying = true;
      queueMicrotask(() => this.emit('close')); // hyperdht may not have listened yet
    }
  }
}
