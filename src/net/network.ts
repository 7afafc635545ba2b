import type {OwnIdentity} from '../identity/own-identity.ts';
import {formatAddress} from '../lib/address.ts';
import {NatterError} from '../lib/errors.ts';
import type {PeerKey} from '../lib/ids.ts';
import {PROGRAM} from '../lib/program.ts';
import type {Clock} from '../lib/time/clock.ts';
import {noTracing, type Tracer} from '../lib/trace.ts';
import {createConnectionLimiter, type Visitor} from './guard/connection-limiter.ts';
import {HYBRID, KNOWN, LEGACY, MEET, SHARED_SECRET} from './guard/handshake-kinds.ts';
import {defaultLimits, type NetworkLimits} from './guard/limits.ts';
import {cancelledDial, explainDial, nobodyAnswered, noKindLeft} from './link/dial-errors.ts';
import {dialPlan, secretPlan} from './link/dial-plan.ts';
import {type Admit, type KnownPeers, type LinkOptions, openLink, type PendingLink} from './link/handshake.ts';
import type {Link} from './link/link.ts';
import {LinkFailure, type VersionGap} from './link/link-failure.ts';
import type {SharedSecret} from './link/noise.ts';
import type {AnyChannel} from './link/side-channels.ts';
import type {Connection, Listener, Transport, Where} from './transport/transport.ts';

export type {NetworkLimits} from './guard/limits.ts';
export type {Admission} from './link/handshake.ts';
export type {SharedSecret} from './link/noise.ts';

/** A way to somebody over another transport than the network's own. */
export type Way = {
  /** What stands for an address in errors, as in "nobody answered at …". */
  readonly name: string;
  readonly connect: (signal: AbortSignal) => Promise<Connection>;
  /** From the first step to the peer's hello, milliseconds. */
  readonly deadline: number;
};

/** A connection that came in over another transport, and what that transport knows of it. */
export type Arrival = {
  readonly connection: Connection;
  /** Whom it was opened for: only this person is taken, 64 hex digits. */
  readonly expectedKey?: string | undefined;
  /** What limits count by: hosts say nothing where many come over one. */
  readonly countedAs: string;
  /** Whether only those are answered who know our key, or only those who know a secret. */
  readonly answers: 'known' | 'secret';
};

export type NetworkOptions = {
  readonly identity: OwnIdentity;
  /** What earlier links told of peers; nobody is known where it is left out. */
  readonly known?: KnownPeers;
  /** Whether a dialler that does not know our key is answered; always where it is left out. */
  readonly answersAnyone?: () => boolean;
  /** Secrets of open invites: whoever knows one is answered, and the link names it. */
  readonly secrets?: () => readonly SharedSecret[];
  readonly transport: Transport;
  readonly clock: Clock;
  /** Writes down what happens; nobody does where it is left out. */
  readonly tracer?: Tracer;
  /** What differs from `defaultLimits`. They hold for loopback as for any other address. */
  readonly limits?: Partial<NetworkLimits>;
  /** Whether a contact has proved its key from an address before: then strangers cannot keep it out. */
  readonly isTrusted?: (host: string) => boolean;
  /** What every link carries beside the chat. */
  readonly channels?: readonly AnyChannel[];
  /** Asked once per link, as soon as the peer's key is proven. */
  readonly admit: Admit;
  /** An incoming link on which both have said hello. */
  readonly linked: (link: Link) => void;
  /** Somebody came in whose natter is too old, or too new, for ours. */
  readonly mismatched?: (peer: {readonly remoteAddress: string; readonly gap: VersionGap}) => void;
  /** A handler of ours threw, which ended one link. For a log: it is a mistake in natter, never the peer's. */
  readonly fault?: (error: unknown) => void;
};

export type Network = {
  /** Opens a port. Throws `PORT_TAKEN` or `LISTEN_FAILED`. */
  readonly listen: (where: Where) => Promise<Listener>;
  /** Takes a connection of another transport as one that came in. Who it is was proven to that transport: it counts as trusted. */
  readonly accept: (arrival: Arrival) => void;
  /**
   * Dials, authenticates, says hello, all within `dialDeadline` or that of the way. Throws a `NatterError`: those of
   * `Transport.dial`, and `DIAL_TIMEOUT`, `NOT_NATTER`, `VERSION_MISMATCH`, `PROTOCOL_ERROR`, `KEY_MISMATCH`,
   * `SELF_CONNECTION`, `ALREADY_CONNECTED` (refused as a duplicate), `PEER_BLOCKED` (by us), `PEER_REFUSED`,
   * `LINK_LOST`.
   */
  readonly dial: (where: Where | Way, options?: DialOptions) => Promise<Link>;
  /** Closes the listeners, every handshake and every link (with bye `quit`). Nothing can be opened after it. */
  readonly close: () => Promise<void>;
};

/** A natter that does not take a kind of handshake closes within this, milliseconds, on any line. */
const PROMPT = 500;

const NOBODY: KnownPeers = {personOf: () => null, deviceOf: () => null};

