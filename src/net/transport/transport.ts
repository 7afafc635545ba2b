import type {Duplex} from 'node:stream';
import type {Path} from './path.ts';

/** A raw byte stream to somebody, not yet authenticated. An error of it never goes unheard. */
export type Connection = {
  readonly stream: Duplex;
  /** `host:port` of the other end; IPv6 in brackets. Hosts are what limits per address count by. */
  readonly remoteAddress: string;
  readonly remoteHost: string;
  readonly path: Path;
};

/** Where somebody listens on a network of hosts and ports. */
export type Where = {readonly host: string; readonly port: number};

export type Listener = {
  /** What was really opened: the port is filled in if 0 was asked. */
  readonly host: string;
  readonly port: number;
  readonly close: () => Promise<void>;
};

/**
 * A way to carry bytes between machines: made by a factory (`tcp()`, `memory()`), all of them pass one
 * contract suite.
 */
export type Transport = {
  /** Opens a port. Throws `PORT_TAKEN` or `LISTEN_FAILED`. */
  readonly listen: (where: Where, accept: (connection: Connection) => void) => Promise<Listener>;
  /**
   * Connects. Throws `HOST_NOT_FOUND`, `HOST_UNREACHABLE`, `DIAL_REFUSED`, `NOT_NATTER` when the connection is
   * reset at once, `DIAL_TIMEOUT` when the system gives up, or `DIAL_CANCELLED` when the signal aborts; the
   * deadline belongs to the caller.
   */
  readonly dial: (where: Where, signal: AbortSignal) => Promise<Connection>;
};
