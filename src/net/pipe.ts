import SecretStream from '@hyperswarm/secret-stream';
import type {KeyPair} from '../identity/key-pair.ts';
import type {Clock} from '../lib/clock.ts';
import {MAX_REASON_BYTES} from '../lib/limits.ts';
import type {ByeReason, ChatMessage} from '../wire/messages.ts';
import {ProtocolError} from '../wire/protocol-error.ts';
import {BINDING_BYTES} from '../wire/version.ts';
import {createGate} from './gate.ts';
import {type MessageChannel, openMessageChannel} from './message-channel.ts';
import {codeOf} from './socket-errors.ts';
import type {Connection} from './transport.ts';

/** How long the last bytes may take after a bye, in milliseconds. */
const FAREWELL_GRACE = 1000;

/** How a connection went away. `forged`: bytes that the keys of this link did not make. */
export type Gone = {
  readonly forged: boolean;
  /** True if not one byte came. */
  readonly silent: boolean;
  readonly detail: string;
};

/** What a pipe tells. None of these may throw; if one does, `fault` hears of it and the pipe is destroyed. */
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
};

export type PipeOptions = {
  readonly connection: Connection;
  readonly initiator: boolean;
  readonly keyPair: KeyPair;
  readonly clock: Clock;
  readonly handshakeFrameBytes: number;
  /** Milliseconds until `settle` must have been called. */
  readonly deadline: number;
  /** A mistake of ours came to light. */
  readonly fault: (error: unknown) => void;
  readonly events: PipeEvents;
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
  const {events, clock, initiator} = options;
  let channel: MessageChannel | null = null;
  let over = false;

  const gate = createGate({
    socket: options.connection.stream,
    initiator,
    handshakeFrameBytes: options.handshakeFrameBytes,
    clock,
    deadline: options.deadline,
    expired: guarded(() => events.expired(gate.received() === 0)),
    violated: guarded(events.broken),
    flushed: guarded(events.flushed),
  });
  const secret = new SecretStream(initiator, gate.stream, {keyPair: options.keyPair, pattern: 'XX'});
  secret.on('connect', guarded(onConnect));
  secret.on('error', guarded(onError));
  secret.on('end', guarded(onGone));
  secret.on('close', guarded(onGone));
  gate.stream.on('close', guarded(events.closed));

  /** Errors of ours inside of an event handler would end the process, or worse, be taken for the peer's. */
  function guarded<A extends unknown[]>(handler: (...values: A) => void): (...values: A) => void {
    return (...values) => {
      try {
        handler(...values);
      } catch (error) {
        options.fault(error);
        destroy();
      }
    };
  }

  function onConnect(): void {
    const {remotePublicKey, handshakeHash} = secret;
    if (remotePublicKey !== null && handshakeHash !== null && !over) {
      const key = Buffer.from(remotePublicKey).toString('hex');
      events.keyed(key, Uint8Array.from(handshakeHash.subarray(0, BINDING_BYTES)));
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
      events.gone(gone);
    }
  }

  /** The channel opens with the first message: a peer that is not spoken to learns nothing. */
  function speak(): MessageChannel {
    channel ??= openMessageChannel({
      secret,
      received: guarded(message => over || events.received(message)),
      heard: guarded(() => over || events.heard()),
      broken: guarded(onBroken),
      closedByPeer: guarded(refused => over || events.closedByPeer(refused)),
    });
    return channel;
  }

  function onBroken(error: unknown): void {
    if (over) {
      return;
    }
    if (!(error instanceof ProtocolError)) {
      throw error;
    }
    events.broken(error.message);
  }

  function leave(reason: ByeReason, detail: string): Promise<void> {
    const {promise, resolve} = Promise.withResolvers<void>();
    if (over || secret.handshakeHash === null) {
      destroy();
      return Promise.resolve();
    }
    const last = speak();
    last.send({type: 'bye', reason, detail: clip(detail)});
    last.flush();
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
    buffered: () => (channel?.queued() ?? 0) + gate.buffered(),
    carried: () => Math.max(gate.received(), secret.rawBytesWritten),
    pause: () => speak().pause(),
    resume: () => speak().resume(),
    settle: gate.settle,
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