export type DialOptions = {
  /** The person that must answer; left out, anybody may. */
  readonly expectedKey?: PeerKey;
  /** Dials by a shared secret, such as that of an invite. */
  readonly bySecret?: {
    readonly secret: SharedSecret;
    /** The device that must answer, 64 hex digits; null if it is not known, as with spoken words. */
    readonly device: string | null;
  };
  readonly signal?: AbortSignal;
};

/** A natter 0.1 listens on ports, and nowhere else. */
type OwnWay = Way & {readonly mayBeLegacy: boolean};

/** A connection of ours, from its first moment to its last. */
type Open = {opening: PendingLink | null; link: Link | null};

/** Makes the network of one identity over one transport. */
export function createNetwork(options: NetworkOptions): Network {
  const {clock, transport} = options;
  const limits = {...defaultLimits, ...options.limits};
  const known = options.known ?? NOBODY;
  const answersAnyone = options.answersAnyone ?? (() => true);
  const secrets = options.secrets ?? (() => []);
  const fault = options.fault ?? (() => {});
  const tracer = options.tracer ?? noTracing('net');
  const limiter = createConnectionLimiter({
    limits,
    clock,
    ...(options.isTrusted === undefined ? {} : {isTrusted: options.isTrusted}),
  });
  const listeners = new Set<Listener>();
  const dials = new Set<AbortController>();
  const open = new Set<Open>();
  /** Who has proven a key on a dial of ours, but has not said hello yet. */
  const ringing = new Set<string>();
  let isClosed = false;

  async function listen(where: Where): Promise<Listener> {
    const listener = await transport.listen(where, connection =>
      admitVisitor(connection, {host: connection.remoteHost}, {accepts, secrets}),
    );
    if (isClosed) {
      await listener.close();
      throw new NatterError('LISTEN_FAILED', 'natter is shutting down.');
    }
    listeners.add(listener);
    tracer.note?.('listen', {port: listener.port});
    return {
      ...listener,
      async close() {
        listeners.delete(listener);
        await listener.close();
      },
    };
  }

  /** A stranger's connection: whatever is wrong with it ends here, in silence. */
  function admitVisitor(
    connection: Connection,
    about: Pick<Visitor, 'host' | 'isExpected'>,
    answering: Omit<Extract<LinkOptions['opener'], {initiator: false}>, 'initiator'>,
  ): void {
    let opening: PendingLink | null = null;
    const visitor = {
      ...about,
      evict: () => opening?.abandon(),
      isSilent: () => opening?.isSilent() ?? true,
    };
    const slot = isClosed ? null : limiter.enter(visitor);
    if (slot === null) {
      tracer.note?.('turned away', {from: tracer.body(connection.remoteAddress)});
      connection.stream.destroy();
      return;
    }
    tracer.note?.('arrival', {from: tracer.body(connection.remoteAddress), path: connection.path});
    opening = begin({
      connection,
      opener: {initiator: false, ...answering},
      deadline: limits.handshakeDeadline,
      closed: slot.leave,
    });
    opening.linked.then(
      link => {
        opening = null;
        slot.linked();
        announce(link);
      },
      error => {
        tracer.note?.('no link', {from: tracer.body(connection.remoteAddress), why: whyOf(error)});
        tellMismatch(connection, error);
      },
    );
  }

  function accept({connection, expectedKey, countedAs, answers}: Arrival): void {
    const pattern = answers === 'known' ? KNOWN : SHARED_SECRET;
    admitVisitor(
      connection,
      {host: countedAs, isExpected: true},
      {expectedKey, accepts: kind => kind % HYBRID === pattern, secrets},
    );
  }

  /** Who knows our key is always answered; a listener that is closed says nothing to all others. */
  function accepts(kind: number): boolean {
    const pattern = kind % HYBRID;
    return (
      pattern === KNOWN ||
      (pattern === SHARED_SECRET && secrets().length > 0) ||
      ((pattern === MEET || kind === LEGACY) && answersAnyone())
    );
  }

  function tellMismatch({remoteAddress}: Connection, error: unknown): void {
    if (error instanceof LinkFailure && error.failure.type === 'version') {
      options.mismatched?.({remoteAddress, gap: error.failure});
    }
  }

  function announce(link: Link): void {
    try {
      options.linked(link);
    } catch (error) {
      fault(error);
      void link.close('quit');
    }
  }

  type Beginning = Pick<LinkOptions, 'connection' | 'opener' | 'deadline' | 'closed'>;

  function begin(beginning: Beginning): PendingLink {
    let ringsAt: string | null = null;
    const opening = openLink({
      ...beginning,
      identity: options.identity,
      known,
      program: PROGRAM,
      tracer,
      channels: options.channels ?? [],
      clock,
      limits,
      admit(peer) {
        const admission = admitOnce(peer);
        ringsAt = peer.initiator && admission.type === 'hello' ? peer.remoteKey : null;
        return admission;
      },
      fault,
      closed() {
        open.delete(entry);
        beginning.closed();
      },
    });
    const entry: Open = {opening, link: null};
    open.add(entry);
    opening.linked.then(
      link => {
        entry.link = link;
        entry.opening = null; // what the handshake needed may go
        hangUp(ringsAt);
      },
      () => hangUp(ringsAt),
    );
    return opening;
  }

  /**
   * One dial of ours to a peer at a time gets past its key. Of two, each side would keep the one that it saw
   * last, or first, and close the other, and in the end none would be left.
   */
  function admitOnce(peer: Parameters<Admit>[0]): ReturnType<Admit> {
    if (peer.initiator && ringing.has(peer.remoteKey)) {
      return {type: 'refuse', reason: 'duplicate'};
    }
    const admission = options.admit(peer);
    if (peer.initiator && admission.type === 'hello') {
      ringing.add(peer.remoteKey);
    }
    return admission;
  }

  function hangUp(key: string | null): void {
    if (key !== null) {
      ringing.delete(key);
    }
  }

  async function dial(where: Where | Way, options: DialOptions = {}): Promise<Link> {
    const {signal} = options;
    const way = wayTo(where);
    const controller = new AbortController();
    const cancel = () => controller.abort();
    if (isClosed || signal?.aborted) {
      throw cancelledDial(way.name);
    }
    signal?.addEventListener('abort', cancel);
    dials.add(controller);
    tracer.note?.('dial', {to: tracer.body(way.name), deadline: way.deadline});
    try {
      return await dialUntil(controller.signal, way, options);
    } finally {
      signal?.removeEventListener('abort', cancel);
      dials.delete(controller);
    }
  }

  function wayTo(where: Where | Way): OwnWay {
    return 'connect' in where
      ? {...where, mayBeLegacy: false}
      : {
          name: formatAddress(where),
          connect: signal => transport.dial(where, signal),
          deadline: limits.dialDeadline,
          mayBeLegacy: true,
        };
  }

  async function dialUntil(
    signal: AbortSignal,
    way: OwnWay,
    {expectedKey, bySecret}: DialOptions,
  ): Promise<Link> {
    const deadline = clock.monotonic() + way.deadline;
    const peer =
      expectedKey === undefined ? null : (known.deviceOf(expectedKey) ?? {device: expectedKey, kind: LEGACY});
    let first: unknown = null;
    let isPrompt = true;
    for (const kind of bySecret ? secretPlan() : dialPlan(peer?.kind ?? null)) {
      const expectedDevice = bySecret ? (bySecret.device ?? undefined) : peer?.device;
      const isNewer = peer !== null && peer.kind !== LEGACY;
      if (kind.number === LEGACY && !(isPrompt && way.mayBeLegacy)) {
        break; // closed for being slow: that it answers the old way would say nothing
      }
      const began = clock.monotonic();
      const opener = {
        initiator: true,
        kind,
        expectedKey,
        expectedDevice,
        isNewer,
        secret: bySecret?.secret,
      } as const;
      try {
        tracer.note?.('handshake', {pattern: kind.pattern, hybrid: kind.isHybrid});
        return await tryKind(signal, way, deadline, opener);
      } catch (error) {
        tracer.note?.('no link', {to: tracer.body(way.name), why: whyOf(error)});
        const isLast = !(error instanceof LinkFailure) || error.failure.type !== 'closed-early';
        first = isLast ? error : (first ?? error);
        isPrompt &&= clock.monotonic() - began < PROMPT;
        if (isLast) {
          break;
        }
      }
    }
    throw first === null
      ? noKindLeft(way.name)
      : explainDial(first, way.name, {expectedKey, deadline: way.deadline});
  }

  async function tryKind(
    signal: AbortSignal,
    way: Way,
    deadline: number,
    opener: LinkOptions['opener'],
  ): Promise<Link> {
    const connection = await connect(signal, way, deadline);
    const opening = begin({
      connection,
      opener,
      deadline: Math.max(0, deadline - clock.monotonic()),
      closed() {},
    });
    signal.addEventListener('abort', opening.abandon, {once: true});
    if (signal.aborted) {
      opening.abandon();
    }
    return await opening.linked;
  }

  async function connect(signal: AbortSignal, way: Way, deadline: number): Promise<Connection> {
    const late = new AbortController();
    const stop = clock.after(Math.max(0, deadline - clock.monotonic()), () => late.abort());
    try {
      return await way.connect(AbortSignal.any([signal, late.signal]));
    } catch (error) {
      throw late.signal.aborted && !signal.aborted ? nobodyAnswered(way.name, way.deadline, error) : error;
    } finally {
      stop();
    }
  }

  async function close(): Promise<void> {
    isClosed = true;
    for (const controller of dials) {
      controller.abort();
    }
    const ends = [...open].map(({opening, link}) =>
      link === null ? opening?.abandon() : link.close('quit'),
    );
    await Promise.all([...ends, ...[...listeners].map(listener => listener.close())]);
  }

  return {listen, accept, dial, close};
}

/** A failure in one word, for a trace. */
function whyOf(error: unknown): string {
  return error instanceof LinkFailure
    ? error.failure.type
    : error instanceof NatterError
      ? error.code
      : 'fault';
}
