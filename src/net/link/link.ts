import type {DeviceKey, PeerKey} from '../../lib/ids.ts';
import type {Bye, ByeReason, ChatMessage, Hello} from '../../wire/chat/messages.ts';
import type {AnyMessage, Channel} from '../../wire/codec/channel.ts';
import type {Path} from '../transport/path.ts';
import type {ChannelHandlers, LinkChannel} from './side-channels.ts';

/** Why a link ended. `bye` is what the peer said last; without one it was cut. */
export type LinkEnd =
  | {readonly type: 'bye'; readonly bye: Bye} // the peer closed wilfully
  | {readonly type: 'closed'; readonly reason: ByeReason} // we closed wilfully
  | {readonly type: 'protocol'; readonly detail: string} // the peer sent bytes that break a rule; we closed
  | {readonly type: 'lost'; readonly detail: string}; // cut, reset, silent

/** What the core hears of a link. Handlers are called in order, never after `ended`. */
export type LinkHandlers = {
  readonly message: (message: Exclude<ChatMessage, Hello | Bye | {type: 'ping'} | {type: 'pong'}>) => void;
  /** The peer sent something: called for each frame and each further message in it, heartbeats too, before it is looked at. */
  readonly frame?: () => void;
  /** The send buffer fell under the low mark after `send` had answered false. */
  readonly drained: () => void;
  /** Entries were sent, and the peer shows no sign of life: perhaps it can be reached another way. */
  readonly doubted?: () => void;
  readonly ended: (end: LinkEnd) => void;
};

/**
 * An authenticated, encrypted connection on which both sides have said hello. Heartbeats are the link's
 * own business: a peer that is silent for 12 s ends it as lost.
 */
export type Link = {
  /** Ed25519 public key of the peer, a person. */
  readonly remoteKey: PeerKey;
  /** The person's device that this link goes to. */
  readonly device: DeviceKey;
  /** The device list that names the device: its number, and the beginning of its hash in hex. */
  readonly list: {readonly number: number; readonly hash: string};
  /** Number of the handshake that made it (docs/PROTOCOL.md). */
  readonly kind: number;
  /** The shared secret that it was made with, such as that of an invite; null for any other link. */
  readonly secret: string | null;
  readonly hello: Hello;
  /** True if we dialled. */
  readonly initiator: boolean;
  /** `host:port` at the other end of the socket. */
  readonly remoteAddress: string;
  readonly path: Path;
  /** Starts the flow of messages; nothing is delivered before. */
  readonly start: (handlers: LinkHandlers) => void;
  /** Queues a message. False: the buffer is over the high mark, stop until `drained`. */
  readonly send: (message: ChatMessage) => boolean;
  /** Attaches to a channel that the network was told of; before `start`, so that nothing comes too early. */
  readonly channel: <M extends AnyMessage>(
    channel: Channel<M>,
    handlers: ChannelHandlers<M>,
  ) => LinkChannel<M>;
  /** Bytes waiting in all buffers below this link. */
  readonly buffered: () => number;
  /** Bytes sent or received so far on the wire, whichever is more. */
  readonly bytesTransferred: () => number;
  /** Messages received and sent so far, heartbeats too, and milliseconds since the peer's last frame. */
  readonly counts: () => {readonly received: number; readonly sent: number; readonly quiet: number};
  /** Stops reading from the socket (backpressure towards the peer), and goes on again. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Asks the peer for a sign of life at once, since the network changed; without one the link is lost soon. */
  readonly probe: () => void;
  /** Says bye and closes; resolves when the bytes are out or after a short grace. */
  readonly close: (reason: ByeReason, detail?: string) => Promise<void>;
  /** The peer broke a rule of the protocol above the codec: says bye `protocol` and ends. */
  readonly fail: (detail: string) => void;
};
