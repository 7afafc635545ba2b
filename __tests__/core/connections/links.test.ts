import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import type {PeerKey} from '../../../src/core/api/api.ts';
import {createLinks, type Links} from '../../../src/core/connections/links.ts';
import type {PeerBook} from '../../../src/core/peers/peer-store.ts';
import {createRuntimeState, type RuntimeState} from '../../../src/core/runtime-state.ts';
import type {Session} from '../../../src/core/sync/session.ts';
import {noTracing} from '../../../src/lib/trace.ts';
import type {Link, LinkEnd} from '../../../src/net/link/link.ts';
import type {Database, PeerRow} from '../../../src/storage/types.ts';
import type {ByeReason} from '../../../src/wire/chat/messages.ts';
import {ANN_KEY, BOB_KEY, CAROL_KEY} from '../../support/facts.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';
import {memoryDatabase, peerBook, peerRow} from '../../support/people.ts';

const START = 1_700_000_000_000;
const NAMES = new Map<string, string>([
  [BOB_KEY, 'bob'],
  [CAROL_KEY, 'carol'],
]);

let clock: ManualClock;
let state: RuntimeState<PeerKey>;
let database: Database;
let peers: PeerBook;
let links: Links;
/** All that was asked of the other parts, in order. */
let log: string[];
/** How each session ends, in the order in which they were opened. */
let ends: ((end: LinkEnd) => void)[];
let sessions: Session[];
/** Links that have ended: to close them does nothing. */
let ended: Set<Link>;
let refusal: ByeReason | null;
let isRenewing: boolean;
/** Peers let us write from the start. */
let isAccepted: boolean;
let diskFails: boolean;

function begin(...rows: readonly PeerRow[]): void {
  peers = peerBook(database, ...rows).peers;
  links = createLinks({
    ...{selfKey: ANN_KEY, state, clock, peers, tracer: noTracing('connections')},
    ended() {},
    hello: () => ({features: 0, name: 'ann', port: 1, instance: 1}),
    sessions: {
      open(link, weAccept, onEnded) {
        log.push(`open ${name(link.remoteKey)}${weAccept ? '' : ' as a stranger'}`);
        ends.push(end => {
          ended.add(link);
          onEnded(end);
        });
        const session: Partial<Session> = {
          link,
          start: () => void log.push('start'),
          accept: () => void log.push('accept'),
          isAccepted: () => isAccepted,
        };
        sessions.push(session as Session);
        return session as Session;
      },
      requeue: key => void log.push(`requeue ${name(key)}`),
      onUnknownLink: key => void log.push(`unknown link ${name(key)}`),
      stop: () => void log.push('stop'),
    },
    typing: {
      stopped: (conversation: string) => void log.push(`stopped typing ${name(conversation)}`),
    } as never,
    acquaintance: {
      refusal: () => refusal,
      mayMeet: () => true,
      meet(link, dialled) {
        if (diskFails) {
          throw new Error('full');
        }
        log.push(`meet ${name(link.remoteKey)} at ${dialled}`);
      },
      rename() {},
    },
    devices: {note: (link: Link) => void log.push(`device ${name(link.remoteKey)}`)} as never,
    presence: {
      came: ({remoteKey}, quietly) => void log.push(`came ${name(remoteKey)}${quietly ? ' quietly' : ''}`),
      went: (key, reason, detail) => void log.push(`went ${name(key)} ${reason} ${detail}`),
      answered: (key, accepted) => void log.push(`answered ${name(key)} ${accepted}`),
    },
    isRenewing: () => isRenewing,
    greet: key => void log.push(`greet ${name(key)}`),
    arrived: link => void log.push(`arrived ${name(link.remoteKey)}`),
    gone: (key, reason) => void log.push(`gone ${name(key)} ${reason}`),
  });
}

const name = (key: string) => NAMES.get(key) ?? key;

