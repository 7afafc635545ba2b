import type SecretStream from '@hyperswarm/secret-stream';
import type {State} from 'compact-encoding';
import Protomux, {type Channel, type Message} from 'protomux';
import {codecOf, type MessageType, messageTags} from '../wire/codecs.ts';
import type {ChatMessage} from '../wire/messages.ts';
import {type Codec, sizeOf} from '../wire/primitives.ts';
import {CHAT_PROTOCOL} from '../wire/version.ts';
import {createMuxStream, MAX_MESSAGE_BYTES} from './mux-stream.ts';

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
  readonly queued: () => number;
  readonly flush: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Nothing is sent or received any more. */
  readonly close: () => void;
};

/** A message on its way out with what writing it needs, so that it is measured once. */
type Outgoing = {readonly message: ChatMessage; readonly codec: Codec<ChatMessage>; readonly size: number};

/** What decoding gives: Protomux must not see it throw, or a bad frame could end the process. */
type Incoming = {readonly message: ChatMessage} | {readonly error: unknown};

/** Opens the channel. Nothing that the peer sends throws out of it. */
export function openMessageChannel(options: MessageChannelOptions): MessageChannel {
  const mux = createMuxStream(options);
  const protomux = new Protomux(mux.stream, {alloc: length => Buffer.allocUnsafe(length)});
  let closed = false;
  const channel = protomux.createChannel({
    protocol: CHAT_PROTOCOL,
    onclose() {
      if (!closed) {
        options.closedByPeer(!channel?.opened);
      }
    },
  });
  const slots = channel === null ? [] : addMessages(channel, options);
  channel?.open();

  return {
    send(message) {
      const codec = codecOf(message.type);
      const size = sizeOf(codec, message);
      if (size > MAX_MESSAGE_BYTES) {
        throw new RangeError(`A message of ${size} bytes does not fit into a frame`);
      }
      slots[messageTags[message.type]]?.send({message, codec, size});
    },
    queued: mux.queued,
    flush: mux.flush,
    pause: mux.pause,
    resume: mux.resume,
    close() {
      closed = true;
      mux.close();
    },
  };
}

/** Gives each message the place of its tag, which is its number for Protomux. */
function addMessages(channel: Channel, options: MessageChannelOptions): Message<Outgoing>[] {
  const types = new Map<number, MessageType>(
    Object.entries(messageTags).map(([type, tag]) => [tag, type as MessageType]),
  );
  return Array.from({length: Math.max(...types.keys()) + 1}, (_, tag) => {
    const type = types.get(tag);
    return type === undefined ? channel.addMessage(null) : addMessage(channel, codecOf(type), options);
  });
}

function addMessage(
  channel: Channel,
  codec: Codec<ChatMessage>,
  options: MessageChannelOptions,
): Message<Outgoing> {
  return channel.addMessage<Incoming, Outgoing>({
    encoding: {
      preencode(state, outgoing) {
        state.end += outgoing.size;
      },
      encode: (state, outgoing) => outgoing.codec.encode(state, outgoing.message),
      decode: state => decode(codec, state),
    },
    onmessage(incoming) {
      if ('error' in incoming) {
        options.broken(incoming.error);
      } else {
        options.received(incoming.message);
      }
    },
  });
}

function decode(codec: Codec<ChatMessage>, state: State): Incoming {
  try {
    return {message: codec.decode(state)};
  } catch (error) {
    return {error};
  }
}
