import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {createPeerBook} from '../../../src/core/peers/peer-store.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import {shortId} from '../../../src/identity/short-id.ts';
import {type PeerKey, peerKey} from '../../../src/lib/ids.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';
import type {Database} from '../../../src/storage/types.ts';
import {ANN_KEY, BOB_KEY, CAROL_KEY} from '../../support/facts.ts';
import {memoryDatabase, peerBook, peerRow} from '../../support/people.ts';

const tailOf = (key: PeerKey) => shortId(key).slice(0, 4);

let database: Database;

beforeEach(() => {
  database = memoryDatabase();
});

afterEach(() => database.close());

/** A database whose disk refuses to write. */
function full(): Database {
  const refuse = () => {
    throw new Error('full');
  };
  return {...database, savePeer: refuse, saveMeaning: refuse};
}

describe('a peer', () => {
  test('that is unknown has a view, and is nowhere', () => {
    const {peers} = peerBook(database);
    expect(peers.view(BOB_KEY)).toMatchObject({
      name: `guest-${tailOf(BOB_KEY)}`,
      presence: 'offline',
      address: null,
    });
    expect([peers.row(BOB_KEY), peers.rows(), peers.views(), database.peers()]).toEqual([null, [], [], []]);
  });

  test('is stored first and told of then', () => {
    const {peers, changed} = peerBook(database);
    expect(peers.move(BOB_KEY, 'came-asking', {name: 'bob'})).toBe(true);
    expect(database.peers()).toMatchObject([{key: BOB_KEY, name: 'bob', relation: 'request'}]);
    expect(changed).toEqual(['bob']);
    expect(peers.move(BOB_KEY, 'accepted-us', {name: 'rob'})).toBe(false);
    expect(database.peers()).toMatchObject([{name: 'bob', relation: 'request'}]);
  });

  test('where the disk refuses, a change did not happen, but a note did', () => {
    peerBook(database, peerRow(BOB_KEY, 'bob'));
    const {peers, changed} = peerBook(full());
    expect(() => peers.save(BOB_KEY, {verified: true})).toThrow('full');
    expect(() => peers.move(BOB_KEY, 'blocked')).toThrow('full');
    expect(peers.view(BOB_KEY)).toMatchObject({verified: false, relation: 'contact'});
    expect(changed).toEqual([]);
    peers.note(BOB_KEY, {held: true});
    expect(peers.row(BOB_KEY)).toMatchObject({held: true});
    expect(changed).toEqual(['bob']);
  });

  test('that is forgotten leaves nothing: neither its presence nor what words meant', () => {
    const {peers} = peerBook(database, peerRow(BOB_KEY, 'bob'));
    peers.setLive(BOB_KEY, {presence: 'online', address: 'there:1', path: 'lan'});
    expect(peers.resolve('bob')).toBe(BOB_KEY);
    expect(database.meanings()).toHaveLength(1);
    peers.forget(BOB_KEY);
    expect(peers.view(BOB_KEY)).toMatchObject({presence: 'offline', address: null});
    expect([peers.rows(), database.peers(), database.meanings()]).toEqual([[], [], []]);
  });
});

describe('what is known of somebody', () => {
  const bob = peerRow(BOB_KEY, 'bob');

  test('while they are here is how they are linked, then again what is stored', () => {
    const {peers, changed} = peerBook(database, bob);
    peers.setLive(BOB_KEY, {presence: 'online', address: 'there:1', path: 'lan'});
    expect(peers.view(BOB_KEY)).toMatchObject({presence: 'online', address: 'there:1', path: 'lan'});
    peers.setLive(BOB_KEY, null);
    expect(peers.view(BOB_KEY)).toMatchObject({presence: 'offline', address: 'bob:4242', path: null});
    expect(changed).toEqual(['bob', 'bob']);
  });

  test('is listed, all of them', () => {
    const {peers} = peerBook(database, bob, peerRow(CAROL_KEY, 'carol'));
    expect(peers.rows().map(({key}) => key)).toEqual([BOB_KEY, CAROL_KEY]);
    expect(peers.views().map(({name}) => name)).toEqual(['bob', 'carol']);
  });

  test('is stored also where it is only noted', () => {
    const {peers} = peerBook(database, bob);
    peers.note(BOB_KEY, {lastSeen: 77});
    expect(database.peers()).toMatchObject([{key: BOB_KEY, lastSeen: 77}]);
  });

  test('goes with somebody who is removed, and others get their whole name back', () => {
    const {peers, changed} = peerBook(database, bob, peerRow(CAROL_KEY, 'b0b'));
    changed.length = 0;
    peers.remove(CAROL_KEY);
    expect([peers.row(CAROL_KEY), database.peers().map(({key}) => key)]).toEqual([null, [BOB_KEY]]);
    expect([changed, peers.view(BOB_KEY).name]).toEqual([['bob'], 'bob']);
  });

  test('is nothing special of somebody unknown: not verified, not held', () => {
    const {peers} = peerBook(database);
    peers.move(BOB_KEY, 'came-asking');
    expect(database.peers()).toMatchObject([{verified: false, held: false, lastSeen: 0, address: null}]);
    expect(peers.view(BOB_KEY)).toMatchObject({verified: false, localName: null});
  });
});

