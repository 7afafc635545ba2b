import Protomux, {type MuxableStream, type Channel as ProtomuxChannel} from 'protomux';

/** A channel as Protomux negotiates it: the numbers that both sides gave it. */
export type NegotiatedChannel = {
  /** Our number; 0 once it is closed. */
  readonly localNumber: () => number;
  /** The peer's number; 0 while it has not opened the channel too. */
  readonly remoteNumber: () => number;
  readonly isClosed: () => boolean;
};

/** What opens and closes channels on a link. */
export type ChannelNegotiator = {
  /**
   * Opens a channel. `onClosed` is told whether the peer rejected it, which it has never opened then. Null if the stream
   * is gone or the channel is open already.
   */
  readonly open: (protocol: string, onClosed: (isRejected: boolean) => void) => NegotiatedChannel | null;
};

/** Creates it over a stream. The only place that knows Protomux, and that reads two fields it does not document. */
export function createChannelNegotiator(stream: MuxableStream): ChannelNegotiator {
  const protomux = new Protomux(stream, {alloc: length => Buffer.allocUnsafe(length)});
  return {
    open(protocol, onClosed) {
      let wasOpened = false;
      const channel: ProtomuxChannel | null = protomux.createChannel({
        protocol,
        onclose: () => onClosed(!wasOpened && !channel?.opened),
      });
      channel?.open();
      return (
        channel && {
          localNumber: () => channel._localId,
          remoteNumber() {
            wasOpened ||= channel.opened;
            return channel.opened ? channel._remoteId : 0;
          },
          isClosed: () => channel.closed,
        }
      );
    },
  };
}
