import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import type {Alarms, Suspicion} from '../../../src/core/peers/impersonation-alerts.ts';
import {
  type Acquaintance,
  createAcquaintance,
  type RequestMode,
} from '../../../src/core/peers/peer-policy.ts';
import type {PeerBook} from '../../../src/core/peers/peer-store.ts';
import type {Invites} from '../../../src/core/reach/invites.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import type {Link} from '../../../src/net/link/link.ts';
import type {Database, PeerRow} from '../../../src/storage/types.ts';
import type {ByeReason} from '../../../src/wire/chat/messages.ts';
import {BOB_KEY, CAROL_KEY} from '../../support/facts.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';
import {eventList, memoryDatabase, peerBook, peerRow} from '../../support/people.ts';

type Relation = PeerRow['relation'];

let database: Database;
let clock: ManualClock;
let peers: PeerBook;
let policy: Acquaintance;
let events: ReturnType<typeof eventList>;
let mode: RequestMode;
/** What the invite `welcome` says of whoever has it. */
let verdict: ReturnType<Invites['judge']>;
/** Who could be taken for whom, by name; nobody else is. */
let suspicions: Map<string, Suspicion>;
/** What was asked of the alarms, the invites and the links, in order. */
let calls: unknown[];

beforeEach(() => {
  database = memoryDatabase();
  clock = manualClock(5000);
  mode = 'ask';
  verdict = 'welcome';
  suspicions = new Map();
  calls = [];
});

afterEach(() => database.close());

/** Begins with these in the book. */
function begin(...rows: readonly PeerRow[]): void {
  events = eventList();
  peers = peerBook(database, ...rows).peers;
  const alarms: Pick<Alarms, 'suspect' | 'raise' | 'renamed'> = {
    suspect: ({name}) => suspicions.get(name) ?? null,
    raise(key, {contact, why}) {
      calls.push(['raise', key, contact, why]);
      peers.move(key, 'suspected');
    },
    renamed: key => void calls.push(['renamed', key]),
  };
  policy = createAcquaintance({
    ...{peers, events, clock, alarms: alarms as Alarms, requestMode: () => mode},
    isByTicket: () => false,
    invites: {
      judge: (_secret, guest) => {
        calls.push(['judge', guest]);
        return verdict;
      },
      use(id, guest, meet) {
        calls.push(['use', id, guest]);
        meet();
      },
    },
    disconnect: key => void calls.push(['disconnect', key]),
  });
}

/** Bob, who came in or (`initiator`) was dialled. */
function link(more: Partial<Link> & {readonly name?: string; readonly port?: number} = {}): Link {
  const {name = 'bob', port = 4242, ...rest} = more;
  const hello = {name, port, features: 5, program: 'natter', release: '0.2.0'};
  return {
    ...{remoteKey: BOB_KEY, initiator: false, secret: null, remoteAddress: '10.0.0.7:5', path: 'lan', hello},
    ...rest,
  } as Link;
}

const bobIs = (relation: Relation, more: Partial<PeerRow> = {}) =>
  peerRow(BOB_KEY, 'bob', {relation, ...more});

/** So many others, who stand so to us. */
const others = (count: number, relation: Relation): PeerRow[] =>
  Array.from({length: count}, (_, index) =>
    peerRow(peerKey(index.toString(16).padStart(64, '0')), `guest ${index}`, {relation}),
  );

const refusalOf = (initiator: boolean, secret: string | null = null) =>
  policy.refusal({remoteKey: BOB_KEY, initiator, secret});

describe('who is turned away', () => {
  const RELATIONS: readonly [Relation, ByeReason | null][] = [
    ['contact', null],
    ['asking', null],
    ['request', null],
    ['alarmed', null],
    ['declined', 'declined'],
    ['blocked', 'closed'],
  ];

  test.each(RELATIONS)('%s, who comes in: %s', (relation, expected) => {
    begin(bobIs(relation));
    for (const each of ['ask', 'open', 'closed'] as const) {
      mode = each;
      expect(refusalOf(false)).toBe(expected);
    }
  });

  test.each(RELATIONS)('%s, whom we dialled: only if they are blocked', relation => {
    begin(bobIs(relation));
    expect(refusalOf(true)).toBe(relation === 'blocked' ? 'blocked' : null);
  });

  test('somebody unknown whom we dialled is not, whatever the mode', () => {
    begin();
    mode = 'closed';
    expect(refusalOf(true)).toBeNull();
  });

  test('a stranger is where nobody may ask', () => {
    begin();
    mode = 'closed';
    expect(refusalOf(false)).toBe('closed');
  });

  test.each<[string, ByeReason | null, readonly PeerRow[]]>([
    ['49 who wait', null, others(49, 'request')],
    ['50 who wait', 'busy', others(50, 'request')],
    [
      '50 who wait or raised an alarm',
      'busy',
      [...others(49, 'request'), peerRow(CAROL_KEY, 'c', {relation: 'alarmed'})],
    ],
    ['50 contacts', null, others(50, 'contact')],
  ])('a stranger who asks, with %s: %s', (_, expected, rows) => {
    begin(...rows);
    expect(refusalOf(false)).toBe(expected);
  });

  test('a stranger where all are welcome is only when two thousand are here', () => {
    mode = 'open';
    begin();
    let count = 1999;
    const rows = peers.rows;
    const crowd: PeerBook = {...peers, rows: () => [...rows(), ...new Array(count).fill(bobIs('declined'))]};
    policy = createAcquaintance({
      ...{peers: crowd, events, clock, alarms: {} as Alarms, requestMode: () => mode},
      ...{invites: {} as Invites, disconnect() {}, isByTicket: () => false},
    });
    expect(refusalOf(false)).toBeNull();
    count = 2000;
    expect(refusalOf(false)).toBe('busy');
  });
});

