import type {Clock} from '../../lib/time/clock.ts';
import type {Tracer} from '../../lib/trace.ts';
import type {ByeReason, ChatMessage, Hello} from '../../wire/chat/messages.ts';
import type {NetworkLimits} from '../guard/limits.ts';
import type {CloseInfo, EncryptedTransport} from './encrypted-transport.ts';
import {type IdlePace, startHeartbeat} from './heartbeat.ts';
import type {Link, LinkEnd, LinkHandlers} from './link.ts';
import {type AnyChannel, openSideChannels} from './side-channels.ts';

/** A ping of the other side has come by then, milliseconds. */
const SECOND_LATER = 5000;

type LinkMessage = Parameters<LinkHandlers['message']>[0];

export type LiveLinkOptions = {
  readonly transport: EncryptedTransport;
  readonly about: Pick<
    Link,
    'remoteKey' | 'device' | 'list' | 'kind' | 'secret' | 'hello' | 'initiator' | 'remoteAddress' | 'path'
  >;
  /** What a bye says of us. */
  readonly program: Pick<Hello, 'program' | 'release'>;
  /** What the link carries beside the chat. */
  readonly channels: readonly AnyChannel[];
  readonly clock: Clock;
  readonly limits: Pick<
    NetworkLimits,
    'heartbeat' | 'silence' | 'idleAfter' | 'idleHeartbeat' | 'idleSilence' | 'highWaterMark'
  >;
  /** Both know that pings may be rare while nothing is said. */
  readonly idlesSlowly: boolean;
  readonly tracer: Tracer;
  /** A handler threw: a mistake of ours, for which the link ends as lost. */
  readonly fault: (error: unknown) => void;
};

/** A link after both hellos: the link itself, and what its pipe has to tell it. */
export type LiveLink = {
  readonly link: Link;
  readonly onMessage: (message: ChatMessage) => void;
  readonly onFrame: () => void;
  readonly onFlushed: () => void;
  readonly onProtocolError: (detail: string) => void;
  readonly onGone: (how: CloseInfo) => void;
};

