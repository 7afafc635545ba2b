import SecretStream from '@hyperswarm/secret-stream';
import type {KeyPair} from '../../identity/key-pair.ts';
import {type DeviceKey, deviceKeyOf} from '../../lib/ids.ts';
import {MAX_REASON_BYTES} from '../../lib/limits.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {chatChannel} from '../../wire/chat/channel.ts';
import type {Bye, ChatMessage} from '../../wire/chat/messages.ts';
import type {AnyMessage, Channel} from '../../wire/codec/channel.ts';
import {ProtocolError} from '../../wire/protocol-error.ts';
import {BINDING_BYTES} from '../../wire/version.ts';
import {receivedByInitiator, receivedByResponder} from '../guard/frame-lengths.ts';
import {createGate} from '../guard/handshake-guard.ts';
import {
  type ChannelEvents,
  createMultiplexer,
  type Multiplexer,
  type OpenChannel,
} from '../mux/multiplexer.ts';
import {codeOf} from '../transport/socket-errors.ts';
import type {Connection} from '../transport/transport.ts';
import {type Exchange, exchangeKeys} from './key-exchange.ts';
import type {SessionKeys} from './noise.ts';

/** How long the last bytes may take after a bye, in milliseconds. */
const CLOSE_GRACE = 1000;

/** How a connection went away. `badCiphertext`: bytes that the keys of this link did not make. */
export type CloseInfo = {
  readonly badCiphertext: boolean;
  readonly detail: string;
};

/** What a transport tells. If one of these throws, `onFault` hears of it and the transport is destroyed. */
export type TransportEvents = {
  /** The key of the peer is proven to the end: both sides have the keys of the session. */
  readonly onKeys: (device: DeviceKey, binding: Uint8Array, kind: number, secret: string | null) => void;
  readonly onMessage: (message: ChatMessage) => void;
  /** A frame of the peer was decrypted. */
  readonly onFrame: () => void;
  /** Bytes left for the peer. */
  readonly onFlushed: () => void;
  /** The peer broke a rule; nothing more of it is trusted. */
  readonly onProtocolError: (detail: string) => void;
  /** The deadline passed before `settle`. `isSilent` if not one byte came. */
  readonly onExpired: (isSilent: boolean) => void;
  /** The peer closed the channel; `isRefused` if it never opened it. */
  readonly onChannelClosed: (isRefused: boolean) => void;
  readonly onGone: (how: CloseInfo) => void;
  /** The raw stream is closed: the very last event. */
  readonly onClosed: () => void;
  /** An error of our own. */
  readonly onFault: (error: unknown) => void;
};

export type EncryptedTransportOptions = {
  readonly connection: Connection;
  readonly exchange: Exchange;
  readonly keyPair: KeyPair;
  /** A fixed one, for recorded links. */
  readonly ephemeral?: KeyPair | undefined;
  readonly clock: Clock;
  readonly handshakeFrameBytes: number;
  /** Milliseconds until `settle` must have been called. */
  readonly deadline: number;
  /** Milliseconds until the first frame must have come whole; the deadline alone counts for a dialler. */
  readonly firstFrameDeadline?: number | undefined;
  /** The listener of the moment: a link takes the place of what made it. */
  readonly listener: {events: TransportEvents};
};

/** Socket, gate, encryption and channel as one thing that carries messages. */
export type EncryptedTransport = {
  /** Queues a message. Throws `RangeError` if it breaks a bound. */
  readonly send: (message: ChatMessage) => void;
  /** Opens a channel beside the chat. */
  readonly open: <M extends AnyMessage>(channel: Channel<M>, events: ChannelEvents<M>) => OpenChannel<M>;
  /** Bytes on their way out, in all buffers of ours. */
  readonly buffered: () => number;
  /** Whether not one byte came yet. */
  readonly isSilent: () => boolean;
  /** Bytes sent or received so far, whichever is more. */
  readonly bytesTransferred: () => number;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Takes the deadline away. */
  readonly settle: () => void;
  /** Says bye and closes; resolves when the bytes are out or after a short grace. Nothing is read any more. */
  readonly closeGracefully: (bye: Omit<Bye, 'type'>) => Promise<void>;
  readonly destroy: () => void;
};

