import type {KeyPair} from '../../identity/key-pair.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {Bye, ByeReason, ChatMessage, Hello} from '../../wire/chat/messages.ts';
import {OLDEST_VERSION} from '../../wire/version.ts';
import type {NetworkLimits} from '../guard/limits.ts';
import type {Connection} from '../transport/transport.ts';
import {type Gone, openPipe, type Pipe, type PipeEvents} from './encrypted-transport.ts';
import type {Link} from './link.ts';
import {createLiveLink, type LiveLink} from './live-link.ts';

const CHANNEL_CLOSED: Gone = {forged: false, silent: false, detail: 'the channel was closed'};

/** Why no link came about. */
export type Failure =
  | {readonly type: 'foreign'} // what came is no handshake of ours
  | {readonly type: 'hung-up'} // closed before the handshake was done
  | {readonly type: 'mute'} // connected, but not one byte came
  | {readonly type: 'stalled'} // the handshake or the hello did not come in time
  | {readonly type: 'key-mismatch'; readonly remoteKey: string}
  | {readonly type: 'self'}
  | {readonly type: 'refused-here'; readonly reason: ByeReason; readonly remoteKey: string}
  | {readonly type: 'refused-there'; readonly bye: Bye}
  | {readonly type: 'version'}
  | {readonly type: 'protocol'; readonly detail: string}
  | {readonly type: 'lost'; readonly detail: string}
  | {readonly type: 'abandoned'}; // by us

/** Thrown instead of a link. */
export class LinkFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`no link: ${failure.type}`);
    this.name = 'LinkFailure';
    this.failure = failure;
  }
}

/** What the core decides about a peer whose key is proven, before any hello is sent to it. */
export type Admission =
  | {readonly type: 'hello'; readonly hello: Omit<Hello, 'type' | 'binding'>}
  | {readonly type: 'refuse'; readonly reason: ByeReason; readonly detail?: string};

export type Admit = (peer: {
  readonly remoteKey: string;
  readonly initiator: boolean;
  readonly remoteAddress: string;
}) => Admission;

export type LinkOptions = {
  readonly connection: Connection;
  readonly path: string;
  readonly initiator: boolean;
  readonly keyPair: KeyPair;
  /** The key that the peer must have, 64 hex digits; undefined takes anybody. */
  readonly expectedKey: string | undefined;
  readonly clock: Clock;
  readonly limits: NetworkLimits;
  /** Milliseconds from now until the peer's hello must have come. */
  readonly deadline: number;
  readonly admit: Admit;
  readonly fault: (error: unknown) => void;
  /** The connection is closed for good. */
  readonly closed: () => void;
};

/** A link that is being made. */
export type Opening = {
  /** Rejects with `LinkFailure`. */
  readonly linked: Promise<Link>;
  /** Gives up, if there is no link yet. */
  readonly abandon: () => void;
};

/**
 * Makes a link of a connection: gate, Noise XX, `natter/chat/1`, hello both ways. The order of checks when the
 * peer's key is proven: our own key, the expected key, the admission. Only then anything is sent, and only the
 * peer's own hello for this very handshake makes a link.
 */
