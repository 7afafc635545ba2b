import type {CoreEvent} from '../../src/core/api/api.ts';
import type {EventQueue} from '../../src/core/event-queue.ts';
import {createPeerBook, type PeerBook} from '../../src/core/peers/peer-store.ts';
import {createRuntimeState} from '../../src/core/runtime-state.ts';
import type {PeerKey} from '../../src/lib/ids.ts';
import {safeLine} from '../../src/lib/text/safe-text.ts';
import {openDatabase} from '../../src/storage/database.ts';
import type {Database, PeerRow} from '../../src/storage/types.ts';
import {ANN_KEY} from './facts.ts';

/** An empty database in memory. */
export function memoryDatabase(now: () => number = () => 0): Database {
  return openDatabase({path: ':memory:', key: Buffer.alloc(32, 9), selfKey: ANN_KEY, now});
}

/** The row of a contact. */
export function peerRow(key: PeerKey, name: string, more: Partial<PeerRow> = {}): PeerRow {
  return {
    ...{key, name, relation: 'contact', verified: false, address: 'bob:4242'},
    ...{addressProven: true, lastSeen: 0, held: false, ...more},
  };
}

/** Events in the order in which they were pushed. */
export function eventList(): EventQueue & {readonly list: CoreEvent[]} {
  const list: CoreEvent[] = [];
  return {
    list,
    push: event => void list.push(event),
    subscribe: () => () => {},
    sequence: () => list.length,
    flush() {},
  };
}

/** The book over a database in which these are, and who was told of since. */
export function peerBook(database: Database, ...rows: PeerRow[]): {peers: PeerBook; changed: string[]} {
  for (const row of rows) {
    database.savePeer(row);
  }
  const changed: string[] = [];
  const self = {key: ANN_KEY, name: safeLine('ann')};
  const peers = createPeerBook(
    database,
    createRuntimeState(),
    () => self,
    peer => void changed.push(peer.name),
  );
  return {peers, changed};
}
