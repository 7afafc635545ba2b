import type SecretStream from '@hyperswarm/secret-stream';
import type {AnyMessage, Channel} from '../../wire/codec/channel.ts';
import {sizeOf} from '../../wire/codec/primitives.ts';
import type {FastPath} from './mux-frames.ts';
import {createMuxStream, MAX_MESSAGE_BYTES, type MuxStream} from './mux-stream.ts';
import {createChannelNegotiator, type NegotiatedChannel} from './protomux-channels.ts';

export type MultiplexerOptions = {
  readonly secret: SecretStream;
  /** A frame of the peer was decrypted. */
  readonly onFrame: () => void;
  /** A `ProtocolError` if the peer's bytes break a rule; anything else is a mistake of ours. */
  readonly onError: (error: unknown) => void;
};

/** What a channel tells. */
export type ChannelEvents<M> = {
  readonly onMessage: (message: M) => void;
  /** The peer closed the channel; `isRejected` if it never opened it: it does not speak this version. */
  readonly onClosed: (isRejected: boolean) => void;
};

/** A channel that is open on our side. */
export type OpenChannel<M> = {
  /** Queues a message. Throws `RangeError` if it breaks a bound or does not fit into a frame. */
  readonly send: (message: M) => void;
};

/** Several channels on one encrypted stream. */
export type Multiplexer = Pick<MuxStream, 'queued' | 'flush' | 'hold' | 'release'> & {
  /** Nothing that the peer sends throws out of it. */
  readonly open: <M extends AnyMessage>(channel: Channel<M>, events: ChannelEvents<M>) => OpenChannel<M>;
  /** Nothing is sent or received any more. */
  readonly close: () => void;
};

type Entry = {readonly negotiated: NegotiatedChannel; readonly fastPath: FastPath};

/**
 * Creates a multiplexer. Protomux opens and closes channels; the messages on them take no part in that and pass it by,
 * which saves their copies and a codec of its own per link (docs/decisions/0003).
 */
export function createMultiplexer({secret, onFrame, onError}: MultiplexerOptions): Multiplexer {
  const entries: Entry[] = [];
  let isClosed = false;
  const mux = createMuxStream({
    secret,
    heard: onFrame,
    broken: onError,
    fastPaths,
  });
  const negotiator = createChannelNegotiator(mux.stream);

  /** For each message that comes: a loop, since a callback for each channel would take longer. */
  function fastPaths(number: number): FastPath | undefined {
    for (const {negotiated, fastPath} of entries) {
      if (negotiated.remoteNumber() === number) {
        return fastPath;
      }
    }
    return;
  }

  function open<M extends AnyMessage>(channel: Channel<M>, events: ChannelEvents<M>): OpenChannel<M> {
    const negotiated = negotiator.open(
      channel.protocol,
      isRejected => isClosed || events.onClosed(isRejected),
    );
    if (negotiated !== null) {
      entries.push({
        negotiated,
        fastPath(state) {
          const message = channel.read(state);
          if (message !== null) {
            events.onMessage(message);
          }
        },
      });
    }
    return {send: message => send(channel, negotiated, message)};
  }

  function send<M extends AnyMessage>(
    {codecs, tags, priority}: Channel<M>,
    negotiated: NegotiatedChannel | null,
    message: M,
  ): void {
    const type = message.type as M['type'];
    const codec = codecs[type];
    const size = sizeOf(codec, message as never);
    if (size > MAX_MESSAGE_BYTES) {
      throw new RangeError(`A message of ${size} bytes does not fit into a frame`);
    }
    if (negotiated !== null && !negotiated.isClosed()) {
      const channel = negotiated.localNumber();
      mux.send({channel, type: tags[type], message, codec, priority, byteLength: 2 + size});
    }
  }

  return {
    open,
    queued: () => mux.queued(),
    flush: () => mux.flush(),
    hold: () => mux.hold(),
    release: () => mux.release(),
    close() {
      isClosed = true;
      mux.close();
    },
  };
}
