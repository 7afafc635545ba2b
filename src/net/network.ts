import type {OwnIdentity} from '../identity/own-identity.ts';
import {formatAddress} from '../lib/address.ts';
import {NatterError} from '../lib/errors.ts';
import type {Clock} from '../lib/time/clock.ts';
import {noTracing, type Tracer} from '../lib/trace.ts';
import {type Arrival, createIncoming, type IncomingOptions} from './connect/incoming.ts';
import {createOpenLinks} from './connect/open-links.ts';
import {createOutgoing, type DialOptions, type Way} from './connect/outgoing.ts';
import {createConnectionLimiter} from './guard/connection-limiter.ts';
import {defaultLimits, type NetworkLimits} from './guard/limits.ts';
import type {Admit, KnownPeers} from './link/handshake.ts';
import type {Link} from './link/link.ts';
import type {SharedSecret} from './link/noise.ts';
import type {AnyChannel} from './link/side-channels.ts';
import type {Listener, Transport, Where} from './transport/transport.ts';

export type {Arrival} from './connect/incoming.ts';
export type {DialOptions, Way} from './connect/outgoing.ts';
export type {NetworkLimits} from './guard/limits.ts';
export type {Admission} from './link/handshake.ts';
export type {SharedSecret} from './link/noise.ts';

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
  readonly mismatched?: IncomingOptions['mismatched'];
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

const NOBODY: KnownPeers = {personOf: () => null, deviceOf: () => null};

/** Creates the network of one identity over one transport. */
export function createNetwork(options: NetworkOptions): Network {
  const {clock, transport, isTrusted, known = NOBODY, tracer = noTracing('net'), fault = () => {}} = options;
  const limits = {...defaultLimits, ...options.limits};
  const links = createOpenLinks({
    identity: options.identity,
    known,
    channels: options.channels ?? [],
    clock,
    limits,
    admit: options.admit,
    tracer,
    fault,
  });
  const outgoing = createOutgoing({links, known, clock, tracer});
  const incoming = createIncoming({
    links,
    limiter: createConnectionLimiter({limits, clock, ...(isTrusted === undefined ? {} : {isTrusted})}),
    tracer,
    deadline: limits.handshakeDeadline,
    answersAnyone: options.answersAnyone ?? (() => true),
    secrets: options.secrets ?? (() => []),
    linked: options.linked,
    mismatched: options.mismatched ?? (() => {}),
    fault,
  });
  const listeners = new Set<Listener>();
  let isClosed = false;

  /** Over the network's own transport. */
  function wayTo(where: Where): Way {
    const connect = (signal: AbortSignal) => transport.dial(where, signal);
    return {name: formatAddress(where), connect, deadline: limits.dialDeadline};
  }

  return {
    async listen(where) {
      const listener = await transport.listen(where, incoming.onConnection);
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
    },
    accept: incoming.onArrival,
    async dial(where, dialOptions = {}) {
      const isWay = 'connect' in where;
      return await outgoing.dial(isWay ? where : wayTo(where), !isWay, dialOptions);
    },
    async close() {
      isClosed = true;
      outgoing.close();
      incoming.close();
      await Promise.all([links.closeAll(), ...[...listeners].map(listener => listener.close())]);
    },
  };
}