export function openLink(options: LinkOptions): Opening {
  const {connection, initiator} = options;
  const {remoteAddress} = connection;
  const ownKey = Buffer.from(options.keyPair.publicKey).toString('hex');
  const {promise, resolve, reject} = Promise.withResolvers<Link>();
  let peer: {readonly key: string; readonly binding: Uint8Array} | null = null;
  let isLinked = false;

  /** What is made here is needed until there is a link, which then listens in place of it. */
  const listener: {events: PipeEvents} = {
    events: {
      keyed,
      received,
      heard() {},
      flushed() {},
      broken,
      expired: silent => giveUp({type: silent ? 'mute' : 'stalled'}),
      closedByPeer: refused => giveUp(failureOf(CHANNEL_CLOSED, refused)),
      gone: how => giveUp(failureOf(how, false)),
      closed: options.closed,
      fault(error) {
        options.fault(error);
        reject(error);
      },
    },
  };
  const pipe: Pipe = openPipe({
    connection,
    initiator,
    keyPair: options.keyPair,
    clock: options.clock,
    handshakeFrameBytes: options.limits.handshakeFrameBytes,
    deadline: options.deadline,
    listener,
  });

  function keyed(key: string, binding: Uint8Array): void {
    peer = {key, binding};
    if (key === ownKey) {
      refuse({type: 'self'}, 'self');
    } else if (options.expectedKey !== undefined && key !== options.expectedKey) {
      giveUp({type: 'key-mismatch', remoteKey: key});
    } else {
      admit(key, binding);
    }
  }

  function admit(key: string, binding: Uint8Array): void {
    const admission = options.admit({remoteKey: key, initiator, remoteAddress});
    if (admission.type === 'refuse') {
      const {reason, detail} = admission;
      refuse({type: 'refused-here', reason, remoteKey: key}, saidReason(reason), detail);
    } else {
      pipe.send({type: 'hello', ...admission.hello, binding});
    }
  }

  function received(message: ChatMessage): void {
    if (message.type === 'hello') {
      greeted(message);
    } else if (message.type === 'bye') {
      giveUp({type: 'refused-there', bye: message});
    } else {
      broken('A message came before the hello');
    }
  }

  function greeted(hello: Hello): void {
    if (peer === null || Buffer.compare(hello.binding, peer.binding) !== 0) {
      broken('The hello belongs to another link');
    } else if (hello.version < OLDEST_VERSION) {
      refuse({type: 'version'}, 'protocol', `Version ${OLDEST_VERSION} or a newer one is needed`);
    } else {
      begin(peer.key, hello);
    }
  }

  function begin(remoteKey: string, hello: Hello): void {
    const {clock, limits, path, fault, closed} = options;
    const about = {remoteKey, hello, initiator, remoteAddress, path};
    isLinked = true;
    pipe.settle();
    const live = createLiveLink({pipe, about, clock, limits, fault});
    listener.events = eventsOf(live, pipe, fault, closed);
    resolve(live.link);
  }

  /** Bytes that break a rule: before the key is proven they are no handshake at all. */
  function broken(detail: string): void {
    if (peer === null) {
      giveUp({type: 'foreign'});
    } else {
      refuse({type: 'protocol', detail}, 'protocol', detail);
    }
  }

  function failureOf(how: Gone, refused: boolean): Failure {
    if (refused) {
      return {type: 'version'};
    }
    if (peer === null) {
      return {type: how.forged ? 'foreign' : 'hung-up'};
    }
    return {type: how.forged ? 'protocol' : 'lost', detail: how.detail};
  }

  function giveUp(failure: Failure): void {
    pipe.destroy();
    reject(new LinkFailure(failure));
  }

  function refuse(failure: Failure, reason: ByeReason, detail = ''): void {
    void pipe.leave(reason, detail);
    reject(new LinkFailure(failure));
  }

  return {
    linked: promise,
    abandon() {
      if (!isLinked) {
        giveUp({type: 'abandoned'});
      }
    },
  };
}

/** What a peer hears of why it is refused: whoever is blocked does not learn of it. */
export function saidReason(reason: ByeReason): ByeReason {
  return reason === 'blocked' ? 'closed' : reason;
}

/** What a pipe tells a link on which both have said hello. */
function eventsOf(
  live: LiveLink,
  pipe: Pipe,
  fault: (error: unknown) => void,
  closed: () => void,
): PipeEvents {
  function gone(how: Gone): void {
    live.gone(how);
    pipe.destroy();
  }

  return {
    ...live,
    keyed() {},
    expired() {},
    closedByPeer: () => gone(CHANNEL_CLOSED),
    gone,
    closed,
    fault(error) {
      fault(error);
      live.gone({forged: false, silent: false, detail: 'something went wrong inside natter'});
    },
  };
}