describe('names', () => {
  test('of two that are alike both get a piece of their id, and both are told of; one alone has none', () => {
    const {peers, changed} = peerBook(database, peerRow(BOB_KEY, 'bob'));
    peers.move(CAROL_KEY, 'came-welcome', {name: 'B0b'});
    expect(new Set(changed)).toEqual(new Set([`bob·${tailOf(BOB_KEY)}`, `B0b·${tailOf(CAROL_KEY)}`]));
    changed.length = 0;
    peers.save(CAROL_KEY, {name: 'carol'});
    expect(new Set(changed)).toEqual(new Set(['bob', 'carol']));
  });

  test('a name of the user goes before the own one', () => {
    const {peers} = peerBook(database, peerRow(BOB_KEY, 'bob'));
    peers.save(BOB_KEY, {localName: 'Robert'});
    expect(peers.view(BOB_KEY)).toMatchObject({name: 'Robert', ownName: 'bob', localName: 'Robert'});
    expect(peers.namesakes(peers.named(CAROL_KEY, 'robert'))).toEqual([BOB_KEY]);
    expect(peers.namesakes(peers.named(CAROL_KEY, 'bob'))).toEqual([BOB_KEY]);
  });

  test('nobody is a namesake of themselves, and we are no contact of our own', () => {
    const {peers} = peerBook(database, peerRow(BOB_KEY, 'bob'));
    expect(peers.namesakes(peers.named(BOB_KEY, 'bob'))).toEqual([]);
    expect(peers.namesakes(peers.named(BOB_KEY, 'ann'))).toEqual([]);
    peers.save(BOB_KEY, {name: 'ann'});
    expect(peers.view(BOB_KEY).name).toBe(`ann·${tailOf(BOB_KEY)}`);
    expect(peers.views().map(({key}) => key)).not.toContain(ANN_KEY);
  });

  test('whoever came under the name of a contact keeps the piece of the id when that contact takes another one', () => {
    const {peers} = peerBook(
      database,
      peerRow(BOB_KEY, 'bob'),
      peerRow(CAROL_KEY, 'bob', {relation: 'alarmed'}),
    );
    const tailed = `bob·${tailOf(CAROL_KEY)}`;
    expect(peers.view(CAROL_KEY).name).toBe(tailed);
    peers.save(BOB_KEY, {name: 'robert'});
    expect([peers.view(BOB_KEY).name, peers.view(CAROL_KEY).name]).toEqual(['robert', tailed]);
    peers.move(CAROL_KEY, 'trusted');
    expect(peers.view(CAROL_KEY).name).toBe('bob');
  });

  test('of an older natter lose the signs that names cannot have, nothing else', () => {
    const {peers} = peerBook(database, peerRow(BOB_KEY, 'bob ✓'));
    expect(peers.view(BOB_KEY).name).toBe('bob');
  });
});

describe('who is meant', () => {
  const bob = peerRow(BOB_KEY, 'bob');

  test('those of whom a command speaks come first', () => {
    const {peers} = peerBook(database, bob, peerRow(CAROL_KEY, 'bobby', {relation: 'request'}));
    expect(peers.resolve('bob')).toBe(BOB_KEY);
    expect(peers.resolve('bob', 'request', 'declined')).toBe(CAROL_KEY);
    expect(peers.resolve('bob', 'blocked')).toBe(BOB_KEY);
  });

  test('what a word meant is remembered over a restart', () => {
    const first = peerBook(database, bob).peers;
    expect(first.resolve('bob')).toBe(BOB_KEY);
    first.save(BOB_KEY, {name: 'robert'});
    first.move(CAROL_KEY, 'came-welcome', {name: 'bob'});
    const {peers} = peerBook(database);
    expect(() => peers.resolve('bob')).toThrow(expect.objectContaining({code: 'WHO_AMBIGUOUS'}));
  });

  test('a word is written once, however often it is said', () => {
    let written = 0;
    const saveMeaning: Database['saveMeaning'] = row => {
      written++;
      database.saveMeaning(row);
    };
    database.savePeer(bob);
    const {peers} = peerBook({...database, saveMeaning});
    expect([peers.resolve('bob'), peers.resolve('bob'), written]).toEqual([BOB_KEY, BOB_KEY, 1]);
  });

  test('a word that meant somebody who is forgotten means nobody', () => {
    const {peers} = peerBook(database, bob, peerRow(CAROL_KEY, 'carol'));
    peers.resolve('bob');
    peers.resolve('carol');
    peers.forget(BOB_KEY);
    peers.move(peerKey('d'.repeat(64)), 'came-welcome', {name: 'bob'});
    expect(peers.resolve('bob')).toBe(peerKey('d'.repeat(64)));
    peers.move(peerKey('e'.repeat(64)), 'came-welcome', {name: 'carol'});
    expect(() => peers.resolve('carol')).toThrow(expect.objectContaining({code: 'WHO_AMBIGUOUS'}));
  });

  test('of two of whom a command speaks one has to be told apart', () => {
    const request = {relation: 'request'} as const;
    const {peers} = peerBook(
      database,
      peerRow(BOB_KEY, 'bob', request),
      peerRow(CAROL_KEY, 'bob', request),
      peerRow(peerKey('d'.repeat(64)), 'bobby'),
    );
    expect(() => peers.resolve('bob', 'request')).toThrow(expect.objectContaining({code: 'WHO_AMBIGUOUS'}));
    expect(() => peers.resolve('nobody', 'request')).toThrow(expect.objectContaining({code: 'WHO_UNKNOWN'}));
  });

  test('our own new name tells those apart who have it', () => {
    let name = 'ann';
    database.savePeer(bob);
    const changed: string[] = [];
    const peers = createPeerBook(
      database,
      createRuntimeState(),
      () => ({key: ANN_KEY, name: safeLine(name)}),
      peer => void changed.push(peer.name),
    );
    name = 'bob';
    peers.reviewNames();
    expect(changed).toEqual([`bob·${tailOf(BOB_KEY)}`]);
  });

  test('and until the end where the disk refuses', () => {
    peerBook(database, bob);
    const {peers} = peerBook(full());
    expect(peers.resolve('bob')).toBe(BOB_KEY);
    expect(database.meanings()).toEqual([]);
  });
});