describe('whoever has an invite', () => {
  test.each<[Relation | null, 'judged' | ByeReason | null]>([
    [null, 'judged'],
    ['asking', 'judged'],
    ['request', 'judged'],
    ['declined', 'judged'],
    ['alarmed', 'judged'],
    ['contact', null],
    ['blocked', 'closed'],
  ])('%s: %s', (relation, expected) => {
    begin(...(relation === null ? [] : [bobIs(relation)]));
    mode = 'closed';
    for (const [says, then] of [
      ['welcome', null],
      ['invite-used', 'invite-used'],
      ['invite-expired', 'invite-expired'],
    ] as const) {
      verdict = says;
      expect(refusalOf(false, 'x')).toBe(expected === 'judged' ? then : expected);
    }
  });

  test('that they are known by it is as if they had none', () => {
    begin();
    mode = 'closed';
    verdict = 'known';
    expect(refusalOf(false, 'x')).toBe('closed');
  });

  test('is not asked for one that we dialled with', () => {
    begin();
    verdict = 'invite-used';
    expect(refusalOf(true, 'x')).toBeNull();
  });
});

describe('links of strangers', () => {
  test('are taken 64 at once, and one more each second', () => {
    begin();
    for (let count = 0; count < 64; count++) {
      expect(policy.mayMeet(link())).toBe(true);
    }
    expect(policy.mayMeet(link())).toBe(false);
    clock.advance(999);
    expect(policy.mayMeet(link())).toBe(false);
    clock.advance(1);
    expect(policy.mayMeet(link())).toBe(true);
    expect(policy.mayMeet(link())).toBe(false);
  });

  test.each<[string, Relation | null, Partial<Link>, boolean]>([
    ['whom we dialled', null, {initiator: true}, true],
    ['of a contact', 'contact', {}, true],
    ['of somebody asked', 'asking', {}, true],
    ['of a request', 'request', {}, false],
    ['of a declined', 'declined', {}, false],
    ['with an invite', null, {secret: 'x'}, true],
    ['of somebody blocked with an invite', 'blocked', {secret: 'x'}, false],
  ])('are not counted: %s', (_, relation, more, expected) => {
    begin(...(relation === null ? [] : [bobIs(relation)]));
    const drain = link({remoteKey: CAROL_KEY});
    while (policy.mayMeet(drain)) {}
    expect(policy.mayMeet(link(more))).toBe(expected);
  });

  test('with an invite that is used up are', () => {
    begin();
    verdict = 'invite-used';
    while (policy.mayMeet(link())) {}
    expect(policy.mayMeet(link({secret: 'x'}))).toBe(false);
  });
});

