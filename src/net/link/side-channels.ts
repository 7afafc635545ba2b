import type {AnyMessage, Channel} from '../../wire/codec/channel.ts';
import type {OpenChannel} from '../mux/multiplexer.ts';
import type {EncryptedTransport} from './encrypted-transport.ts';

/** A channel of any messages: what a table of channels holds. */
export type AnyChannel = Channel<never>;

/** What the owner of a channel hears of it. */
export type ChannelHandlers<M> = {
  readonly message: (message: M) => void;
  /** There is room again after `send` had answered false. */
  readonly drained: () => void;
  /** The peer closed it, or does not speak this version of it. */
  readonly closed: () => void;
};

/** A channel of a link beside the chat. */
export type LinkChannel<M> = {
  /** False: too much waits for the peer. The message was not taken; offer it again when `drained` is called. */
  readonly send: (message: M) => boolean;
};

/** The channels of one link beside the chat. */
export type SideChannels = {
  /** Attaches to one of them: what came before is handed over. Throws a TypeError for a channel the link does not have. */
  readonly attach: <M extends AnyMessage>(
    channel: Channel<M>,
    handlers: ChannelHandlers<M>,
  ) => LinkChannel<M>;
  /** Bytes left for the peer. */
  readonly onFlushed: () => void;
};

type Side = {
  readonly channel: AnyChannel;
  readonly open: OpenChannel<never>;
  early: AnyMessage[];
  handlers: ChannelHandlers<never> | null;
  isClosed: boolean;
  isWaiting: boolean;
};

export type SideChannelsOptions = {
  readonly transport: Pick<EncryptedTransport, 'open' | 'buffered'>;
  /** Opened on both sides right behind the hello, so that neither comes too early for the other. */
  readonly channels: readonly AnyChannel[];
  /** A message came: for what is counted. */
  readonly onMessage: () => void;
  /** A message is about to be sent. */
  readonly onSend: () => void;
  /** Calls a handler so that what it throws reaches neither the socket nor the peer. */
  readonly call: <T>(handler: (value: T) => void, value: T) => void;
};

/** Opens the channels. Of bulk, only as much waits as its window holds: the chat always finds room behind it. */
export function openSideChannels(options: SideChannelsOptions): SideChannels {
  const {transport, channels, onMessage, onSend, call} = options;
  const sides = channels.map(openSide);

  function openSide(channel: AnyChannel): Side {
    const side: Side = {
      channel,
      early: [],
      handlers: null,
      isClosed: false,
      isWaiting: false,
      open: transport.open(channel, {
        onMessage(message) {
          onMessage();
          if (side.handlers === null) {
            side.early.push(message);
          } else {
            call(side.handlers.message, message as never);
          }
        },
        onClosed() {
          side.isClosed = true;
          if (side.handlers !== null) {
            call(side.handlers.closed, undefined);
          }
        },
      }),
    };
    return side;
  }

  function attach<M extends AnyMessage>(channel: Channel<M>, handlers: ChannelHandlers<M>): LinkChannel<M> {
    const side = sides.find(each => each.channel === (channel as unknown));
    if (side === undefined) {
      throw new TypeError(`This link has no channel ${channel.protocol}`);
    }
    side.handlers = handlers as unknown as ChannelHandlers<never>;
    for (const message of side.early.splice(0)) {
      call(handlers.message, message as M);
    }
    if (side.isClosed) {
      call(handlers.closed, undefined);
    }
    return {
      send(message) {
        side.isWaiting ||= transport.buffered() >= channel.window;
        if (!side.isWaiting && !side.isClosed) {
          onSend();
          side.open.send(message as never);
        }
        return !side.isWaiting && !side.isClosed;
      },
    };
  }

  return {
    attach,
    onFlushed() {
      for (const side of sides) {
        if (side.isWaiting && side.handlers !== null && transport.buffered() <= side.channel.window / 2) {
          side.isWaiting = false;
          call(side.handlers.drained, undefined);
        }
      }
    },
  };
}
