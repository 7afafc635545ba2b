import SecretStream from '@hyperswarm/secret-stream';
import type {KeyPair} from '../../identity/key-pair.ts';
import {MAX_REASON_BYTES} from '../../lib/limits.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {ByeReason, ChatMessage} from '../../wire/chat/messages.ts';
import {ProtocolError} from '../../wire/protocol-error.ts';
import {BINDING_BYTES} from '../../wire/version.ts';
import {createGate} from '../guard/handshake-guard.ts';
import {type MessageChannel, openMessageChannel} from '../mux/message-channel.ts';
import {codeOf} from '../transport/socket-errors.ts';
import type {Connection} from '../transport/transport.ts';

/** How long the last bytes may take after a bye, in milliseconds. */
const FAREWELL_GRACE = 1000;

/** How a connection went away. `forged`: bytes that the keys of this link did not make. */
export type Gone = {
  readonly forged: boolean;
  /** True if not one byte came. */
  readonly silent: boolean;
  readonly detail: string;
};

/** What a pipe tells. If one of these throws, `fault` hears of it and the pipe is destroyed. */
export type PipeEvents = {
  /** The key of the peer is proven. */
  readonly keyed: (remoteKey: string, binding: Uint8Array) => void;
  readonly received: (message: ChatMessage) => void;
  /** A frame of the peer was decrypted. */
  readonly heard: () => void;
  /** Bytes left for the peer. */
  readonly flushed: () => void;
  /** The peer broke a rule; nothing more of it is trusted. */
  readonly broken: (detail: string) => void;
  /** The deadline passed before `settle`. `silent` if not one byte came. */
  readonly expired: (silent: boolean) => void;
  /** The peer closed the channel; `refused` if it never opened it. */
  readonly closedByPeer: (refused: boolean) => void;
  readonly gone: (gone: Gone) => void;
  /** The raw stream is closed: the very last event. */
  readonly closed: () => void;
  /** A mistake of ours came to light. */
  readonly fault: (error: unknown) => void;
};

export type PipeOptions = {
  readonly connection: Connection;
  readonly initiator: boolean;
  readonly keyPair: KeyPair;
  readonly clock: Clock;
  readonly handshakeFrameBytes: number;
  /** Milliseconds until `settle` must have been called. */
  readonly deadline: number;
  /** Who listens, now: it may be somebody else later. */
  readonly listener: {events: PipeEvents};
};

/** Socket, gate, encryption and channel as one thing that carries messages. */
export type Pipe = {
  /** Queues a message. Throws `RangeError` if it breaks a bound. */
  readonly send: (message: ChatMessage) => void;
  /** Bytes on their way out, in all buffers of ours. */
  readonly buffered: () => number;
  /** Bytes sent or received so far, whichever is more. */
  readonly carried: () => number;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Takes the deadline away. */
  readonly settle: () => void;
  /** Says bye and closes; resolves when the bytes are out or after a short grace. Nothing is read any more. */
  readonly leave: (reason: ByeReason, detail: string) => Promise<void>;
  readonly destroy: () => void;
};

/** Opens a pipe over a connection, which it owns from now on. Nothing that the peer sends throws out of it. */
export function openPipe(options: PipeOptions): Pipe {
  const {listener, clock} = options;
  let channel: MessageChannel | null = null;
  let over = false;

  const gate = createGate({
    socket: options.connection.stream,
    initiator: options.initiator,
    handshakeFrameBytes: options.handshakeFrameBytes,
    clock,
    deadline: options.deadline,
    expired: () => guard(() => listener.events.expired(gate.received() === 0)),
    violated: detail => guard(() => listener.events.broken(detail)),
    flushed: () => guard(onFlushed),
  });
  const secret = new SecretStream(options.initiator, gate.stream, {
    keyPair: options.keyPair,
    pattern: 'XX',
  });
  const goneGuarded = () => guard(onGone);
  secret.on('connect', () => guard(onConnect));
  secret.on('error', () => guard(onError));
  secret.on('end', goneGuarded);
  secret.on('close', goneGuarded);
  gate.stream.on('close', () => guard(() => listener.events.closed()));

  /** Errors of ours inside of an event handler would end the process, or worse, be taken for the peer's. */
  function guard(handler: () => void): void {
    try {
      handler();
    } catch (error) {
      fault(error);
    }
  }

  function fault(error: unknown): void {
    listener.events.fault(error);
    destroy();
  }

  function onFlushed(): void {
    listener.events.flushed();
  }

  function onConnect(): void {
    const {remotePublicKey, handshakeHash} = secret;
    if (remotePublicKey !== null && handshakeHash !== null && !over) {
      const key = Buffer.from(remotePublicKey).toString('hex');
      listener.events.keyed(key, Uint8Array.from(handshakeHash.subarray(0, BINDING_BYTES)));
    }
  }

  function onError(): void {
    leaveOff({...whatCame(), forged: gate.error() === null, detail: detailOf(gate.error())});
  }

  function onGone(): void {
    const error = gate.error();
    const cut = gate.isMidFrame() ? 'closed in the middle of a frame' : 'closed without a goodbye';
    leaveOff({...whatCame(), forged: false, detail: error === null ? cut : detailOf(error)});
  }

  function whatCame(): {silent: boolean} {
    return {silent: gate.received() === 0};
  }

  function leaveOff(gone: Gone): void {
    if (!over) {
      destroy();
      listener.events.gone(gone);
    }
  }

  /** The channel opens with the first message: a peer that is not spoken to learns nothing. */
  function speak(): MessageChannel {
    channel ??= openMessageChannel({
      secret,
      received: message => over || listener.events.received(message),
      heard: () => over || listener.events.heard(),
      broken: onBroken,
      closedByPeer: refused => guard(() => over || listener.events.closedByPeer(refused)),
    });
    return channel;
  }

  /** Whatever goes wrong with a frame comes to light here, our own mistakes included. */
  function onBroken(error: unknown): void {
    if (!(error instanceof ProtocolError)) {
      fault(error);
    } else if (!over) {
      guard(() => listener.events.broken(error.message));
    }
  }

  function leave(reason: ByeReason, detail: string): Promise<void> {
    const {promise, resolve} = Promise.withResolvers<void>();
    if (over || secret.handshakeHash === null) {
      destroy();
      return Promise.resolve();
    }
    const last = speak();
    last.send({type: 'bye', reason, detail: clip(detail)});
    last.mux.flush();
    over = true;
    last.close();
    gate.discard();
    secret.end();
    const cancel = clock.after(FAREWELL_GRACE, destroy);
    gate.stream.once('finish', () => resolve());
    gate.stream.once('close', () => {
      cancel();
      resolve();
    });
    return promise;
  }

  function destroy(): void {
    over = true;
    channel?.close();
    secret.destroy();
  }

  return {
    send: message => speak().send(message),
    buffered: () => (channel?.mux.queued() ?? 0) + gate.buffered(),
    carried: () => Math.max(gate.received(), secret.rawBytesWritten),
    pause: () => speak().mux.hold(),
    resume: () => speak().mux.release(),
    settle: () => gate.settle(),
    leave,
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
