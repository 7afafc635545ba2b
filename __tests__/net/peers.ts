import type {Duplex} from 'node:stream';
import SecretStream from '@hyperswarm/secret-stream';
import {type KeyPair, keyPair, peerKeyOfSeed} from '../../src/identity/key-pair.ts';
import {createIdentity, type OwnIdentity} from '../../src/identity/own-identity.ts';
import type {PeerKey} from '../../src/lib/ids.ts';
import type {Clock} from '../../src/lib/time/clock.ts';
import {systemClock} from '../../src/lib/time/clock.ts';
import {kindOf, MEET} from '../../src/net/guard/handshake-kinds.ts';
import type {KnownPeers, OwnHello} from '../../src/net/link/handshake.ts';
import type {Link, LinkEnd, LinkHandlers} from '../../src/net/link/link.ts';
import {
  createInitiator,
  createResponder,
  type NoiseInitiator,
  type SessionKeys,
} from '../../src/net/link/noise.ts';
import {
  type Admission,
  createNetwork,
  type Network,
  type NetworkLimits,
  type NetworkOptions,
} from '../../src/net/network.ts';
import {createMemoryNetwork, type MemoryNetwork, memory} from '../../src/net/transport/memory.ts';
import {tcp} from '../../src/net/transport/tcp.ts';
import type {Transport} from '../../src/net/transport/transport.ts';
import {encodeMessage, messageTags} from '../../src/wire/chat/codecs.ts';
import type {ChatMessage, Hello} from '../../src/wire/chat/messages.ts';
import {PROTOCOL_VERSION} from '../../src/wire/version.ts';

type LinkMessage = Parameters<LinkHandlers['message']>[0];

/** A natter without a core: what its network asks and tells is in the hands of the test. */
export type Peer = {
  readonly name: string;
  readonly key: PeerKey;
  readonly network: Network;
  readonly where: {readonly host: string; readonly port: number};
  /** Incoming links so far. */
  readonly linked: readonly Link[];
  /** The next incoming link. */
  readonly nextLink: () => Promise<Link>;
  /** Keys that were asked about. */
  readonly asked: string[];
  readonly faults: unknown[];
};

export type PeerOptions = {
  readonly clock?: Clock;
  readonly limits?: Partial<NetworkLimits>;
  readonly admit?: () => Admission;
  readonly linked?: (link: Link) => void;
  readonly transport?: Transport;
  readonly seed?: Uint8Array;
  readonly identity?: OwnIdentity;
  readonly known?: KnownPeers;
  readonly answersAnyone?: () => boolean;
  readonly mismatched?: NetworkOptions['mismatched'];
  readonly channels?: NetworkOptions['channels'];
  readonly secrets?: NetworkOptions['secrets'];
};

/** Where peers of one test live: over a memory network or over loopback. */
export type World = {
  readonly path: string;
  readonly transport: (name: string) => Transport;
  readonly hostOf: (name: string) => string;
  /** Null over loopback. */
  readonly memory: MemoryNetwork | null;
  /** Makes a peer that listens. */
  readonly peer: (name: string, options?: PeerOptions) => Promise<Peer>;
  /** Two peers and a link between them, at both ends. */
  readonly pair: (options?: PeerOptions) => Promise<{alice: Peer; bob: Peer; ours: Link; theirs: Link}>;
  /** Streams that are not a peer's own, to be destroyed at the end. */
  readonly strays: Duplex[];
  readonly end: () => Promise<void>;
};

/** A world of its own for one test. */
export function createWorld(kind: 'memory' | 'tcp'): World {
  const network = kind === 'memory' ? createMemoryNetwork() : null;
  const peers: Peer[] = [];

  const world: World = {
    path: kind,
    memory: network,
    transport: name => (network === null ? tcp() : memory(network, name)),
    hostOf: name => (network === null ? '127.0.0.1' : name),
    async peer(name, options = {}) {
      const transport = options.transport ?? world.transport(name);
      const peer = await createPeer(name, transport, world.hostOf(name), options);
      peers.push(peer);
      return peer;
    },
    async pair(options = {}) {
      const alice = await world.peer('alice', options);
      const bob = await world.peer('bob', options);
      const next = bob.nextLink();
      const ours = await alice.network.dial(bob.where);
      return {alice, bob, ours, theirs: await next};
    },
    strays: [],
    async end() {
      for (const stream of world.strays.splice(0)) {
        stream.destroy();
      }
      await Promise.all(peers.splice(0).map(peer => peer.network.close()));
    },
  };
  return world;
}

