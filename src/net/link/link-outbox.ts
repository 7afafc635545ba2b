import type {ChatMessage} from '../../wire/chat/messages.ts';
import type {EncryptedTransport} from './encrypted-transport.ts';

export type LinkOutboxOptions = {
  readonly transport: Pick<EncryptedTransport, 'send' | 'buffered'>;
  /** Bytes that may wait for the peer; twice as many end the link. */
  readonly highWaterMark: number;
  /** A message goes out. */
  readonly onSend: (message: ChatMessage) => void;
};

/** What goes out over a link, as much as the peer reads. */
export type LinkOutbox = {
  /** `full`: the message was taken, but no more until there is room. `stuck`: it was not taken, since the peer does not read. */
  readonly send: (message: ChatMessage) => 'room' | 'full' | 'stuck';
  /** Sends a message that is not worth a buffer: one for a peer that does not read is dropped. */
  readonly sendIfRoom: (message: ChatMessage) => void;
  /** Bytes left. True if there is room again after `send` said that there was none. */
  readonly takeDrained: () => boolean;
  /** Messages so far. */
  readonly count: () => number;
};

/** The outbox of a link. */
export function createLinkOutbox(options: LinkOutboxOptions): LinkOutbox {
  return new Outbox(options);
}

/** A class, as all that every link has for itself. */
class Outbox implements LinkOutbox {
  readonly #options: LinkOutboxOptions;
  #isCongested = false;
  #count = 0;

  constructor(options: LinkOutboxOptions) {
    this.#options = options;
  }

  send(message: ChatMessage): 'room' | 'full' | 'stuck' {
    const {transport, highWaterMark} = this.#options;
    if (transport.buffered() >= 2 * highWaterMark) {
      return 'stuck';
    }
    this.#hand(message);
    this.#isCongested ||= transport.buffered() >= highWaterMark;
    return this.#isCongested ? 'full' : 'room';
  }

  sendIfRoom(message: ChatMessage): void {
    if (this.#options.transport.buffered() < this.#options.highWaterMark) {
      this.#hand(message);
    }
  }

  takeDrained(): boolean {
    const {transport, highWaterMark} = this.#options;
    const isDrained = this.#isCongested && transport.buffered() <= highWaterMark / 2;
    this.#isCongested &&= !isDrained;
    return isDrained;
  }

  count(): number {
    return this.#count;
  }

  #hand(message: ChatMessage): void {
    this.#options.transport.send(message);
    this.#count++;
    this.#options.onSend(message);
  }
}
