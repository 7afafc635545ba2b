import type {Clock} from '../../lib/time/clock.ts';
import type {Tracer} from '../../lib/trace.ts';
import type {ByeReason, ChatMessage, Hello} from '../../wire/chat/messages.ts';
import type {NetworkLimits} from '../guard/limits.ts';
import type {CloseInfo, EncryptedTransport} from './encrypted-transport.ts';
import {type IdlePace, startHeartbeat} from './heartbeat.ts';
import type {Link, LinkEnd, LinkHandlers} from './link.ts';
import {createLinkListener} from './link-listener.ts';
import {createLinkOutbox} from './link-outbox.ts';
import {type AnyChannel, openSideChannels} from './side-channels.ts';

/** A ping of the other side has come by then, milliseconds. */
const SECOND_LATER = 5000;

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

/** Creates a link over an encrypted transport, paused until it has a listener. */
export function createLiveLink(options: LiveLinkOptions): LiveLink {
  const {transport, program, limits, tracer, about} = options;
  let leaving: Promise<void> = Promise.resolve();
  let isPaused = false;
  let pings = 0;
  let receivedCount = 0;

  const listener = createLinkListener(error => {
    options.fault(error);
    lose('something went wrong inside natter');
  });
  const outbox = createLinkOutbox({
    transport,
    highWaterMark: limits.highWaterMark,
    onSend({type}) {
      tracer.trace?.('out', {peer: tracer.peer(about.remoteKey), type, buffered: transport.buffered()});
    },
  });
  const heartbeat = startHeartbeat({
    clock: options.clock,
    period: limits.heartbeat,
    silence: limits.silence,
    idle: options.idlesSlowly ? idlePace(limits, about.initiator) : null,
    ping: () => outbox.sendIfRoom({type: 'ping', nonce: pings++}),
    bytes: transport.bytesTransferred,
    doubt: () => listener.onDoubted(),
    dead: silence => lose(`no sign of life for ${Math.round(silence / 1000)} s`),
  });
  stopReading();
  tracer.note?.('link', linkFields(about, tracer));
  const sides = openSideChannels({
    ...{
      transport,
      channels: options.channels.filter(isSpokenBy(about.hello)),
      call: listener.call.bind(listener),
    },
    onMessage() {
      heartbeat.stir();
      listener.countMessage();
    },
    onSend: heartbeat.stir.bind(heartbeat),
  });

  function onMessage(message: ChatMessage): void {
    listener.countMessage();
    receivedCount++;
    tracer.trace?.('in', {peer: tracer.peer(about.remoteKey), type: message.type});
    if (listener.isEnded()) {
      return;
    }
    switch (message.type) {
      case 'hello':
        fail('A second hello came');
        break;
      case 'bye':
        finish({type: 'bye', bye: message});
        transport.destroy();
        break;
      case 'ping':
        outbox.sendIfRoom({type: 'pong', nonce: message.nonce});
        break;
      case 'pong':
        break;
      default:
        heartbeat.stir();
        listener.deliver(message);
    }
  }

  function attach(handlers: LinkHandlers): void {
    listener.attach(handlers);
    if (listener.isListening()) {
      if (!isPaused) {
        read();
      }
      onFlushed();
    }
  }

  function send(message: ChatMessage): boolean {
    if (listener.isEnded()) {
      return false;
    }
    heartbeat.stir();
    if (message.type === 'entries') {
      heartbeat.expect();
    }
    const result = outbox.send(message);
    if (result === 'stuck') {
      lose('the other side does not read');
    }
    return result === 'room';
  }

  function onFlushed(): void {
    sides.onFlushed();
    if (listener.isListening() && outbox.takeDrained()) {
      listener.onDrained();
    }
  }

  function read(): void {
    heartbeat.resume();
    transport.resume();
  }

  function stopReading(): void {
    heartbeat.suspend();
    transport.pause();
  }

  /** Says why, and ends; the bytes go out meanwhile. */
  function leave(reason: ByeReason, detail: string, how: LinkEnd): void {
    if (!listener.isEnded()) {
      leaving = transport.closeGracefully({reason, detail, ...program});
      finish(how);
    }
  }

  function fail(detail: string): void {
    leave('protocol', detail, {type: 'protocol', detail});
  }

  function lose(detail: string): void {
    transport.destroy();
    finish({type: 'lost', detail});
  }

  function finish(how: LinkEnd): void {
    if (!listener.isEnded()) {
      heartbeat.stop();
      tracer.note?.('end', {peer: tracer.peer(about.remoteKey), ...endFields(how)});
      listener.end(how);
    }
  }

  return {
    link: {
      ...about,
      start: handlers => queueMicrotask(() => attach(handlers)),
      send,
      channel: sides.attach,
      buffered: transport.buffered,
      bytesTransferred: transport.bytesTransferred,
      counts: () => ({received: receivedCount, sent: outbox.count(), quiet: heartbeat.quiet()}),
      pause() {
        isPaused = true;
        stopReading();
      },
      resume() {
        isPaused = false;
        if (listener.isListening()) {
          read();
        }
      },
      probe() {
        if (!listener.isEnded()) {
          heartbeat.probe();
        }
      },
      async close(reason, detail = '') {
        leave(reason, detail, {type: 'closed', reason});
        await leaving;
      },
      fail,
    },
    onMessage,
    onFrame() {
      heartbeat.heard();
      listener.onFrame();
    },
    onFlushed,
    onProtocolError: fail,
    onGone: ({badCiphertext, detail}) => finish({type: badCiphertext ? 'protocol' : 'lost', detail}),
  };
}

/** What a trace says of a new link. */
function linkFields(about: LiveLinkOptions['about'], tracer: Tracer) {
  const {hello, kind, path, initiator} = about;
  return {
    ...{peer: tracer.peer(about.remoteKey), kind, path, dialled: initiator},
    ...{at: tracer.body(about.remoteAddress), name: tracer.body(hello.name)},
    ...{program: `${hello.program} ${hello.release}`.trim(), features: hello.features},
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

/** Whether the sender of a hello speaks a channel. */
function isSpokenBy({features}: Pick<Hello, 'features'>): (channel: AnyChannel) => boolean {
  return ({feature = 0}) => (features & feature) === feature;
}
