import type {Clock} from '../../lib/time/clock.ts';
import type {Tracer} from '../../lib/trace.ts';
import type {ChatMessage, Hello} from '../../wire/chat/messages.ts';
import type {NetworkLimits} from '../guard/limits.ts';
import type {CloseInfo, EncryptedTransport} from './encrypted-transport.ts';
import {type Heartbeat, type IdlePace, startHeartbeat} from './heartbeat.ts';
import type {Link, LinkEnd} from './link.ts';
import {createLinkEnding, type LinkEnding} from './link-ending.ts';
import {createLinkInbox, type LinkInbox} from './link-inbox.ts';
import {createLinkListener, type LinkListener} from './link-listener.ts';
import {createLinkOutbox, type LinkOutbox} from './link-outbox.ts';
import {createLinkReading, type LinkReading} from './link-reading.ts';
import {type AnyChannel, openSideChannels, type SideChannels} from './side-channels.ts';

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
  const peer = () => tracer.peer(about.remoteKey);
  let pings = 0;

  const listener = createLinkListener(error => {
    options.fault(error);
    ending.lose('something went wrong inside natter');
  });
  const outbox = createLinkOutbox({
    transport,
    highWaterMark: limits.highWaterMark,
    onSend: ({type}) => tracer.trace?.('out', {peer: peer(), type, buffered: transport.buffered()}),
  });
  const heartbeat = startHeartbeat({
    clock: options.clock,
    period: limits.heartbeat,
    silence: limits.silence,
    idle: options.idlesSlowly ? idlePace(limits, about.initiator) : null,
    ping: () => outbox.sendIfRoom({type: 'ping', nonce: pings++}),
    bytes: transport.bytesTransferred,
    doubt: () => listener.onDoubted(),
    dead: silence => ending.lose(`no sign of life for ${Math.round(silence / 1000)} s`),
  });
  const ending = createLinkEnding({
    ...{transport, listener, program},
    onEnd(how) {
      heartbeat.stop();
      tracer.note?.('end', {peer: peer(), ...endFields(how)});
    },
  });
  const reading = createLinkReading({transport, heartbeat, isListening: () => listener.isListening()});
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
  const inbox = createLinkInbox({
    ...{listener, outbox, heartbeat, ending, hangUp: transport.destroy},
    onReceive: ({type}) => tracer.trace?.('in', {peer: peer(), type}),
  });
  const parts = {about, transport, listener, outbox, inbox, heartbeat, ending, reading, sides};
  return {link: linkOver(parts), ...pipeInto(parts)};
}

/** What a link is made of. */
type Parts = Pick<LiveLinkOptions, 'about' | 'transport'> & {
  readonly listener: LinkListener;
  readonly outbox: LinkOutbox;
  readonly inbox: LinkInbox;
  readonly heartbeat: Heartbeat;
  readonly ending: LinkEnding;
  readonly reading: LinkReading;
  readonly sides: SideChannels;
};

/** The link, as it is used. */
function linkOver(parts: Parts): Link {
  const {transport, listener, outbox, inbox, heartbeat, ending, reading, sides} = parts;
  return {
    ...parts.about,
    start: handlers =>
      queueMicrotask(() => {
        listener.attach(handlers);
        reading.begin();
        flush(parts);
      }),
    send: message => send(parts, message),
    channel: sides.attach,
    buffered: transport.buffered,
    bytesTransferred: transport.bytesTransferred,
    counts: () => ({received: inbox.count(), sent: outbox.count(), quiet: heartbeat.quiet()}),
    pause: () => reading.pause(),
    resume: () => reading.resume(),
    probe() {
      if (!listener.isEnded()) {
        heartbeat.probe();
      }
    },
    async close(reason, detail = '') {
      ending.leave(reason, detail, {type: 'closed', reason});
      await ending.gone();
    },
    fail: detail => ending.fail(detail),
  };
}

/** What comes out of the transport, and where it goes. */
function pipeInto(parts: Parts): Omit<LiveLink, 'link'> {
  const {listener, inbox, heartbeat, ending} = parts;
  return {
    onMessage: message => inbox.take(message),
    onFrame() {
      heartbeat.heard();
      listener.onFrame();
    },
    onFlushed: () => flush(parts),
    onProtocolError: detail => ending.fail(detail),
    onGone: ({badCiphertext, detail}) => ending.finish({type: badCiphertext ? 'protocol' : 'lost', detail}),
  };
}

function send({listener, outbox, heartbeat, ending}: Parts, message: ChatMessage): boolean {
  if (listener.isEnded()) {
    return false;
  }
  heartbeat.stir();
  if (message.type === 'entries') {
    heartbeat.expect();
  }
  const result = outbox.send(message);
  if (result === 'stuck') {
    ending.lose('the other side does not read');
  }
  return result === 'room';
}

/** There may be room again. */
function flush({listener, outbox, sides}: Parts): void {
  sides.onFlushed();
  if (listener.isListening() && outbox.takeDrained()) {
    listener.onDrained();
  }
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