function link(more: Partial<Link> & {readonly instance?: number} = {}): Link {
  const {instance = 7, ...rest} = more;
  return {
    ...{remoteKey: BOB_KEY, initiator: false, hello: {instance}, path: 'lan', remoteAddress: 'bob:1'},
    async close(this: Link, reason: ByeReason, detail?: string) {
      if (!ended.has(this)) {
        log.push(`close ${reason}${detail === undefined ? '' : `: ${detail}`}`);
      }
    },
    ...rest,
  } as Link;
}

/** What happened since this was asked last. */
function happened(): string[] {
  return log.splice(0);
}

beforeEach(() => {
  clock = manualClock(START);
  state = createRuntimeState();
  database = memoryDatabase();
  log = [];
  ends = [];
  sessions = [];
  ended = new Set();
  refusal = null;
  isRenewing = false;
  isAccepted = true;
  diskFails = false;
});

afterEach(() => database.close());

describe('a link that is taken', () => {
  test('is noted before anything is said over it', () => {
    begin(peerRow(BOB_KEY, 'bob'));
    expect(links.adopt(link(), 'bob:4242')).toBe(true);
    expect(happened()).toEqual([
      'meet bob at bob:4242',
      'device bob',
      'open bob',
      'arrived bob',
      'came bob',
      'start',
    ]);
    expect(links.session(BOB_KEY)).toBe(sessions[0]);
    expect([links.all(), links.online()]).toEqual([sessions, [BOB_KEY]]);
  });

  test('of somebody whom we do not accept shows nobody as online', () => {
    begin(peerRow(BOB_KEY, 'bob', {relation: 'request'}));
    links.adopt(link());
    expect(happened()).toEqual([
      'meet bob at null',
      'device bob',
      'open bob as a stranger',
      'arrived bob',
      'start',
    ]);
    expect([links.all().length, links.online()]).toEqual([1, []]);
  });

  test('began when it began, also if the wall clock is set since', () => {
    begin(peerRow(BOB_KEY, 'bob'));
    expect(links.since(BOB_KEY)).toBeNull();
    clock.advance(1000);
    links.adopt(link());
    clock.advance(5000);
    expect(links.since(BOB_KEY)).toBe(START + 1000);
  });
});

describe('a link that is not', () => {
  test.each<[ByeReason, ByeReason]>([
    ['busy', 'busy'],
    ['blocked', 'closed'],
  ])('%s: it is closed, and who is blocked does not learn of it', (reason, said) => {
    begin(peerRow(BOB_KEY, 'bob'));
    refusal = reason;
    expect(links.adopt(link())).toBe(false);
    expect(happened()).toEqual([`close ${said}`]);
    expect([links.session(BOB_KEY), links.all()]).toEqual([null, []]);
  });

  test('where the disk refuses it is closed as busy, and the one that stands goes on', () => {
    begin(peerRow(BOB_KEY, 'bob'));
    links.adopt(link());
    happened();
    diskFails = true;
    expect(() => links.adopt(link())).toThrow('full');
    expect(happened()).toEqual([expect.stringMatching(/^close busy: ./)]);
    expect(links.session(BOB_KEY)).toBe(sessions[0]);
  });

  test('a second one of ours is a duplicate', () => {
    begin(peerRow(BOB_KEY, 'bob'));
    links.adopt(link({initiator: true}));
    expect(links.admit({remoteKey: BOB_KEY, initiator: true, remoteAddress: '', secret: null})).toEqual({
      type: 'refuse',
      reason: 'duplicate',
    });
    expect(links.adopt(link({initiator: true}))).toBe(false);
    expect(links.all()).toEqual([sessions[0]]);
  });
});

