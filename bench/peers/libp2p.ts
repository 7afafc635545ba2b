/** js-libp2p: one stream over TCP, Noise and Yamux, driven like the others. */
import {type LinkKind, MESSAGE_BYTES, type Pipe, serveLinkEnd} from '../link-driver.ts';
import {load} from './installed.ts';

/** What is used of libp2p, whose types are not there when it is not installed. */
type Chunk = {readonly byteLength: number; readonly subarray: (from?: number, to?: number) => Uint8Array};
type Stream = {
  readonly send: (data: Uint8Array) => boolean;
  readonly onDrain: () => Promise<void>;
  readonly addEventListener: (type: 'message', listener: (event: {readonly data: Chunk}) => void) => void;
};
type Connection = {
  readonly newStream: (protocol: string) => Promise<Stream>;
  readonly abort: (error: Error) => void;
};
type Node = {
  readonly getMultiaddrs: () => readonly {readonly toString: () => string}[];
  readonly handle: (protocol: string, handler: (stream: Stream) => void, options: object) => Promise<void>;
  readonly dial: (address: unknown, options: {readonly force: boolean}) => Promise<Connection>;
};
type Parts = {
  readonly createLibp2p: (options: object) => Promise<Node>;
  readonly tcp: () => unknown;
  readonly noise: () => unknown;
  readonly yamux: () => unknown;
  readonly multiaddr: (text: string) => unknown;
};

const PROTOCOL = '/bench/1';
const MESSAGE = 0;
const CONFIRM = 1;
const PREFIX_BYTES = 4;
const MANY = 1e9;

const node = await createNode();
serveLinkEnd({listen, dial} satisfies LinkKind);

async function createNode(): Promise<Node & {readonly multiaddr: Parts['multiaddr']}> {
  const {createLibp2p, tcp, noise, yamux, multiaddr} = {
    ...(await load<Pick<Parts, 'createLibp2p'>>('libp2p')),
    ...(await load<Pick<Parts, 'tcp'>>('@libp2p/tcp')),
    ...(await load<Pick<Parts, 'noise'>>('@chainsafe/libp2p-noise')),
    ...(await load<Pick<Parts, 'yamux'>>('@chainsafe/libp2p-yamux')),
    ...(await load<Pick<Parts, 'multiaddr'>>('@multiformats/multiaddr')),
  };
  const created = await createLibp2p({
    addresses: {listen: ['/ip4/127.0.0.1/tcp/0']},
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    // All connections come from one host, as for natter in this bench.
    connectionManager: {
      maxConnections: MANY,
      inboundConnectionThreshold: MANY,
      maxIncomingPendingConnections: MANY,
    },
  });
  return Object.assign(created, {multiaddr});
}

async function listen(): Promise<string> {
  await node.handle(PROTOCOL, answer, {maxInboundStreams: MANY, maxOutboundStreams: MANY});
  return String(node.getMultiaddrs()[0]);
}

function answer(stream: Stream): void {
  let counted = 0;
  readFrames(stream, payload => {
    if (payload[0] === MESSAGE) {
      counted++;
    } else if (payload[0] === CONFIRM) {
      const reply = frameOf(CONFIRM);
      new DataView(reply.buffer).setUint32(PREFIX_BYTES + 1, counted, true);
      stream.send(reply);
      counted = 0;
    } else {
      stream.send(frameOf(2));
    }
  });
}

async function dial(address: string): Promise<Pipe> {
  const connection = await node.dial(node.multiaddr(address), {force: true});
  const stream = await connection.newStream(PROTOCOL);
  let confirmed: (count: number) => void = () => {};
  let pinged: () => void = () => {};
  readFrames(stream, payload => {
    if (payload[0] === CONFIRM) {
      confirmed(new DataView(payload.buffer, payload.byteOffset).getUint32(1, true));
    } else {
      pinged();
    }
  });
  const message = frameOf(MESSAGE);
  return {
    send(count) {
      const batch = new Uint8Array(message.length * count);
      for (let index = 0; index < count; index++) {
        batch.set(message, index * message.length);
      }
      return stream.send(batch);
    },
    drained: () => stream.onDrain(),
    confirm() {
      const {promise, resolve} = Promise.withResolvers<number>();
      confirmed = resolve;
      stream.send(frameOf(CONFIRM));
      return promise;
    },
    ping() {
      const {promise, resolve} = Promise.withResolvers<void>();
      pinged = resolve;
      stream.send(frameOf(2));
      return promise;
    },
    async close() {
      connection.abort(new Error('done')); // a close in order can fail when the other side is faster
    },
  };
}

function frameOf(kind: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(PREFIX_BYTES + MESSAGE_BYTES).fill(kind, PREFIX_BYTES);
  new DataView(bytes.buffer).setUint32(0, MESSAGE_BYTES, true);
  return bytes;
}

function readFrames(stream: Stream, received: (payload: Uint8Array) => void): void {
  let rest = new Uint8Array(0);
  stream.addEventListener('message', ({data}) => {
    const chunk = data.subarray();
    const bytes = new Uint8Array(rest.length + chunk.length);
    bytes.set(rest);
    bytes.set(chunk, rest.length);
    let start = 0;
    while (bytes.length - start >= PREFIX_BYTES) {
      const length = new DataView(bytes.buffer, bytes.byteOffset + start).getUint32(0, true);
      if (start + PREFIX_BYTES + length > bytes.length) {
        break;
      }
      received(bytes.subarray(start + PREFIX_BYTES, start + PREFIX_BYTES + length));
      start += PREFIX_BYTES + length;
    }
    rest = bytes.subarray(start);
  });
}