describe('somebody met', () => {
  const row = () => peers.row(BOB_KEY);
  const told = () => events.list.map(event => event.type);

  test('who came in asks: they are kept as they said, and told of once', () => {
    begin();
    policy.meet(link(), null);
    expect(row()).toMatchObject({
      ...{relation: 'request', name: 'bob', lastSeen: 5000, features: 5, program: 'natter 0.2.0'},
      ...{address: '10.0.0.7:4242', addressProven: false},
    });
    expect(told()).toEqual(['request-received']);
    policy.meet(link(), null);
    expect(told()).toEqual(['request-received']);
  });

  test('where all are welcome is a contact, and no request', () => {
    mode = 'open';
    begin();
    policy.meet(link(), null);
    expect([row()?.relation, told()]).toEqual(['contact', []]);
  });

  test('whom we dialled is asked, at an address that is proven', () => {
    mode = 'open';
    begin();
    policy.meet(link({initiator: true}), 'home:4242');
    expect(row()).toMatchObject({relation: 'asking', address: 'home:4242', addressProven: true});
    expect(told()).toEqual([]);
  });

  test.each<[string, Partial<PeerRow>, Partial<Link> & {port?: number}, string | null, Partial<PeerRow>]>([
    [
      'a proven address stays when they come in',
      {address: 'old:1'},
      {},
      null,
      {address: 'old:1', addressProven: true},
    ],
    [
      'one that was only said goes',
      {address: 'old:1', addressProven: false},
      {},
      null,
      {address: '10.0.0.7:4242', addressProven: false},
    ],
    [
      'but not for none',
      {address: 'old:1', addressProven: false},
      {port: 0},
      null,
      {address: 'old:1', addressProven: false},
    ],
    [
      'a dialled one goes before all',
      {address: 'old:1'},
      {initiator: true},
      'new:1',
      {address: 'new:1', addressProven: true},
    ],
  ])('%s', (_, before, given, dialled, after) => {
    begin(bobIs('contact', before));
    policy.meet(link(given), dialled);
    expect(row()).toMatchObject(after);
  });

  test('by an invite is a contact: the invite is used in the same step, and told of', () => {
    begin();
    policy.meet(link({secret: 'x'}), null);
    expect(row()?.relation).toBe('contact');
    expect(calls).toEqual([
      ['judge', BOB_KEY],
      ['use', 'x', BOB_KEY],
    ]);
    expect(events.list).toMatchObject([
      {type: 'invite-used', id: 'x', peer: {key: BOB_KEY, relation: 'contact'}},
    ]);
  });

  test('by an invite that is not theirs asks as any other', () => {
    verdict = 'known';
    begin();
    policy.meet(link({secret: 'x'}), null);
    expect([row()?.relation, told()]).toEqual(['request', ['request-received']]);
  });

  test('by whose invite we came is asked: they note it themselves', () => {
    begin();
    policy.meet(link({secret: 'x', initiator: true}), null);
    expect([row()?.relation, calls]).toEqual(['asking', []]);
  });

  test('under a name like that of a contact is set apart, and is no request', () => {
    suspicions.set('bob', {contact: CAROL_KEY, why: 'name'});
    begin();
    policy.meet(link(), null);
    expect([row()?.relation, told(), calls]).toEqual([
      'alarmed',
      [],
      [['raise', BOB_KEY, CAROL_KEY, 'name']],
    ]);
  });

  test.each<Relation>(['contact', 'asking'])('%s is not suspected for what they are called', relation => {
    suspicions.set('bob', {contact: CAROL_KEY, why: 'name'});
    begin(bobIs(relation));
    policy.meet(link(), null);
    expect([row()?.relation, calls]).toEqual([relation, []]);
  });

  test.each<[Relation, boolean]>([
    ['contact', true],
    ['asking', true],
    ['request', false],
    ['alarmed', false],
  ])('under another name: %s', (relation, isTaken) => {
    begin(bobIs(relation));
    policy.meet(link({name: 'robert'}), null);
    expect(row()?.name).toBe(isTaken ? 'robert' : 'bob');
    expect(told()).toEqual(isTaken ? ['peer-renamed'] : []);
  });

  test('who had no name takes the one they come with', () => {
    begin();
    policy.meet(link({name: ''}), null);
    policy.meet(link({name: 'robert'}), null);
    expect(row()?.name).toBe('robert');
  });

  test('who is dialled though they ask takes the name they have now', () => {
    begin(bobIs('request'));
    policy.meet(link({name: 'robert', initiator: true}), 'home:1');
    expect(row()).toMatchObject({relation: 'contact', name: 'robert'});
  });
});

describe('another name', () => {
  const likeCarol = {contact: CAROL_KEY, why: 'name'} as const;

  test('of a contact is taken, told, and looked at', () => {
    begin(bobIs('contact'));
    policy.rename(BOB_KEY, 'robert');
    expect(peers.row(BOB_KEY)?.name).toBe('robert');
    expect(events.list).toMatchObject([{type: 'peer-renamed', before: 'bob', peer: {name: 'robert'}}]);
    expect(calls).toEqual([['renamed', BOB_KEY]]);
  });

  test('that is the old one is no news', () => {
    begin(bobIs('contact'));
    policy.rename(BOB_KEY, 'bob');
    expect([events.list, calls]).toEqual([[], []]);
  });

  test.each<Relation | null>(['request', 'declined', 'alarmed', 'blocked', null])(
    'of somebody who is not accepted is not taken: %s',
    relation => {
      begin(...(relation === null ? [] : [bobIs(relation)]));
      policy.rename(BOB_KEY, 'robert');
      expect(peers.row(BOB_KEY)?.name).toBe(relation === null ? undefined : 'bob');
      expect([events.list, calls]).toEqual([[], []]);
    },
  );

  test('of somebody asked, like that of a contact, sets them apart and ends the link', () => {
    suspicions.set('carol', likeCarol);
    begin(bobIs('asking'));
    policy.rename(BOB_KEY, 'carol');
    expect(calls).toEqual([
      ['raise', BOB_KEY, CAROL_KEY, 'name'],
      ['disconnect', BOB_KEY],
    ]);
    expect(peers.row(BOB_KEY)?.relation).toBe('alarmed');
  });

  test('of somebody asked, like no other, is only told', () => {
    begin(bobIs('asking'));
    policy.rename(BOB_KEY, 'robert');
    expect(events.list).toMatchObject([{type: 'peer-renamed'}]);
    expect(calls).toEqual([]);
  });
});
