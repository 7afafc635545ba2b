import type {Duplex} from 'node:stream';
import type HyperDHT from 'hyperdht';
import type {DhtKeyPair, Handshake, NodeAddress, Server} from 'hyperdht';
import type {UdxStream} from 'udx-native';
import {NatterError} from '../../lib/errors.ts';
import {connectTexts} from '../../lib/texts/connect.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {DhtFacts} from './dht-state.ts';
import {PendingStream} from './pending-stream.ts';
import {createRingGuard, guardServer} from './ring-guard.ts';
import {RingHandshake} from './ring-handshake.ts';
import {UdxDuplex} from './udx-duplex.ts';

/** A stream to whoever holds `remoteKey`, proven by the ring handshake. Who they are is for natter's own handshake. */
export type RingStream = {
  readonly stream: Duplex;
  readonly remoteKey: Buffer;
  readonly remoteHost: string;
  readonly remotePort: number;
};

/** One announced key. */
export type RingListener = {
  /** Nodes that keep the announcement at this moment. */
  readonly announcedAt: () => number;
  /** Announces anew, such as after a change of the network. */
  readonly refresh: () => void;
  readonly close: () => Promise<void>;
};

export type DhtNode = {
  /**
   * Announces a key and answers whoever `isExpected`. To all others nothing goes out, so they cannot tell that the key is
   * there. Resolves once the announcement was tried; `announcedAt` tells what became of it.
   */
  readonly listen: (
    key: DhtKeyPair,
    isExpected: (remoteKey: Buffer) => boolean,
    onStream: (stream: RingStream) => void,
  ) => Promise<RingListener>;
  /**
   * Finds an announced key and opens a way to it, as the holder of `own`. Throws PEER_AWAY, PUNCH_FAILED, DIAL_TIMEOUT or
   * DIAL_CANCELLED; the deadline belongs to the caller.
   */
  readonly dial: (remoteKey: Uint8Array, own: DhtKeyPair, signal: AbortSignal) => Promise<RingStream>;
  /** Resolves when the first node answered, so that others can be looked up. Never, if none does. */
  readonly answered: Promise<void>;
  /** What its state is judged by. */
  readonly facts: () => DhtFacts;
  /** Nodes to begin with next time, at most 32. */
  readonly knownNodes: () => readonly NodeAddress[];
  readonly close: () => Promise<void>;
};

export type DhtOptions = {
  /**
   * Nodes to ask first, as `host:port`: cached ones too, since hyperdht is slow to give up on a dead bootstrap. Without this it
   * would take the public ones, so it is never left out.
   */
  readonly bootstrap: readonly (string | NodeAddress)[];
  /** UDP port; another is taken if it is in use. */
  readonly port?: number;
  readonly host?: string;
  readonly clock: Pick<Clock, 'monotonic'>;
};

const KEPT_NODES = 32;
/**
 * A first message that comes again within this time, milliseconds, has the same answer: whoever asks does so four times, a
 * second apart.
 */
const ANSWERS_REMEMBERED = 4000;

/** Starts a node of the hash table. Loads its library, so call it once the first frame is drawn. */
export async function startDhtNode(options: DhtOptions): Promise<DhtNode> {
  const [{default: Dht}, {guessQuickly}] = await Promise.all([
    import('hyperdht'),
    import('./quick-probes.ts'),
  ]);
  guessQuickly();
  const {clock, ...rest} = options;
  // A node that stores for others after a while would be a stable name of this machine.
  const dht = new Dht({...rest, ephemeral: true});
  const listeners = new Set<Server>();
  const answered = Promise.withResolvers<void>();
  dht.once('add-node', () => answered.resolve());
  let isBootstrapped = false;
  void dht.fullyBootstrapped().then(
    () => {
      isBootstrapped = true;
    },
    () => {}, // judged by its facts
  );

  return {
    async listen(key, isExpected, onStream) {
      const guard = createRingGuard(clock);
      const server = dht.createServer({
        firewall(remoteKey, _payload, from) {
          const isWelcome = isExpected(Buffer.from(remoteKey));
          if (isWelcome) {
            guard.noteExpected(from.host);
          }
          return !isWelcome;
        },
        createHandshake: keyPair => new RingHandshake(keyPair, null),
        handshakeClearWait: ANSWERS_REMEMBERED,
        createSecretStream: (_isInitiator, raw, {handshake}) => {
          const pending = new PendingStream(
            opened => onStream(toRingStream(opened, handshake?.remotePublicKey ?? new Uint8Array(0), false)),
            () => {},
          );
          if (raw) {
            pending.start(raw);
          }
          return pending;
        },
      });
      guardServer(server, guard);
      listeners.add(server);
      await server.listen(key).catch(() => {}); // destroyed meanwhile, or nobody there to announce to
      return {
        announcedAt: () => server.relayAddresses.length,
        refresh: () => server.refresh(),
        close: () => {
          listeners.delete(server);
          return server.close();
        },
      };
    },
    dial: (remoteKey, own, signal) => dial(dht, Buffer.from(remoteKey), own, signal),
    answered: answered.promise,
    facts: () => ({
      isBootstrapped,
      knownNodes: dht.toArray({limit: KEPT_NODES}).length,
      host: dht.host,
      hasStablePort: dht.port !== 0,
      isFirewalled: dht.firewalled,
      announcedAt: Math.max(0, ...[...listeners].map(server => server.relayAddresses.length)),
      listeners: listeners.size,
    }),
    knownNodes: () => dht.toArray({limit: KEPT_NODES}),
    close: () => dht.destroy(),
  };
}

function dial(dht: HyperDHT, remoteKey: Buffer, own: DhtKeyPair, signal: AbortSignal): Promise<RingStream> {
  const {promise, resolve, reject} = Promise.withResolvers<RingStream>();
  if (signal.aborted) {
    return Promise.reject(cancelled());
  }
  const pending = new PendingStream(
    raw => resolve(toRingStream(raw, remoteKey, true)),
    error => reject(toNatterError(error)),
  );
  const onAbort = () => {
    reject(cancelled());
    pending.destroy();
  };
  signal.addEventListener('abort', onAbort, {once: true});
  dht.connect(remoteKey, {
    keyPair: own,
    createHandshake: (keyPair, key): Handshake => new RingHandshake(keyPair, key),
    createSecretStream: () => pending,
  });
  return promise.finally(() => signal.removeEventListener('abort', onAbort));
}

function toRingStream(raw: UdxStream, remoteKey: Uint8Array, isInitiator: boolean): RingStream {
  const stream = new UdxDuplex(raw, isInitiator);
  stream.on('error', () => {}); // from here on no error of it can end the process
  return {
    stream,
    remoteKey: Buffer.from(remoteKey),
    remoteHost: raw.remoteHost ?? '',
    remotePort: raw.remotePort,
  };
}

/** hyperdht's reason in words. */
function toNatterError(cause: (Error & {readonly code?: string}) | undefined): NatterError {
  switch (cause?.code) {
    case 'PEER_NOT_FOUND':
    case 'PEER_CONNECTION_FAILED':
      return new NatterError('PEER_AWAY', connectTexts.reach.notAnnounced, {cause});
    default:
      return new NatterError('PUNCH_FAILED', connectTexts.reach.notPunched, {cause});
  }
}

function cancelled(): NatterError {
  return new NatterError('DIAL_CANCELLED', connectTexts.reach.cancelled);
}
