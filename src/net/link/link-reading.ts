import type {EncryptedTransport} from './encrypted-transport.ts';
import type {Heartbeat} from './heartbeat.ts';

export type LinkReadingOptions = {
  readonly transport: Pick<EncryptedTransport, 'pause' | 'resume'>;
  readonly heartbeat: Pick<Heartbeat, 'suspend' | 'resume'>;
  readonly isListening: () => boolean;
};

/**
 * Whether a link reads what comes: not before somebody listens, and not while it is paused. Where it does not read, no
 * sign of life can come.
 */
export type LinkReading = {
  /** Somebody listens now. */
  readonly begin: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
};

/** Stops the reading of a link until somebody listens. */
export function createLinkReading(options: LinkReadingOptions): LinkReading {
  return new Reading(options);
}

/** A class, as all that every link has for itself. */
class Reading implements LinkReading {
  readonly #options: LinkReadingOptions;
  #isPaused = false;

  constructor(options: LinkReadingOptions) {
    this.#options = options;
    this.#stop();
  }

  begin(): void {
    if (!this.#isPaused && this.#options.isListening()) {
      this.#options.heartbeat.resume();
      this.#options.transport.resume();
    }
  }

  pause(): void {
    this.#isPaused = true;
    this.#stop();
  }

  resume(): void {
    this.#isPaused = false;
    this.begin();
  }

  #stop(): void {
    this.#options.heartbeat.suspend();
    this.#options.transport.pause();
  }
}
