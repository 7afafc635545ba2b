import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import type {CloseReason} from '../../../src/core/api/api.ts';
import type {PeerBook} from '../../../src/core/peers/peer-store.ts';
import {createPresence, type Presence} from '../../../src/core/peers/presence.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';
import type {Link} from '../../../src/net/link/link.ts';
import type {Database, PeerRow} from '../../../src/storage/types.ts';
import {BOB_KEY} from '../../support/facts.ts';
import {eventList, memoryDatabase, peerBook, peerRow} from '../../support/people.ts';

const link = {remoteKey: BOB_KEY, remoteAddress: '10.0.0.7:1', path: 'lan'} as Link;

let database: Database;
let peers: PeerBook;
let presence: Presence;
let events: ReturnType<typeof eventList>;

beforeEach(() => {
  database = memoryDatabase();
  events = eventList();
});

afterEach(() => database.close());

function start(more: Partial<PeerRow> = {}): void {
  peers = peerBook(database, peerRow(BOB_KEY, 'bob', more)).peers;
  presence = createPresence({state: createRuntimeState(), peers, events, clock: {now: () => 1234} as never});
}

/** The events so far: their types, of a notice its text. */
const told = () => events.list.map(event => (event.type === 'notice' ? event.text : event.type));

describe('coming and going', () => {
  test('are told, and seen in the view', () => {
    start();
    presence.came(link, false);
    expect(peers.view(BOB_KEY)).toMatchObject({presence: 'online', address: '10.0.0.7:1', path: 'lan'});
    presence.went(BOB_KEY, 'quit', safeLine('bye'));
    expect(peers.view(BOB_KEY)).toMatchObject({presence: 'offline', address: 'bob:4242', path: null});
    expect(events.list).toMatchObject([
      {type: 'peer-online', peer: {key: BOB_KEY}},
      {type: 'peer-offline', reason: 'quit', detail: 'bye'},
    ]);
    expect(database.peers()[0]?.lastSeen).toBe(1234);
  });

  test('a link in the place of another is no coming', () => {
    start();
    presence.came(link, true);
    expect(told()).toEqual([]);
    expect(peers.view(BOB_KEY).presence).toBe('online');
  });

  test.each<[Link['path'], boolean, object[]]>([
    ['direct', true, [{type: 'path', was: 'lan', peer: {path: 'direct'}}]],
    ['lan', true, []],
    ['direct', false, [{type: 'peer-online', peer: {path: 'direct'}}]],
  ])(
    'by another path is told where nobody came: %s, in the place of another %s',
    (path, quietly, expected) => {
      start();
      presence.came(link, true);
      presence.came({...link, path}, quietly);
      expect(events.list).toMatchObject(expected);
      expect(events.list).toHaveLength(expected.length);
    },
  );

  test('somebody deleted meanwhile goes in silence, and does not come back into the database', () => {
    start();
    presence.came(link, false);
    peers.forget(BOB_KEY);
    presence.went(BOB_KEY, 'lost', null);
    expect(told()).toEqual(['peer-online']);
    expect(database.peers()).toEqual([]);
  });

  test.each<[PeerRow['relation'], CloseReason, string[]]>([
    ['asking', 'declined', ['request-declined']],
    ['asking', 'lost', []],
    ['request', 'declined', []],
    ['request', 'lost', []],
    ['alarmed', 'quit', []],
  ])('somebody who was never here: %s, %s', (relation, reason, expected) => {
    start({relation});
    presence.went(BOB_KEY, reason, null);
    expect(told()).toEqual(expected);
  });

  test('a stranger who breaks the protocol is told of once', () => {
    start({relation: 'request'});
    presence.went(BOB_KEY, 'protocol', safeLine('a frame too long'));
    presence.went(BOB_KEY, 'protocol', null);
    expect(told()).toEqual(['bob was disconnected: the connection broke the protocol. (a frame too long)']);
  });
});

describe('what they answer', () => {
  test('is nothing of somebody who is not here any more', () => {
    start();
    peers.forget(BOB_KEY);
    presence.answered(BOB_KEY, true);
    presence.answered(BOB_KEY, false);
    expect(told()).toEqual([]);
  });

  test('somebody who lets us write is a contact from then on', () => {
    start({relation: 'asking'});
    presence.answered(BOB_KEY, false);
    expect(told()).toEqual([]);
    presence.answered(BOB_KEY, true);
    presence.answered(BOB_KEY, true);
    expect(told()).toEqual(['request-accepted']);
    expect(database.peers()[0]?.relation).toBe('contact');
  });

  test.each<PeerRow['relation']>(['request', 'declined', 'blocked', 'alarmed'])(
    'it makes nothing of: %s',
    relation => {
      start({relation});
      presence.answered(BOB_KEY, true);
      presence.answered(BOB_KEY, false);
      expect(told()).toEqual([]);
      expect(database.peers()[0]?.relation).toBe(relation);
    },
  );

  test('a contact that does not know us any more is told of once in the life of a link', () => {
    start();
    const text = 'bob has to accept you again. Your messages will be delivered once they do.';
    presence.answered(BOB_KEY, false);
    presence.answered(BOB_KEY, false);
    expect(told()).toEqual([text]);
    presence.went(BOB_KEY, 'lost', null);
    presence.answered(BOB_KEY, false);
    expect(told()).toEqual([text, text]);
  });
});
