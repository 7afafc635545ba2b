import type SecretStream from '@hyperswarm/secret-stream';
import type {State} from 'compact-encoding';
import Protomux from 'protomux';
import {codecOf, type MessageType, messageTags} from '../../wire/chat/codecs.ts';
import type {ChatMessage} from '../../wire/chat/messages.ts';
import {type Codec, sizeOf, uint} from '../../wire/codec/primitives.ts';
import {CHAT_PROTOCOL} from '../../wire/version.ts';
import {createMuxStream, MAX_MESSAGE_BYTES, type MuxStream} from './mux-stream.ts';

export type MessageChannelOptions = {
  readonly secret: SecretStream;
  readonly heard: () => void;
  readonly received: (message: ChatMessage) => void;
  /** A `ProtocolError` if the peer's bytes break a rule; anything else is a mistake of ours. */
  readonly broken: (error: unknown) => void;
  /** The peer closed the channel; `refused` if it never opened it: it does not speak this protocol. */
  readonly closedByPeer: (refused: boolean) => void;
};

/** The `natter/chat/1` channel of a link, open on our side. */
export type MessageChannel = {
  /** Queues a message. Throws `RangeError` if it breaks a bound or does not fit into a frame. */
  readonly send: (message: ChatMessage) => void;
  readonly mux: Pick<MuxStream, 'queued' | 'flush' | 'hold' | 'release'>;
  /** Nothing is sent or received any more. */
  readonly close: () => void;
};

const tagOf = uint('type of a message');

/** The codec of each message, at the place of its tag: the same for all links. */
const codecs: (Codec<ChatMessage> | undefined)[] = [];
for (const [type, tag] of Object.entries(messageTags)) {
  codecs[tag] = codecOf(type as MessageType);
}

/**
 * Opens the channel. Nothing that the peer sends throws out of it. Protomux opens and closes the channel; the
 * messages on it take no part in that and pass it by, which saves their copies and a codec of its own per link.
 */
export function openMessageChannel(options: MessageChannelOptions): MessageChannel {
  const mux = createMuxStream({
    secret: options.secret,
    heard: options.heard,
    broken: options.broken,
    direct: {channel: () => (channel?.opened ? channel._remoteId : 0), received},
  });
  const protomux = new Protomux(mux.stream, {alloc: allocate});
  let closed = false;
  const channel = protomux.createChannel({
    protocol: CHAT_PROTOCOL,
    onclose() {
      if (!closed) {
        options.closedByPeer(!channel?.opened);
      }
    },
  });
  channel?.open();

  function received(state: State): void {
    const codec = codecs[tagOf.decode(state)];
    if (codec !== undefined) {
      options.received(codec.decode(state));
    }
  }

  function send(message: ChatMessage): void {
    const codec = codecOf(message.type);
    const size = sizeOf(codec, message);
    if (size > MAX_MESSAGE_BYTES) {
      throw new RangeError(`A message of ${size} bytes does not fit into a frame`);
    }
    if (channel !== null && !channel.closed) {
      const type = messageTags[message.type];
      mux.send({channel: channel._localId, type, message, codec, byteLength: 2 + size});
    }
  }

  return {
    send,
    mux,
    close() {
      closed = true;
      mux.close();
    },
  };
}

function allocate(length: number): Buffer {
  return Buffer.allocUnsafe(length);
}