async function createPeer(
  name: string,
  transport: Transport,
  host: string,
  options: PeerOptions,
): Promise<Peer> {
  const seed = options.seed ?? seedOf(name);
  const linked: Link[] = [];
  const waiting: ((link: Link) => void)[] = [];
  const asked: string[] = [];
  const faults: unknown[] = [];
  const network = createNetwork({
    identity: options.identity ?? createIdentity(seed),
    transport,
    ...(options.known === undefined ? {} : {known: options.known}),
    ...(options.channels === undefined ? {} : {channels: options.channels}),
    ...(options.secrets === undefined ? {} : {secrets: options.secrets}),
    ...(options.mismatched === undefined ? {} : {mismatched: options.mismatched}),
    ...(options.answersAnyone === undefined ? {} : {answersAnyone: options.answersAnyone}),
    clock: options.clock ?? systemClock,
    ...(options.limits === undefined ? {} : {limits: options.limits}),
    admit({remoteKey}) {
      asked.push(remoteKey);
      return options.admit?.() ?? {type: 'hello', hello: helloOf(name)};
    },
    linked(link) {
      linked.push(link);
      options.linked?.(link);
      waiting.shift()?.(link);
    },
    fault: error => faults.push(error),
  });
  const listener = await network.listen({host, port: 0});
  return {
    name,
    key: peerKeyOfSeed(seed),
    network,
    where: {host: listener.host, port: listener.port},
    linked,
    nextLink: () => new Promise(resolve => waiting.push(resolve)),
    asked,
    faults,
  };
}

/** The seed of a test's peer: the same name has the same key. */
export function seedOf(name: string): Uint8Array {
  return Uint8Array.from({length: 32}, (_, index) => name.charCodeAt(index % name.length) + index);
}

/** What a test's peer says of itself. */
export function helloOf(name: string): OwnHello {
  return {features: 0, name, port: 4242, instance: name.length};
}

/** The whole first message of somebody whose person and device are one key. */
export function wholeHello(name: string, binding: Uint8Array): Hello {
  const person = createIdentity(seedOf(name)).person;
  const about = {version: PROTOCOL_VERSION, devices: null, program: 'test', release: '1'};
  return {type: 'hello', ...about, ...helloOf(name), binding, person};
}

/** What a link tells, as a list that can be waited for. */
export type Heard = {
  readonly messages: LinkMessage[];
  readonly drained: () => number;
  readonly ended: Promise<LinkEnd>;
  readonly ends: LinkEnd[];
  /** Waits until so many messages came. */
  readonly count: (messages: number) => Promise<void>;
};

/** Starts a link and notes what it tells. */
export function hear(link: Link, onMessage: (message: LinkMessage) => void = () => {}): Heard {
  const messages: LinkMessage[] = [];
  const ends: LinkEnd[] = [];
  const ended = Promise.withResolvers<LinkEnd>();
  let drained = 0;
  link.start({
    message(message) {
      messages.push(message);
      onMessage(message);
    },
    drained() {
      drained++;
    },
    ended(end) {
      ends.push(end);
      ended.resolve(end);
    },
  });
  return {
    messages,
    ends,
    drained: () => drained,
    ended: ended.promise,
    count: wanted => until(() => messages.length >= wanted),
  };
}

/** A peer that speaks the encryption but not the manners: what it sends is up to the test. */
export type Rogue = {
  readonly secret: SecretStream;
  readonly binding: Uint8Array;
  readonly raw: Duplex;
  /** Plaintext frames that came in. */
  readonly frames: Buffer[];
  readonly closed: () => boolean;
  /** Opens the channel `natter/chat/1` as number 1. */
  readonly open: () => void;
  readonly send: (message: ChatMessage) => void;
  /** Writes one plaintext frame. */
  readonly write: (hex: string) => void;
};

