import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import type {PeerKey} from '../../../src/core/api/api.ts';
import {type Alarms, createAlarms} from '../../../src/core/peers/impersonation-alerts.ts';
import {createPeerBook, type PeerBook} from '../../../src/core/peers/peer-store.ts';
import {createRuntimeState, type RuntimeState} from '../../../src/core/runtime-state.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';
import {coreTexts} from '../../../src/lib/texts/core.ts';
import {type Failure, LinkFailure} from '../../../src/net/link/link-failure.ts';
import type {Database, PeerRow} from '../../../src/storage/types.ts';
import {ANN_KEY, BOB_KEY, CAROL_KEY, WITH_CAROL} from '../../support/facts.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';
import {eventList, memoryDatabase, peerRow} from '../../support/people.ts';

const EVE_KEY = peerKey('e'.repeat(64));
const MALLORY_KEY = peerKey('f'.repeat(64));
const AT_BOB = 'bob:4242';

let database: Database;
let clock: ManualClock;
let state: RuntimeState<PeerKey>;
let peers: PeerBook;
let alarms: Alarms;
let events: ReturnType<typeof eventList>;
let online: Set<PeerKey>;

beforeEach(() => {
  database = memoryDatabase();
  clock = manualClock(0);
});

afterEach(() => database.close());

/** Begins to watch, with these in the book. */
function watch(...rows: readonly PeerRow[]): void {
  for (const row of rows) {
    database.savePeer(row);
  }
  state = createRuntimeState();
  online = new Set();
  events = eventList();
  peers = createPeerBook(
    database,
    state,
    () => ({key: ANN_KEY, name: safeLine('ann')}),
    () => {},
  );
  alarms = createAlarms({clock, state, peers, events, isOnline: key => online.has(key)});
}

/** What the user was told: of an alarm whose key it is about, the contact and the reason; of a notice its text. */
function told(): unknown[] {
  return events.list.map(event =>
    event.type === 'key-alarm'
      ? [event.peer.key, event.contact.key, event.why]
      : event.type === 'notice'
        ? event.text
        : event.type,
  );
}

/** The error of a dial at the end of which this was. */
function dialError(failure: Failure): unknown {
  return new NatterError('KEY_MISMATCH', 'no', {cause: new LinkFailure(failure)});
}

const anotherKey = (remoteKey: PeerKey = EVE_KEY) => dialError({type: 'key-mismatch', remoteKey});
const bob = peerRow(BOB_KEY, 'bob');

describe('whom a newcomer could be taken for', () => {
  test.each<[string, PeerRow, string | null, ReturnType<Alarms['suspect']>]>([
    ['nobody', bob, null, null],
    ['nobody at an address of nobody', bob, 'elsewhere:1', null],
    ['the contact who answered there', bob, AT_BOB, {contact: BOB_KEY, why: 'address'}],
    [
      'somebody asked who answered there',
      {...bob, relation: 'asking'},
      AT_BOB,
      {contact: BOB_KEY, why: 'address'},
    ],
    ['not somebody who only said that they listen there', {...bob, addressProven: false}, AT_BOB, null],
    ['not somebody who asks themselves', {...bob, relation: 'request'}, AT_BOB, null],
    ['not somebody blocked', {...bob, relation: 'blocked'}, AT_BOB, null],
  ])('%s', (_, row, dialled, expected) => {
    watch(row);
    expect(alarms.suspect(peers.named(EVE_KEY, 'eve'), dialled)).toEqual(expected);
  });

  test('not a contact that is online, and nobody for themselves', () => {
    watch(bob);
    expect(alarms.suspect(bob, AT_BOB)).toBeNull();
    online.add(BOB_KEY);
    expect(alarms.suspect(peers.named(EVE_KEY, 'eve'), AT_BOB)).toBeNull();
  });

  test('the contact of a like name, before the one of the address', () => {
    watch(bob, peerRow(CAROL_KEY, 'carol', {address: 'carol:1'}));
    const suspicion = alarms.suspect(peers.named(EVE_KEY, 'Carol'), AT_BOB);
    expect(suspicion).toEqual({contact: CAROL_KEY, why: 'name'});
  });
});

describe('an alarm', () => {
  const likeBob = {contact: BOB_KEY, why: 'name'} as const;

  test('sets the newcomer apart and is told once', () => {
    watch(bob, peerRow(EVE_KEY, 'b0b', {relation: 'request'}));
    alarms.raise(EVE_KEY, likeBob);
    alarms.raise(EVE_KEY, likeBob);
    expect(peers.row(EVE_KEY)?.relation).toBe('alarmed');
    expect(told()).toEqual([[EVE_KEY, BOB_KEY, 'name']]);
  });

  test('for another reason is told, too', () => {
    watch(bob, peerRow(EVE_KEY, 'b0b', {relation: 'request'}));
    alarms.raise(EVE_KEY, likeBob);
    alarms.raise(EVE_KEY, {contact: BOB_KEY, why: 'address'});
    expect(told()).toHaveLength(2);
  });

  test('is told again when the contact was forgotten, and not for what was said of others', () => {
    watch(bob, peerRow(CAROL_KEY, 'carol'), peerRow(EVE_KEY, 'b0b', {relation: 'request'}));
    const likeCarol = {contact: CAROL_KEY, why: 'name'} as const;
    alarms.raise(EVE_KEY, likeBob);
    alarms.raise(EVE_KEY, likeCarol);
    state.forget(BOB_KEY);
    alarms.raise(EVE_KEY, likeBob);
    alarms.raise(EVE_KEY, likeCarol);
    expect(told()).toEqual([
      [EVE_KEY, BOB_KEY, 'name'],
      [EVE_KEY, CAROL_KEY, 'name'],
      [EVE_KEY, BOB_KEY, 'name'],
    ]);
  });

  test('about the sixth newcomer like one contact is one notice, and ten minutes later one is told again', () => {
    watch(bob, peerRow(CAROL_KEY, 'carol'));
    const keys = [...'0123456789'].map(digit => peerKey(digit.repeat(64)));
    const [last, later] = [keys.at(-2), keys.at(-1)] as [PeerKey, PeerKey];
    for (const key of keys.slice(0, 8)) {
      alarms.raise(key, likeBob);
    }
    const alarm = (key: PeerKey) => [key, BOB_KEY, 'name'];
    expect(told()).toEqual([...keys.slice(0, 5).map(alarm), coreTexts.keys.manyLookAlikes(safeLine('bob'))]);
    clock.advance(599_000);
    alarms.raise(last, likeBob);
    expect(told()).toHaveLength(6);
    clock.advance(1000);
    alarms.raise(later, likeBob);
    expect(told().at(-1)).toEqual(alarm(later));
    alarms.raise(EVE_KEY, {contact: CAROL_KEY, why: 'name'});
    expect(told().at(-1)).toEqual([EVE_KEY, CAROL_KEY, 'name']);
  });
});

