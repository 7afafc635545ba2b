import type {PeerKey} from '../../lib/ids.ts';
import type {Tracer} from '../../lib/trace.ts';
import type {ConnectionLimiter, Visitor} from '../guard/connection-limiter.ts';
import {HYBRID, KNOWN, LEGACY, MEET, SHARED_SECRET} from '../guard/handshake-kinds.ts';
import type {Answer, PendingLink} from '../link/handshake.ts';
import type {Link} from '../link/link.ts';
import {failureWord, LinkFailure, type VersionGap} from '../link/link-failure.ts';
import type {SharedSecret} from '../link/noise.ts';
import type {Connection} from '../transport/transport.ts';
import type {OpenLinks} from './open-links.ts';

/** A connection that came in over another transport, and what that transport knows of it. */
export type Arrival = {
  readonly connection: Connection;
  /** The person it was opened for: only this one is taken. */
  readonly expectedKey?: PeerKey | undefined;
  /** What limits count by: hosts say nothing where many come over one. */
  readonly countedAs: string;
  /** Whether only those are answered who know our key, or only those who know a secret. */
  readonly answers: 'known' | 'secret';
};

export type IncomingOptions = {
  readonly links: OpenLinks;
  readonly limiter: ConnectionLimiter;
  readonly tracer: Tracer;
  /** Milliseconds from a connection to the peer's hello. */
  readonly deadline: number;
  /** Whether a dialler that does not know our key is answered. */
  readonly answersAnyone: () => boolean;
  /** Secrets of open invites: whoever knows one is answered, and the link names it. */
  readonly secrets: () => readonly SharedSecret[];
  /** An incoming link on which both have said hello. */
  readonly linked: (link: Link) => void;
  /** Somebody came in whose natter is too old, or too new, for ours. */
  readonly mismatched: (peer: {readonly remoteAddress: string; readonly gap: VersionGap}) => void;
  readonly fault: (error: unknown) => void;
};

/** Connections of others: whatever is wrong with one ends there, in silence. */
export type Incoming = {
  /** One that came to a port of ours. */
  readonly onConnection: (connection: Connection) => void;
  /** One of another transport, which has found out who it is: it counts as trusted. */
  readonly onArrival: (arrival: Arrival) => void;
  /** Takes nobody any more. */
  readonly close: () => void;
};

/** Incoming connections, none yet. */
export function createIncoming(options: IncomingOptions): Incoming {
  const {links, limiter, tracer, secrets} = options;
  let isClosed = false;

  function enter(
    connection: Connection,
    about: Pick<Visitor, 'host' | 'isExpected'>,
    answer: Omit<Answer, 'initiator' | 'secrets'>,
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
    opening = links.begin({
      connection,
      opener: {initiator: false, ...answer, secrets},
      deadline: options.deadline,
      closed: slot.leave,
    });
    opening.linked.then(
      link => {
        opening = null;
        slot.linked();
        announce(link);
      },
      error => onFailure(connection, error),
    );
  }

  function onFailure({remoteAddress}: Connection, error: unknown): void {
    tracer.note?.('no link', {from: tracer.body(remoteAddress), why: failureWord(error)});
    if (error instanceof LinkFailure && error.failure.type === 'version') {
      options.mismatched({remoteAddress, gap: error.failure});
    }
  }

  function announce(link: Link): void {
    try {
      options.linked(link);
    } catch (error) {
      options.fault(error);
      void link.close('quit');
    }
  }

  /** A peer that knows our key is always answered; a closed listener says nothing to all others. */
  function answersOnPort(kind: number): boolean {
    const pattern = kind % HYBRID;
    return (
      pattern === KNOWN ||
      (pattern === SHARED_SECRET && secrets().length > 0) ||
      ((pattern === MEET || kind === LEGACY) && options.answersAnyone())
    );
  }

  return {
    onConnection(connection) {
      enter(connection, {host: connection.remoteHost}, {accepts: answersOnPort});
    },
    onArrival({connection, expectedKey, countedAs, answers}) {
      const pattern = answers === 'known' ? KNOWN : SHARED_SECRET;
      const about = {host: countedAs, isExpected: true};
      enter(connection, about, {expectedKey, accepts: kind => kind % HYBRID === pattern});
    },
    close() {
      isClosed = true;
    },
  };
}
