import sodium from 'sodium-native';
import type {Address, PeerKey} from '../../core/api/api.ts';
import {createCore, type LocalCore} from '../../core/core.ts';
import {peerKeyOfSeed} from '../../identity/key-pair.ts';
import {HINTS} from '../../lib/hints.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {type MemoryNetwork, memory} from '../../net/transport/memory.ts';
import {openDatabase} from '../../storage/database.ts';
import type {Random} from '../../storage/profile/secrets.ts';
import {IN_MEMORY} from '../../storage/sqlite/connection.ts';

const PORT = 4242;

export type PlayerOptions = {
  readonly name: string;
  /** The address on the network in memory. */
  readonly host: string;
  readonly network: MemoryNetwork;
  /** What happens to strangers who dial. */
  readonly requests: 'ask' | 'open';
};

/** Somebody who takes part in the demo: an identity and a history, which a core runs on again and again. */
export type Player = {
  readonly name: string;
  readonly key: PeerKey;
  readonly address: Address;
  /** A new core on the same history; the one before has to be stopped. */
  readonly core: (clock: Clock) => LocalCore;
  /** Throws the history away. */
  readonly close: () => void;
};

/** Creates a player, the same for the same name: everything about it is drawn from that. */
export function createPlayer({name, host, network, requests}: PlayerOptions): Player {
  const seed = digest(`seed of ${name}`);
  const key = peerKeyOfSeed(seed);
  const address = {host, port: PORT};
  let instance = 0;
  let time = (): number => 0;
  const database = openDatabase({
    path: IN_MEMORY,
    key: digest('nothing of it is on a disk'),
    selfKey: key,
    random: repeatable(name),
    now: () => time(),
  });

  return {
    name,
    key,
    address,
    core(clock) {
      time = clock.now;
      instance += 1;
      return createCore({
        seed,
        database: {...database, close() {}},
        transport: memory(network, host),
        clock,
        settings: {name, host, port: PORT, portIsExplicit: true, requests, receipts: true, hinted: HINTS},
        saveName() {},
        instance,
        random: () => 0.5,
      });
    },
    close: database.close,
  };
}

/** Bytes that look random and are the same every time. */
function repeatable(name: string): Random {
  let drawn = 0;
  return size => {
    drawn += 1;
    return digest(`${name} draws ${drawn}`).subarray(0, size);
  };
}

function digest(text: string): Uint8Array {
  const hash = Buffer.alloc(sodium.crypto_hash_sha256_BYTES);
  sodium.crypto_hash_sha256(hash, Buffer.from(`natter demo: ${text}`));
  return hash;
}
