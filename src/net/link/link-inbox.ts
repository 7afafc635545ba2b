import type {ChatMessage} from '../../wire/chat/messages.ts';
import type {Heartbeat} from './heartbeat.ts';
import type {LinkEnding} from './link-ending.ts';
import type {LinkListener} from './link-listener.ts';
import type {LinkOutbox} from './link-outbox.ts';

export type LinkInboxOptions = {
  readonly listener: Pick<LinkListener, 'countMessage' | 'deliver' | 'isEnded'>;
  readonly outbox: Pick<LinkOutbox, 'sendIfRoom'>;
  readonly heartbeat: Pick<Heartbeat, 'stir'>;
  readonly ending: Pick<LinkEnding, 'fail' | 'finish'>;
  /** The other side said bye: there is nobody to send to. */
  readonly hangUp: () => void;
  /** A message came. */
  readonly onReceive: (message: ChatMessage) => void;
};

/** What comes over a link: what keeps it going is answered here, all else is for its listener. */
export type LinkInbox = {
  readonly take: (message: ChatMessage) => void;
  /** Messages so far. */
  readonly count: () => number;
};

export function createLinkInbox(options: LinkInboxOptions): LinkInbox {
  return new Inbox(options);
}

/** A class, as all that every link has for itself. */
class Inbox implements LinkInbox {
  readonly #options: LinkInboxOptions;
  #count = 0;

  constructor(options: LinkInboxOptions) {
    this.#options = options;
  }

  take(message: ChatMessage): void {
    const {listener, outbox, heartbeat, ending, onReceive} = this.#options;
    listener.countMessage();
    this.#count++;
    onReceive(message);
    if (listener.isEnded()) {
      return;
    }
    switch (message.type) {
      case 'hello':
        ending.fail('A second hello came');
        break;
      case 'bye':
        ending.finish({type: 'bye', bye: message});
        this.#options.hangUp();
        break;
      case 'ping':
        outbox.sendIfRoom({type: 'pong', nonce: message.nonce});
        break;
      case 'pong':
        break;
      default:
        heartbeat.stir();
        listener.deliver(message);
    }
  }

  count(): number {
    return this.#count;
  }
}