describe('one link in the place of another', () => {
  beforeEach(() => {
    begin(peerRow(BOB_KEY, 'bob'));
    links.adopt(link());
    happened();
  });

  test('closes the old one, sends again what was on its way, and nobody is seen to come', () => {
    expect(links.adopt(link({instance: 8}))).toBe(true);
    expect(happened()).toEqual([
      ...['meet bob at null', 'device bob', 'requeue bob', 'open bob', 'close duplicate', 'arrived bob'],
      ...['came bob quietly', 'start'],
    ]);
    expect(links.all()).toEqual([sessions[1]]);
  });

  test('is not taken away again by the end of the old one', () => {
    links.adopt(link({instance: 8}));
    happened();
    ends[0]?.({type: 'closed', reason: 'duplicate'});
    expect(happened()).toEqual([]);
    expect(links.session(BOB_KEY)).toBe(sessions[1]);
  });

  test('may come when the peer has closed the old one for it', () => {
    ends[0]?.({type: 'bye', bye: {type: 'bye', reason: 'duplicate', detail: '', program: '', release: ''}});
    expect(happened()).toEqual(['requeue bob']);
    expect(links.session(BOB_KEY)).toBeNull();
    clock.advance(1999);
    links.adopt(link());
    clock.advance(5000);
    expect(happened()).toEqual([
      ...['meet bob at null', 'device bob', 'open bob', 'arrived bob', 'came bob quietly', 'start'],
    ]);
  });

  test('that never comes: the peer is gone, and has a link that is unknown here', () => {
    ends[0]?.({type: 'bye', bye: {type: 'bye', reason: 'duplicate', detail: '', program: '', release: ''}});
    happened();
    clock.advance(2000);
    expect(happened()).toEqual([
      'unknown link bob',
      'stopped typing bob',
      'went bob duplicate null',
      'gone bob duplicate',
    ]);
    expect(links.adopt(link())).toBe(true);
    expect(happened()).toContain('came bob');
  });

  test('is not waited for at the end', () => {
    ends[0]?.({type: 'closed', reason: 'duplicate'});
    happened();
    links.stop();
    clock.advance(5000);
    expect(happened()).toEqual(['stop']);
  });
});

test('a link that ends takes its peer along, once', () => {
  begin(peerRow(BOB_KEY, 'bob'), peerRow(CAROL_KEY, 'carol'));
  links.adopt(link());
  links.adopt(link({remoteKey: CAROL_KEY}));
  happened();
  ends[0]?.({type: 'lost', detail: 'no sign of life'});
  ends[0]?.({type: 'lost', detail: 'no sign of life'});
  expect(happened()).toEqual([
    'requeue bob',
    'stopped typing bob',
    'went bob lost no sign of life',
    'gone bob lost',
  ]);
  expect([links.session(BOB_KEY), links.since(BOB_KEY), links.online()]).toEqual([null, null, [CAROL_KEY]]);
});

test('a link of somebody who is not in the book any more counts for nobody', () => {
  begin(peerRow(BOB_KEY, 'bob'));
  links.adopt(link());
  database.deletePeer(BOB_KEY);
  const without = peerBook(database).peers;
  const row = peers.row;
  Object.assign(peers, {row: without.row});
  expect(links.online()).toEqual([]);
  Object.assign(peers, {row});
});

test('somebody who is forgotten is disconnected from', () => {
  begin(peerRow(BOB_KEY, 'bob'));
  links.adopt(link());
  happened();
  state.forget(BOB_KEY);
  expect(happened()).toEqual(['close disconnect']);
  expect(links.all()).toEqual([]);
});

test('a link is closed with the reason that is asked for, and none where there is none', async () => {
  begin(peerRow(BOB_KEY, 'bob'));
  links.adopt(link());
  happened();
  await links.close(BOB_KEY, 'blocked');
  await links.close(CAROL_KEY, 'blocked');
  expect(happened()).toEqual(['close blocked']);
});

describe('a request that is accepted', () => {
  beforeEach(() => begin(peerRow(BOB_KEY, 'bob', {relation: 'request'})));

  test('becomes a conversation on the link that stands', () => {
    links.adopt(link());
    happened();
    links.welcome(BOB_KEY);
    expect(happened()).toEqual(['came bob', 'accept', 'answered bob true', 'greet bob']);
  });

  test('by somebody who does not let us write yet: they will say when', () => {
    isAccepted = false;
    links.adopt(link());
    happened();
    links.welcome(BOB_KEY);
    expect(happened()).toEqual(['came bob', 'accept']);
  });

  test('while they are away waits for them', () => {
    links.welcome(BOB_KEY);
    expect(happened()).toEqual([]);
  });
});
