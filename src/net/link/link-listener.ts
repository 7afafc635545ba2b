import type {LinkEnd, LinkHandlers} from './link.ts';

type LinkMessage = Parameters<LinkHandlers['message']>[0];

/** Hands what happens on a link to whoever listens to it, and keeps what comes before somebody does. */
export type LinkListener = {
  /** A frame of the peer begins. */
  readonly onFrame: () => void;
  /** A message came. Each one in a frame after the first counts as another frame. */
  readonly countMessage: () => void;
  /** Hands a message on, or keeps it. */
  readonly deliver: (message: LinkMessage) => void;
  /** There is room again. */
  readonly onDrained: () => void;
  /** What was sent is not answered. */
  readonly onDoubted: () => void;
  /** Listens from now on, and hears at once what was kept. */
  readonly attach: (handlers: LinkHandlers) => void;
  /** The link ended; to be called once. Nothing is handed on after it. */
  readonly end: (how: LinkEnd) => void;
  readonly isEnded: () => boolean;
  /** Somebody is attached, and the link has not ended. */
  readonly isListening: () => boolean;
  /** Calls a handler so that what it throws reaches neither the socket, a timer nor the peer. */
  readonly call: <T>(handler: (value: T) => void, value: T) => void;
};

/** The listener of a link, to which nobody is attached. `onFault` hears what a handler threw. */
export function createLinkListener(onFault: (error: unknown) => void): LinkListener {
  return new Listener(onFault);
}

/** A class, as all that every link has for itself. */
class Listener implements LinkListener {
  readonly #onFault: (error: unknown) => void;
  #handlers: LinkHandlers | null = null;
  /** What came in one frame with the hello. */
  readonly #early: LinkMessage[] = [];
  /** What was to be counted before somebody listened. */
  #uncounted = 0;
  /** The message that comes next is the first of its frame. */
  #frameBegins = false;
  #end: LinkEnd | null = null;

  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault;
  }

  onFrame(): void {
    this.#frameBegins = true;
    this.#count();
  }

  countMessage(): void {
    if (!this.#frameBegins) {
      this.#count();
    }
    this.#frameBegins = false;
  }

  deliver(message: LinkMessage): void {
    if (this.#handlers === null) {
      this.#early.push(message);
    } else if (this.#end === null) {
      this.call(this.#handlers.message, message);
    }
  }

  onDrained(): void {
    if (this.#handlers !== null && this.#end === null) {
      this.call(this.#handlers.drained, undefined);
    }
  }

  onDoubted(): void {
    if (this.#handlers?.doubted !== undefined && this.#end === null) {
      this.call(this.#handlers.doubted, undefined);
    }
  }

  attach(handlers: LinkHandlers): void {
    const endedBefore = this.#end;
    this.#handlers = handlers;
    for (; this.#uncounted > 0; this.#uncounted--) {
      this.#count();
    }
    for (
      let next = this.#early.shift();
      next !== undefined && !this.#isEndedByUs();
      next = this.#early.shift()
    ) {
      this.call(handlers.message, next);
    }
    if (endedBefore !== null) {
      this.call(handlers.ended, endedBefore);
    }
  }

  end(how: LinkEnd): void {
    this.#end = how;
    if (this.#handlers !== null) {
      this.call(this.#handlers.ended, how);
    }
  }

  isEnded(): boolean {
    return this.#end !== null;
  }

  isListening(): boolean {
    return this.#handlers !== null && this.#end === null;
  }

  call<T>(handler: (value: T) => void, value: T): void {
    try {
      handler(value);
    } catch (error) {
      this.#onFault(error);
    }
  }

  #count(): void {
    if (this.#handlers === null) {
      this.#uncounted++;
    } else if (this.#end === null && this.#handlers.frame !== undefined) {
      this.call(this.#handlers.frame, undefined);
    }
  }

  /** What the peer said before it left is still heard; what it says after we closed is not. */
  #isEndedByUs(): boolean {
    return this.#end?.type === 'closed' || this.#end?.type === 'protocol';
  }
}