/** Bytes that open the channel `natter/chat/1` as number 1. */
export const OPEN = '00 01 01 0d 6e 61 74 74 65 72 2f 63 68 61 74 2f 31 00';

/** Dials as a rogue and waits for the end of the Noise handshake. */
export async function dialAsRogue(
  world: World,
  where: {host: string; port: number},
  options: {readonly name?: string; readonly kind?: number} = {},
): Promise<Rogue> {
  const name = options.name ?? 'rogue';
  const {stream} = await world.transport(name).dial(where, new AbortController().signal);
  world.strays.push(stream);
  return await speakSecretly(stream, true, name, options.kind);
}

/** Encrypts a raw stream the way natter does, and nothing more. A dialler begins with the kind to meet. */
export async function speakSecretly(
  raw: Duplex,
  initiator: boolean,
  name: string,
  kind: number = MEET,
): Promise<Rogue> {
  const pair = keyPair(seedOf(name));
  const keys = initiator
    ? await handshakeAsInitiator(raw, createInitiator(kindOf(kind), {keyPair: pair}))
    : await handshakeAsResponder(raw, pair);
  const secret = new SecretStream(initiator, raw, {
    handshake: {...keys, publicKey: pair.publicKey, remotePublicKey: keys.remoteKey},
  });
  const frames: Buffer[] = [];
  let closed = false;
  secret.on('error', () => {});
  secret.on('close', () => {
    closed = true;
  });
  secret.on('data', frame => frames.push(Buffer.from(frame)));
  const write = (hex: string) => void secret.write(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
  return {
    secret,
    raw,
    binding: Uint8Array.from(keys.hash.subarray(0, 32)),
    frames,
    closed: () => closed,
    open: () => write(OPEN),
    send: message =>
      write(Buffer.concat([Buffer.of(1, messageTags[message.type]), encodeMessage(message)]).toString('hex')),
    write,
  };
}

async function handshakeAsInitiator(raw: Duplex, noise: NoiseInitiator): Promise<SessionKeys> {
  raw.write(framed(noise.writeFirst()));
  noise.readSecond(await nextFrame(raw));
  const {message, keys} = noise.writeThird();
  raw.write(framed(message));
  return keys;
}

async function handshakeAsResponder(raw: Duplex, pair: KeyPair): Promise<SessionKeys> {
  const noise = createResponder(await nextFrame(raw), {keyPair: pair, accepts: () => true});
  raw.write(framed(noise.writeSecond()));
  return noise.readThird(await nextFrame(raw));
}

/** Bytes with their length before them. */
export function framed(bytes: Uint8Array): Buffer {
  const frame = Buffer.alloc(3 + bytes.byteLength);
  frame.writeUIntLE(bytes.byteLength, 0, 3);
  frame.set(bytes, 3);
  return frame;
}

/** The next frame of a raw stream; what comes behind it stays in the stream. */
export async function nextFrame(raw: Duplex): Promise<Buffer> {
  const header = await take(raw, 3);
  return await take(raw, header.readUIntLE(0, 3));
}

async function take(raw: Duplex, size: number): Promise<Buffer> {
  for (;;) {
    const bytes = raw.read(size) as Buffer | null;
    if (bytes !== null && bytes.byteLength === size) {
      return bytes;
    }
    if (raw.destroyed || raw.readableEnded) {
      throw new Error('no handshake');
    }
    await new Promise<void>(resolve => {
      const go = () => {
        raw.off('readable', go).off('close', go).off('end', go);
        resolve();
      };
      raw.on('readable', go).on('close', go).on('end', go);
    });
  }
}

/** A rogue that has said a good hello and got one: its victim counts it as linked. */
export async function linkAsRogue(
  world: World,
  victim: Peer,
  name = 'rogue',
): Promise<{rogue: Rogue; link: Link}> {
  const next = victim.nextLink();
  const rogue = await dialAsRogue(world, victim.where, {name});
  rogue.open();
  rogue.send(wholeHello(name, rogue.binding));
  return {rogue, link: await next};
}

/** Waits, one turn of the event loop at a time, for what must come. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise(setImmediate);
  }
}

/** Gives everything that could still move the turns to do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    await new Promise(setImmediate);
  }
}

/** The error of a promise that must fail. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}