/** Agrees on keys over a connection, which it owns from now on. Nothing that the peer sends throws out of it. */
export function openEncryptedTransport(options: EncryptedTransportOptions): EncryptedTransport {
  const {listener, clock, exchange} = options;
  let secret: SecretStream | null = null;
  let mux: Multiplexer | null = null;
  let chat: OpenChannel<ChatMessage> | null = null;
  let isOver = false;

  const gate = createGate({
    socket: options.connection.stream,
    expected: exchange.initiator ? receivedByInitiator(exchange.kind) : receivedByResponder,
    handshakeFrameBytes: options.handshakeFrameBytes,
    clock,
    deadline: options.deadline,
    firstFrameDeadline: options.firstFrameDeadline,
    expired: () => guard(() => listener.events.onExpired(gate.received() === 0)),
    violated: detail => guard(() => listener.events.onProtocolError(detail)),
    flushed: () => guard(() => listener.events.onFlushed()),
  });
  gate.stream.on('close', () =>
    guard(() => {
      if (secret === null) {
        onGone(); // later the encryption says it, behind the last message
      }
      listener.events.onClosed();
    }),
  );
  guard(() =>
    exchangeKeys({
      ...exchange,
      stream: gate.stream,
      keyPair: options.keyPair,
      ephemeral: options.ephemeral,
      onKeys: (keys, kind, rest, secret) => guard(() => onKeys(keys, kind, rest, secret)),
      onForeign: () => guard(onBadCiphertext),
    }),
  );

  /** Errors of ours inside of an event handler would end the process, or worse, be taken for the peer's. */
  function guard(handler: () => void): void {
    try {
      handler();
    } catch (error) {
      fault(error);
    }
  }

  function fault(error: unknown): void {
    listener.events.onFault(error);
    destroy();
  }

  function onKeys(keys: SessionKeys, kind: number, rest: Buffer, shared: string | null): void {
    if (isOver) {
      return;
    }
    const stream = new SecretStream(exchange.initiator, gate.stream, {
      handshake: {...keys, publicKey: options.keyPair.publicKey, remotePublicKey: keys.remoteKey},
      ...(rest.byteLength === 0 ? {} : {data: rest}),
    });
    secret = stream;
    const onEnd = () => guard(onGone);
    stream.on('error', () => guard(onBadCiphertext));
    stream.on('end', onEnd);
    stream.on('close', onEnd);
    const binding = Uint8Array.from(keys.hash.subarray(0, BINDING_BYTES));
    listener.events.onKeys(deviceKeyOf(keys.remoteKey), binding, kind, shared);
  }

  function onBadCiphertext(): void {
    const error = gate.error();
    handleClosed({badCiphertext: error === null, detail: detailOf(error)});
  }

  function onGone(): void {
    const error = gate.error();
    const cut = gate.isMidFrame() ? 'closed in the middle of a frame' : 'closed without a goodbye';
    handleClosed({badCiphertext: false, detail: error === null ? cut : detailOf(error)});
  }

  function handleClosed(how: CloseInfo): void {
    if (!isOver) {
      destroy();
      listener.events.onGone(how);
    }
  }

  function ensureMux(): Multiplexer {
    if (secret === null) {
      throw new TypeError('There are no keys yet');
    }
    mux ??= createMultiplexer({
      secret,
      onFrame: () => isOver || listener.events.onFrame(),
      onError: onBroken,
    });
    return mux;
  }

  /** The chat opens with the first message: a peer that is not spoken to learns nothing. */
  function ensureChat(): OpenChannel<ChatMessage> {
    chat ??= open(chatChannel, {
      onMessage: message => listener.events.onMessage(message),
      onClosed: isRejected => listener.events.onChannelClosed(isRejected),
    });
    return chat;
  }

  function open<M extends AnyMessage>(channel: Channel<M>, events: ChannelEvents<M>): OpenChannel<M> {
    return ensureMux().open(channel, {
      onMessage: message => isOver || events.onMessage(message),
      onClosed: isRejected => guard(() => isOver || events.onClosed(isRejected)),
    });
  }

  /** All that goes wrong with a frame ends here, internal errors included. */
  function onBroken(error: unknown): void {
    if (!(error instanceof ProtocolError)) {
      fault(error);
    } else if (!isOver) {
      guard(() => listener.events.onProtocolError(error.message));
    }
  }

  function closeGracefully(bye: Omit<Bye, 'type'>): Promise<void> {
    const {promise, resolve} = Promise.withResolvers<void>();
    if (isOver || secret === null) {
      destroy();
      return Promise.resolve();
    }
    ensureChat().send({type: 'bye', ...bye, detail: clip(bye.detail)});
    ensureMux().flush();
    isOver = true;
    ensureMux().close();
    gate.discard();
    secret.end();
    const cancel = clock.after(CLOSE_GRACE, destroy);
    gate.stream.once('finish', () => resolve());
    gate.stream.once('close', () => {
      cancel();
      resolve();
    });
    return promise;
  }

  function destroy(): void {
    isOver = true;
    mux?.close();
    if (secret === null) {
      gate.stream.destroy();
    } else {
      secret.destroy();
    }
  }

  return {
    send: message => ensureChat().send(message),
    open,
    buffered: () => (mux?.queued() ?? 0) + gate.buffered(),
    isSilent: () => gate.received() === 0,
    bytesTransferred: () => Math.max(gate.received(), secret?.rawBytesWritten ?? 0),
    pause: () => ensureMux().hold(),
    resume: () => ensureMux().release(),
    settle: () => gate.settle(),
    closeGracefully,
    destroy,
  };
}

function detailOf(error: Error | null): string {
  return error === null ? 'bytes that this link did not encrypt' : `the connection broke (${codeOf(error)})`;
}

/** As much of a detail as a bye carries, without half a character at its end. */
function clip(detail: string): string {
  return new TextDecoder().decode(Buffer.from(detail).subarray(0, MAX_REASON_BYTES), {stream: true});
}
