import {createHash} from 'node:crypto';
import type {CoreEvent, PeerKey} from '../../src/core/api/api.ts';
import {createCore, type LocalCore} from '../../src/core/core.ts';
import {peerKeyOfSeed} from '../../src/identity/key-pair.ts';
import type {MemoryNetwork} from '../../src/net/transport/memory.ts';
import {memory} from '../../src/net/transport/memory.ts';
import type {Connection, Transport} from '../../src/net/transport/transport.ts';
import type {Database} from '../../src/storage/types.ts';
import type {Random} from '../support/random.ts';
import {createStore, type Store} from './store.ts';
import type {Time} from './time.ts';

/** Where every simulated node listens; its host is its name. */
export const PORT = 4242;
/** What every wall clock shows at the beginning. */
export const BEGINNING = Date.UTC(2026, 0, 1);

/** A natter in this process, on simulated time, a network in memory and a database in memory. */
export type Node = {
  readonly name: string;
  readonly key: PeerKey;
  readonly store: Store;
  /** The core of this life; null between two lives. */
  readonly core: () => LocalCore | null;
  /** Starts a life. */
  readonly start: () => Promise<void>;
  /** Ends the life like SIGKILL: nothing of it happens any more, its connections are reset. */
  readonly kill: () => void;
  /** What its wall clock shows, and how far that is wrong, milliseconds. */
  readonly wall: () => number;
  readonly setWall: (wrong: number) => void;
  /** Dials begun so far, over all lives. */
  readonly dials: () => number;
  /** What was sent so far, over all lives: writes, each a packet on its way, and the bytes in them. */
  readonly sent: () => Traffic;
};

export type Traffic = {readonly packets: number; readonly bytes: number};

export type NodeOptions = {
  readonly name: string;
  readonly time: Time;
  readonly network: MemoryNetwork;
  readonly random: Random;
  /** Hears what cores say; of living ones only. */
  readonly heard: (event: CoreEvent) => void;
  /** Something happened somewhere: the world is not settled yet. */
  readonly stirred: () => void;
};

/** Creates a node that is not started. */
export function createNode(options: NodeOptions): Node {
  const {name, time, network, random, stirred} = options;
  const seed = createHash('sha256').update(name).digest();
  let offset = 0;
  let dials = 0;
  let sent: Traffic = {packets: 0, bytes: 0};
  let life: {readonly core: LocalCore; readonly end: () => void} | null = null;
  const wall = () => BEGINNING + offset;
  const bytes = (size: number) => Uint8Array.from({length: size}, () => random.between(0, 255));
  const store = createStore({seed, random: bytes, now: () => Math.floor(wall() + time.now())});

  async function start(): Promise<void> {
    let alive = true;
    const connections = new Set<Connection>();
    const core = createCore({
      seed,
      database: whileAlive(store.database, () => alive, stirred),
      transport: watched(memory(network, name), connections, {
        alive: () => alive,
        stirred,
        dialled() {
          stirred();
          dials++;
        },
        wrote(bytes) {
          sent = {packets: sent.packets + 1, bytes: sent.bytes + bytes};
        },
      }),
      clock: time.clock({wall, alive: () => alive}),
      settings: {name, host: name, port: PORT, portIsExplicit: true, requests: 'open', receipts: true},
      saveName() {},
      instance: random.between(0, 2 ** 31),
      addresses: () => name,
      random: random.next,
    });
    core.subscribe(events => {
      stirred();
      for (const event of alive ? events : []) {
        options.heard(event);
      }
    });
    life = {
      core,
      end() {
        alive = false;
        network.hosts.get(name)?.clear();
        for (const connection of connections) {
          reset(connection);
        }
      },
    };
    await core.start();
  }

  return {
    name,
    key: peerKeyOfSeed(seed),
    store,
    core: () => life?.core ?? null,
    start,
    kill() {
      life?.end();
      life = null;
    },
    wall: () => wall() + time.now(),
    setWall(wrong) {
      offset = wrong;
    },
    dials: () => dials,
    sent: () => sent,
  };
}

/** A dead process does not reach its disk any more. Nothing is written anew: another file could not be set back. */
function whileAlive(database: Database, alive: () => boolean, stirred: () => void): Database {
  const guard = (calls: object): object =>
    Object.fromEntries(
      Object.entries(calls).map(([method, call]) => [
        method,
        typeof call === 'object'
          ? guard(call as object)
          : (...parameters: never[]) => {
              if (!alive()) {
                throw new Error('this process is dead');
              }
              stirred();
              return method === 'close'
                ? undefined
                : (call as (...parameters: never[]) => unknown)(...parameters);
            },
      ]),
    );
  return {...(guard(database) as Database), rewrite: () => false};
}

/** Notes which connections a life holds, and each time that bytes move on one of them. */
function watched(
  transport: Transport,
  connections: Set<Connection>,
  {
    alive,
    stirred,
    dialled,
    wrote,
  }: {alive: () => boolean; stirred: () => void; dialled: () => void; wrote: (bytes: number) => void},
): Transport {
  function note(connection: Connection): Connection {
    connections.add(connection);
    if (!alive()) {
      reset(connection);
    }
    connection.stream.on('close', () => {
      stirred();
      connections.delete(connection);
    });
    const write = connection.stream.write.bind(connection.stream);
    connection.stream.write = ((...parameters: Parameters<typeof write>) => {
      stirred();
      wrote(Buffer.byteLength(parameters[0]));
      return write(...parameters);
    }) as typeof write;
    return connection;
  }

  return {
    listen: (where, accept) =>
      transport.listen(where, connection => {
        note(connection);
        if (alive()) {
          accept(connection);
        }
      }),
    async dial(where, signal) {
      dialled();
      return note(await transport.dial(where, signal));
    },
  };
}

function reset({stream}: Connection): void {
  stream.destroy(Object.assign(new Error('killed'), {code: 'ECONNRESET'}));
}