/** Makes a link of an encrypted transport, which is paused until somebody listens. */
export function createLiveLink(options: LiveLinkOptions): LiveLink {
  const {transport, program, limits, tracer, about} = options;
  let handlers: LinkHandlers | null = null;
  /** What came in one frame with the hello, before somebody listened. */
  const early: LinkMessage[] = [];
  let end: LinkEnd | null = null;
  let leaving: Promise<void> = Promise.resolve();
  let paused = false;
  let congested = false;
  let pings = 0;
  let receivedCount = 0;
  let sentCount = 0;
  /** The message that comes next is the first of its frame. */
  let frameBegins = false;
  /** What was to be counted before somebody listened. */
  let uncounted = 0;

  const heartbeat = startHeartbeat({
    clock: options.clock,
    period: limits.heartbeat,
    silence: limits.silence,
    idle: options.idlesSlowly ? idlePace(limits, about.initiator) : null,
    ping: () => say({type: 'ping', nonce: pings++}),
    dead: silence => lose(`no sign of life for ${Math.round(silence / 1000)} s`),
  });
  stopListening();
  tracer.note?.('link', {
    ...{peer: tracer.peer(about.remoteKey), kind: about.kind, path: about.path, dialled: about.initiator},
    ...{at: tracer.body(about.remoteAddress), name: tracer.body(about.hello.name)},
    ...{program: `${about.hello.program} ${about.hello.release}`.trim(), features: about.hello.features},
  });
  const sides = openSideChannels({
    ...{transport, channels: options.channels, call},
    onMessage() {
      heartbeat.stir();
      countMessage();
    },
    onSend: heartbeat.stir.bind(heartbeat),
  });

  function heard(): void {
    heartbeat.heard();
    frameBegins = true;
    count();
  }

  function count(): void {
    if (handlers === null) {
      uncounted++;
    } else if (end === null && handlers.frame !== undefined) {
      call(handlers.frame, undefined);
    }
  }

  /** Each message in a frame after the first counts as another frame. */
  function countMessage(): void {
    if (!frameBegins) {
      count();
    }
    frameBegins = false;
  }

  function received(message: ChatMessage): void {
    countMessage();
    receivedCount++;
    tracer.trace?.('in', {peer: tracer.peer(about.remoteKey), type: message.type});
    if (end !== null) {
      return;
    }
    switch (message.type) {
      case 'hello':
        breakOff('A second hello came');
        break;
      case 'bye':
        finish({type: 'bye', bye: message});
        transport.destroy();
        break;
      case 'ping':
        say({type: 'pong', nonce: message.nonce});
        break;
      case 'pong':
        break;
      default:
        heartbeat.stir();
        deliver(message);
    }
  }

  function deliver(message: LinkMessage): void {
    if (handlers === null) {
      early.push(message);
    } else if (end === null) {
      call(handlers.message, message);
    }
  }

  /** Heartbeats of a peer that does not read are not worth a buffer. */
  function say(message: ChatMessage): void {
    if (transport.buffered() < limits.highWaterMark) {
      hand(message);
    }
  }

  function start(listening: LinkHandlers): void {
    queueMicrotask(() => begin(listening));
  }

  function begin(listening: LinkHandlers): void {
    const endedBefore = end !== null;
    handlers = listening;
    for (; uncounted > 0; uncounted--) {
      count();
    }
    for (let next = early.shift(); next !== undefined && !closedByUs(); next = early.shift()) {
      call(handlers.message, next);
    }
    if (end !== null) {
      if (endedBefore) {
        call(handlers.ended, end);
      }
      return;
    }
    if (!paused) {
      listen();
    }
    flushed();
  }

  function send(message: ChatMessage): boolean {
    if (end !== null) {
      return false;
    }
    if (transport.buffered() >= 2 * limits.highWaterMark) {
      lose('the other side does not read');
      return false;
    }
    heartbeat.stir();
    hand(message);
    congested ||= transport.buffered() >= limits.highWaterMark;
    return !congested;
  }

  function hand(message: ChatMessage): void {
    transport.send(message);
    sentCount++;
    tracer.trace?.('out', {
      ...{peer: tracer.peer(about.remoteKey), type: message.type, buffered: transport.buffered()},
    });
  }

  function flushed(): void {
    sides.onFlushed();
    if (congested && handlers !== null && end === null && transport.buffered() <= limits.highWaterMark / 2) {
      congested = false;
      call(handlers.drained, undefined);
    }
  }

  function listen(): void {
    heartbeat.resume();
    transport.resume();
  }

  function stopListening(): void {
    heartbeat.suspend();
    transport.pause();
  }

  async function close(reason: ByeReason, detail = ''): Promise<void> {
    if (end === null) {
      leaving = transport.closeGracefully({reason, detail, ...program});
      finish({type: 'closed', reason});
    }
    await leaving;
  }

  function breakOff(detail: string): void {
    if (end === null) {
      leaving = transport.closeGracefully({reason: 'protocol', detail, ...program});
      finish({type: 'protocol', detail});
    }
  }

  function lose(detail: string): void {
    transport.destroy();
    finish({type: 'lost', detail});
  }

  function finish(how: LinkEnd): void {
    if (end === null) {
      end = how;
      heartbeat.stop();
      tracer.note?.('end', {peer: tracer.peer(about.remoteKey), ...endFields(how)});
      if (handlers !== null) {
        call(handlers.ended, how);
      }
    }
  }

  /** What a handler throws must not reach the socket, a timer or the peer. */
  function call<T>(handler: (value: T) => void, value: T): void {
    try {
      handler(value);
    } catch (error) {
      options.fault(error);
      lose('something went wrong inside natter');
    }
  }

  function closedByUs(): boolean {
    return end?.type === 'closed' || end?.type === 'protocol';
  }

  return {
    link: {
      ...options.about,
      start,
      send,
      channel: sides.attach,
      buffered: transport.buffered,
      bytesTransferred: transport.bytesTransferred,
      counts: () => ({received: receivedCount, sent: sentCount, quiet: heartbeat.quiet()}),
      pause() {
        paused = true;
        stopListening();
      },
      resume() {
        paused = false;
        if (handlers !== null && end === null) {
          listen();
        }
      },
      probe() {
        if (end === null) {
          heartbeat.probe();
        }
      },
      close,
      fail: breakOff,
    },
    onMessage: received,
    onFrame: heard,
    onFlushed: flushed,
    onProtocolError: breakOff,
    onGone: ({badCiphertext, detail}) => finish({type: badCiphertext ? 'protocol' : 'lost', detail}),
  };
}

/** How a link ended, for a trace. */
function endFields(end: LinkEnd): {readonly how: string; readonly why: string} {
  switch (end.type) {
    case 'bye':
      return {how: end.type, why: end.bye.reason};
    case 'closed':
      return {how: end.type, why: end.reason};
    case 'protocol':
    case 'lost':
      return {how: end.type, why: end.detail};
  }
}

/** Never quicker than the usual pace. Whoever dialled pings first, and the other side need not then. */
function idlePace(limits: LiveLinkOptions['limits'], isFirst: boolean): IdlePace {
  return {
    after: limits.idleAfter,
    period: Math.max(limits.heartbeat, isFirst ? limits.idleHeartbeat : limits.idleHeartbeat + SECOND_LATER),
    silence: Math.max(limits.silence, limits.idleSilence),
  };
}
