import type {ByeReason, Hello} from '../../wire/chat/messages.ts';
import type {EncryptedTransport} from './encrypted-transport.ts';
import type {LinkEnd} from './link.ts';
import type {LinkListener} from './link-listener.ts';

export type LinkEndingOptions = {
  readonly transport: Pick<EncryptedTransport, 'closeGracefully' | 'destroy'>;
  readonly listener: Pick<LinkListener, 'end' | 'isEnded'>;
  /** What a bye says of us. */
  readonly program: Pick<Hello, 'program' | 'release'>;
  /** The link ends now, before its listener hears of it. */
  readonly onEnd: (how: LinkEnd) => void;
};

/** How a link ends: once, whoever ends it first. */
export type LinkEnding = {
  /** Says why, and ends; the bytes go out meanwhile. */
  readonly leave: (reason: ByeReason, detail: string, how: LinkEnd) => void;
  /** Ends for a breach of the protocol, and says so. */
  readonly fail: (detail: string) => void;
  /** Ends without a word. */
  readonly lose: (detail: string) => void;
  /** The other side, or the connection, has ended it. */
  readonly finish: (how: LinkEnd) => void;
  /** Resolves when the bye is out. */
  readonly gone: () => Promise<void>;
};

export function createLinkEnding(options: LinkEndingOptions): LinkEnding {
  return new Ending(options);
}

/** A class, as all that every link has for itself. */
class Ending implements LinkEnding {
  readonly #options: LinkEndingOptions;
  #leaving: Promise<void> | null = null;

  constructor(options: LinkEndingOptions) {
    this.#options = options;
  }

  leave(reason: ByeReason, detail: string, how: LinkEnd): void {
    const {transport, listener, program} = this.#options;
    if (!listener.isEnded()) {
      this.#leaving = transport.closeGracefully({reason, detail, ...program});
      this.finish(how);
    }
  }

  fail(detail: string): void {
    this.leave('protocol', detail, {type: 'protocol', detail});
  }

  lose(detail: string): void {
    this.#options.transport.destroy();
    this.finish({type: 'lost', detail});
  }

  finish(how: LinkEnd): void {
    const {listener, onEnd} = this.#options;
    if (!listener.isEnded()) {
      onEnd(how);
      listener.end(how);
    }
  }

  async gone(): Promise<void> {
    await this.#leaving;
  }
}