describe('a contact that takes another name', () => {
  test('is told to be like another one, once, in its own conversation', () => {
    watch(bob, peerRow(CAROL_KEY, 'b0b'));
    alarms.renamed(CAROL_KEY);
    alarms.renamed(CAROL_KEY);
    expect(events.list).toMatchObject([{type: 'notice', conversation: WITH_CAROL}]);
    expect(peers.row(CAROL_KEY)?.relation).toBe('contact');
  });

  test('is no news where the name is like no other, or nobody is there', () => {
    watch(bob, peerRow(CAROL_KEY, 'carol'));
    alarms.renamed(CAROL_KEY);
    alarms.renamed(EVE_KEY);
    expect(told()).toEqual([]);
  });
});

describe('a dial at whose end another key was', () => {
  test('raises the alarm: the newcomer is kept with the address', () => {
    watch(bob);
    alarms.missed(BOB_KEY, AT_BOB, anotherKey());
    expect(told()).toEqual([[EVE_KEY, BOB_KEY, 'address']]);
    expect(peers.row(EVE_KEY)).toMatchObject({relation: 'alarmed', address: AT_BOB, addressProven: true});
  });

  test.each<[string, PeerRow, string, unknown]>([
    ['elsewhere', bob, 'elsewhere:1', anotherKey()],
    ['where the contact never answered', {...bob, addressProven: false}, AT_BOB, anotherKey()],
    ['and the dial failed otherwise', bob, AT_BOB, dialError({type: 'closed-early'})],
    ['and the error is another', bob, AT_BOB, new Error('no')],
  ])('tells nothing: %s', (_, row, address, error) => {
    watch(row);
    alarms.missed(BOB_KEY, address, error);
    expect(told()).toEqual([]);
    expect(peers.row(EVE_KEY)).toBeNull();
  });

  test('tells nothing of a contact that is not here, or is online', () => {
    watch(bob);
    alarms.missed(CAROL_KEY, AT_BOB, anotherKey());
    online.add(BOB_KEY);
    alarms.missed(BOB_KEY, AT_BOB, anotherKey());
    expect(told()).toEqual([]);
  });

  test.each<[PeerRow['relation'], boolean]>([
    ['request', true],
    ['alarmed', true],
    ['contact', false],
    ['asking', false],
    ['declined', false],
    ['blocked', false],
  ])('of somebody the user decided about tells nothing: %s', (relation, isTold) => {
    watch(bob, peerRow(EVE_KEY, 'eve', {relation}));
    alarms.missed(BOB_KEY, AT_BOB, anotherKey());
    expect(told()).toHaveLength(isTold ? 1 : 0);
    expect(peers.row(EVE_KEY)?.relation).toBe(isTold ? 'alarmed' : relation);
  });

  test('is one newcomer, however many keys it shows', () => {
    watch(bob);
    alarms.missed(BOB_KEY, AT_BOB, anotherKey());
    alarms.missed(BOB_KEY, AT_BOB, anotherKey(MALLORY_KEY));
    alarms.missed(BOB_KEY, AT_BOB, anotherKey());
    expect(told()).toEqual([[EVE_KEY, BOB_KEY, 'address']]);
    expect(peers.row(MALLORY_KEY)).toBeNull();
  });

  test('is another one at another address', () => {
    watch(bob, peerRow(EVE_KEY, 'eve', {relation: 'alarmed', address: 'elsewhere:1'}));
    alarms.missed(BOB_KEY, AT_BOB, anotherKey(MALLORY_KEY));
    expect(told()).toEqual([[MALLORY_KEY, BOB_KEY, 'address']]);
  });
});

describe('those set apart in an earlier run', () => {
  test('are told again, with the reason as it is now', () => {
    watch(
      bob,
      peerRow(EVE_KEY, 'eve', {relation: 'alarmed'}),
      peerRow(MALLORY_KEY, 'b0b', {relation: 'alarmed', address: null}),
      peerRow(CAROL_KEY, 'carol'),
    );
    alarms.remind();
    expect(told()).toEqual([
      [EVE_KEY, BOB_KEY, 'address'],
      [MALLORY_KEY, BOB_KEY, 'name'],
    ]);
  });

  test('are not where there is no reason any more', () => {
    watch(bob, peerRow(EVE_KEY, 'eve', {relation: 'alarmed', addressProven: false}));
    alarms.remind();
    expect(told()).toEqual([]);
  });
});
