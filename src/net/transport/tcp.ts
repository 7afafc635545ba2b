import {connect, createServer, type LookupFunction, type Server, type Socket} from 'node:net';
import {formatAddress} from '../../lib/address.ts';
import {NatterError} from '../../lib/errors.ts';
import {connectTexts} from '../../lib/texts/connect.ts';
import {hasZone} from './interfaces.ts';
import {pathTo} from './path.ts';
import {codeOf, dialError, listenError} from './socket-errors.ts';
import type {Connection, Listener, Transport, Where} from './transport.ts';

/** All interfaces, of IPv6 and IPv4 alike, and what is left of it on a machine without IPv6. */
const ALL = '::';
const ALL_IPV4 = '0.0.0.0';
/** How long one of several addresses of a name is tried before the next, in milliseconds. */
const ATTEMPT_TIMEOUT = 1000;

export type TcpOptions = {
  /** How names are looked up; the machine's resolver unless a test brings its own. */
  readonly lookup?: LookupFunction;
};

/** Creates the transport over TCP sockets. Listening on `::` opens both families, or IPv4 where IPv6 is missing. */
export function tcp(options: TcpOptions = {}): Transport {
  return {
    async listen(where, accept) {
      try {
        return await open(where, accept);
      } catch (error) {
        if (where.host === ALL && lacksIpv6(error)) {
          return await listenOrExplain({...where, host: ALL_IPV4}, accept);
        }
        throw listenError(error, where);
      }
    },
    dial: (where, signal) => dial(where, signal, options),
  };
}

async function listenOrExplain(where: Where, accept: (connection: Connection) => void): Promise<Listener> {
  try {
    return await open(where, accept);
  } catch (error) {
    throw listenError(error, where);
  }
}

async function open(where: Where, accept: (connection: Connection) => void): Promise<Listener> {
  const server = createServer({noDelay: true}, socket => {
    const connection = describe(socket);
    if (connection !== null) {
      accept(connection);
    }
  });
  const {promise, resolve, reject} = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen({...where, ipv6Only: false}, resolve);
  await promise;
  server.on('error', () => {}); // such as too many open files: this visitor is lost, the port stays open
  return listenerOf(server, where);
}

function listenerOf(server: Server, where: Where): Listener {
  const address = server.address();
  const bound =
    typeof address === 'object' && address !== null ? address : {address: where.host, port: where.port};
  return {
    host: bound.address,
    port: bound.port,
    async close() {
      server.close(); // its callback waits for every connection; the port itself is free at once
    },
  };
}

/** The system would take another interface, or none, and time out. */
function noSuchZone(where: Where, zone: string): NatterError {
  return new NatterError('ADDRESS_INVALID', connectTexts.reach.noInterface(formatAddress(where), zone));
}

function dial(where: Where, signal: AbortSignal, options: TcpOptions): Promise<Connection> {
  const {promise, resolve, reject} = Promise.withResolvers<Connection>();
  if (signal.aborted) {
    return Promise.reject(cancelled(where));
  }
  const zone = where.host.split('%')[1];
  if (zone !== undefined && !hasZone(zone)) {
    return Promise.reject(noSuchZone(where, zone));
  }
  const socket = connect({
    ...where,
    noDelay: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT,
    ...(options.lookup === undefined ? {} : {lookup: options.lookup}),
  });
  const onAbort = () => {
    socket.destroy();
    reject(cancelled(where));
  };
  signal.addEventListener('abort', onAbort, {once: true});
  socket.on('error', error => reject(dialError(error, where)));
  socket.once('connect', () => {
    const connection = describe(socket);
    if (connection === null) {
      reject(dialError(new Error('closed at once'), where));
    } else {
      resolve(connection);
    }
  });
  return promise.finally(() => signal.removeEventListener('abort', onAbort));
}

/** A socket as a connection; null if it is gone already. From here on no error of it can end the process. */
function describe(socket: Socket): Connection | null {
  socket.on('error', () => {});
  const {remoteAddress, remotePort} = socket;
  if (remoteAddress === undefined || remotePort === undefined) {
    socket.destroy();
    return null;
  }
  const host = withoutMapping(remoteAddress);
  return {
    stream: socket,
    remoteHost: host,
    remoteAddress: formatAddress({host, port: remotePort}),
    path: pathTo(host),
  };
}

/** IPv4 peers of an IPv6 socket are written `::ffff:192.0.2.7`; people and limits know them as `192.0.2.7`. */
function withoutMapping(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function cancelled(where: Where): NatterError {
  return new NatterError('DIAL_CANCELLED', connectTexts.reach.connectingCancelled(formatAddress(where)));
}

function lacksIpv6(error: unknown): boolean {
  return ['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(codeOf(error));
}
