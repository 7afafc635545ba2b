import {Duplex} from 'node:stream';
import {formatAddress} from '../../lib/address.ts';
import {NatterError} from '../../lib/errors.ts';
import {connectTexts} from '../../lib/texts/connect.ts';
import type {Connection, Listener, Transport} from './transport.ts';

type Accept = (connection: Connection) => void;

/** A network inside this process. Whoever makes one is alone on it. */
export type MemoryNetwork = {
  /** What listens: for each host its open ports. */
  readonly hosts: Map<string, Map<number, Accept>>;
  /** Connects a fresh pair of streams. */
  readonly pair: () => readonly [Duplex, Duplex];
  /** A port that was not given out before. */
  readonly freePort: () => number;
  /** Ends every open stream at once, as a reset does. */
  readonly cut: () => void;
  /** Carries no more bytes, as a dead cable does; `flow` delivers what was held back, `drop` loses it. */
  readonly stall: () => void;
  readonly flow: () => void;
  /** Only connections that are opened from now on work again, as after a change of address. */
  readonly drop: () => void;
};

const FIRST_FREE_PORT = 49_152;

export function createMemoryNetwork(): MemoryNetwork {
  const open = new Set<Duplex>();
  const held: (() => void)[] = [];
  let stalled = false;
  let nextPort = FIRST_FREE_PORT;

  function carry(deliver: () => void): void {
    if (stalled) {
      held.push(deliver);
    } else {
      setImmediate(() => (stalled ? held.push(deliver) : deliver()));
    }
  }

  return {
    hosts: new Map(),
    pair() {
      const pair = connectedPair(carry);
      for (const stream of pair) {
        open.add(stream);
        stream.on('error', () => {});
        stream.on('close', () => open.delete(stream));
      }
      return pair;
    },
    freePort: () => nextPort++,
    cut() {
      for (const stream of open) {
        stream.destroy(Object.assign(new Error('the connection was cut'), {code: 'ECONNRESET'}));
      }
    },
    stall() {
      stalled = true;
    },
    flow() {
      stalled = false;
      for (const deliver of held.splice(0)) {
        deliver();
      }
    },
    drop() {
      stalled = false;
      held.length = 0;
    },
  };
}

/** Creates the transport of one host on a network in memory, with the manners of TCP. */
export function memory(network: MemoryNetwork, host: string): Transport {
  const ports = new Map<number, Accept>();
  network.hosts.set(host, ports);

  return {
    async listen(where, accept): Promise<Listener> {
      if (ports.has(where.port)) {
        throw new NatterError('PORT_TAKEN', connectTexts.listen.portTaken(where.port));
      }
      const port = where.port === 0 ? network.freePort() : where.port;
      ports.set(port, accept);
      return {
        host,
        port,
        async close() {
          ports.delete(port);
        },
      };
    },
    async dial(where, signal): Promise<Connection> {
      await new Promise(setImmediate);
      if (signal.aborted) {
        throw new NatterError('DIAL_CANCELLED', connectTexts.reach.connectingCancelled(formatAddress(where)));
      }
      const accept = acceptorAt(network, where);
      const [ours, theirs] = network.pair();
      setImmediate(accept, describe(theirs, host, network.freePort()));
      return describe(ours, where.host, where.port);
    },
  };
}

function acceptorAt(network: MemoryNetwork, where: {host: string; port: number}): Accept {
  const ports = network.hosts.get(where.host);
  if (ports === undefined) {
    throw new NatterError('HOST_NOT_FOUND', connectTexts.reach.noHost(where.host));
  }
  const accept = ports.get(where.port);
  if (accept === undefined) {
    throw new NatterError('DIAL_REFUSED', connectTexts.reach.nothingListens(formatAddress(where)));
  }
  return accept;
}

function describe(stream: Duplex, host: string, port: number): Connection {
  return {stream, remoteHost: host, remoteAddress: formatAddress({host, port}), path: 'memory'};
}

type Carry = (deliver: () => void) => void;

/** One end of a pair, and how the other end reaches it. */
type End = {
  readonly stream: Duplex;
  /** Takes bytes, or the end as null; calls back when there is room for more. */
  readonly take: (chunk: Uint8Array | null, done: () => void) => void;
  readonly otherGone: (error: Error | null) => void;
};

function connectedPair(carry: Carry): readonly [Duplex, Duplex] {
  const first: End = makeEnd(carry, () => second);
  const second: End = makeEnd(carry, () => first);
  return [first.stream, second.stream];
}

function makeEnd(carry: Carry, other: () => End): End {
  let makeRoom = () => {};
  let ended = false;

  const stream = new Duplex({
    allowHalfOpen: false,
    read() {
      const goOn = makeRoom;
      makeRoom = () => {};
      goOn();
    },
    write(chunk: Uint8Array, _encoding, done) {
      const copy = Uint8Array.from(chunk); // whoever sent it may change it, as with a kernel
      carry(() => other().take(Buffer.from(copy.buffer), done));
    },
    final(done) {
      carry(() => other().take(null, done));
    },
    destroy(error, done) {
      carry(() => other().otherGone(error));
      done(error);
    },
  });

  return {
    stream,
    take(chunk, done) {
      ended ||= chunk === null;
      if (stream.destroyed || stream.push(chunk)) {
        done();
      } else if (chunk === null) {
        stream.read(0); // lets the end be seen without anybody who reads, as a socket does
        done();
      } else {
        makeRoom = done;
      }
    },
    /** An end that closed in order has said so before; any other way of going is a reset. */
    otherGone(error) {
      if (!ended && !stream.destroyed) {
        stream.destroy(error ?? Object.assign(new Error('reset by the other side'), {code: 'ECONNRESET'}));
      }
    },
  };
}
