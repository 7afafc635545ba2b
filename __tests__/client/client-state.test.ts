import {describe, expect, test} from '@jest/globals';
import {createClient} from '../../src/client/client.ts';
import {applyEvent, type ClientState, initialClientState} from '../../src/client/client-state.ts';
import {isWanted, newExpiry, whoIs} from '../../src/client/facts.ts';
import type {CoreEvent, EntryView} from '../../src/core/api/api.ts';
import {shortId} from '../../src/identity/short-id.ts';
import {defaultSettings} from '../../src/lib/settings.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';
import {
  ANN_KEY,
  ann,
  BOB_KEY,
  CAROL_KEY,
  conversation,
  entry,
  ownEntry,
  peer,
  roomConversation,
  snapshot,
  WITH_BOB,
  WITH_CAROL,
} from '../support/facts.ts';

const bob = peer(BOB_KEY, 'bob');
const carol = peer(CAROL_KEY, 'carol');
const bobIsOnline = peer(BOB_KEY, 'bob', {presence: 'online'});
const ready: CoreEvent = {
  type: 'ready',
  snapshot: snapshot({
    peers: [bob],
    conversations: [conversation(WITH_BOB, {unread: 2})],
  }),
};

/** All that is known, as plain data. */
const plain = ({peers, conversations, typing, ...rest}: ClientState) => ({
  ...rest,
  peers: [...peers.values()],
  conversations: [...conversations.values()],
  typing: [...typing],
});
const after = (...events: readonly CoreEvent[]) => plain(events.reduce(applyEvent, initialClientState));

const started = {
  phase: 'ready',
  failure: null,
  self: ann(),
  peers: [bob],
  conversations: [conversation(WITH_BOB, {unread: 2})],
  typing: [],
  settings: defaultSettings,
};
const settings = {...defaultSettings, receipts: false};
const failure = {code: 'INTERNAL', message: safeText('broken')} as const;
const typing = (active: boolean): CoreEvent => ({
  type: 'typing-changed',
  conversation: WITH_BOB,
  active,
  authors: [],
});

test('nothing is known before the core is ready', () => {
  expect(after()).toMatchObject({phase: 'starting', self: null, peers: [], conversations: []});
});

/** What each event adds to what is known after `ready`. */
test.each<[string, CoreEvent, object]>([
  [
    'self-changed',
    {type: 'self-changed', self: ann({name: safeText('anna')})},
    {self: ann({name: safeText('anna')})},
  ],
  ['peer-changed, somebody new', {type: 'peer-changed', peer: carol}, {peers: [bob, carol]}],
  ['peer-changed, somebody known', {type: 'peer-changed', peer: bobIsOnline}, {peers: [bobIsOnline]}],
  ['peer-online', {type: 'peer-online', peer: bobIsOnline}, {peers: [bobIsOnline]}],
  ['peer-offline', {type: 'peer-offline', peer: carol, reason: 'lost', detail: null}, {peers: [bob, carol]}],
  ['peer-renamed', {type: 'peer-renamed', peer: carol, before: safeText('c')}, {peers: [bob, carol]}],
  ['request-received', {type: 'request-received', peer: carol}, {peers: [bob, carol]}],
  ['request-accepted', {type: 'request-accepted', peer: bobIsOnline}, {peers: [bobIsOnline]}],
  ['request-declined', {type: 'request-declined', peer: bobIsOnline}, {peers: [bobIsOnline]}],
  ['invite-used', {type: 'invite-used', id: 'abc', peer: carol}, {peers: [bob, carol]}],
  ['invite-surplus', {type: 'invite-surplus', id: 'abc', usedBy: [carol]}, {}],
  ['key-alarm', {type: 'key-alarm', peer: carol, contact: bob, why: 'name'}, {peers: [bob, carol]}],
  [
    'conversation-changed',
    {type: 'conversation-changed', conversation: conversation(WITH_BOB, {muted: true})},
    {conversations: [conversation(WITH_BOB, {muted: true})]},
  ],
  ['settings-changed', {type: 'settings-changed', settings}, {settings}],
  ['typing-changed', typing(true), {typing: [BOB_KEY]}],
  ['peer-forgotten', {type: 'peer-forgotten', key: BOB_KEY}, {peers: [], conversations: []}],
  ['peer-forgotten, nobody we know', {type: 'peer-forgotten', key: CAROL_KEY}, {}],
  ['stopped', {type: 'stopped', error: null}, {phase: 'stopped'}],
  ['stopped by an error', {type: 'stopped', error: failure}, {phase: 'stopped', failure}],
  ['entries-added', {type: 'entries-added', conversation: WITH_BOB, entries: [entry(1)]}, {}],
  ['entries-read', {type: 'entries-read', conversation: WITH_BOB, ids: [entry(1).id]}, {}],
  ['notice', {type: 'notice', text: safeText('hm'), conversation: null}, {}],
  ['failed', {type: 'failed', ...failure}, {}],
])('%s', (_, event, change) => {
  expect(after(ready, event)).toEqual({...started, ...change});
});

test('an end to typing, and a peer that is forgotten while it types', () => {
  expect(after(ready, typing(true), typing(false)).typing).toEqual([]);
  expect(after(ready, typing(true), {type: 'peer-forgotten', key: BOB_KEY}).typing).toEqual([]);
});

test('a second ready replaces everything', () => {
  const again: CoreEvent = {type: 'ready', snapshot: snapshot({peers: [carol], settings})};
  expect(after(ready, typing(true), {type: 'stopped', error: failure}, again)).toEqual({
    ...started,
    peers: [carol],
    conversations: [],
    settings,
  });
});

test('what a front end keeps beside it stays as it is', () => {
  const screen = {...initialClientState, open: BOB_KEY, scroll: {row: 3}};
  const shown = applyEvent(screen, ready);
  expect(shown.open).toBe(BOB_KEY);
  expect(shown.scroll).toBe(screen.scroll);
});

test('what is said about people and conversations that changes nothing keeps the same object', () => {
  const state = applyEvent(initialClientState, ready);
  expect(applyEvent(state, {type: 'entries-added', conversation: WITH_BOB, entries: [entry(1)]})).toBe(state);
});

describe('facts', () => {
  const state = applyEvent(initialClientState, ready);

  test('who is behind a key', () => {
    expect(whoIs(state, BOB_KEY)).toEqual({id: bob.id, name: 'bob'});
    expect(whoIs(state, ANN_KEY)).toEqual({id: ann().id, name: 'ann'});
    expect(whoIs(state, CAROL_KEY)).toEqual({id: shortId(CAROL_KEY), name: shortId(CAROL_KEY)});
  });

  test('what the user is told of: nothing if it is muted, and in a room only mentions if they say so', () => {
    const garden = roomConversation('Garden', {}, {notify: 'mentions'});
    const views = [conversation(WITH_BOB, {muted: true}), garden, roomConversation('Attic')];
    const known = views.reduce((before, each) => {
      return applyEvent(before, {type: 'conversation-changed', conversation: each});
    }, state);
    const inGarden = {conversation: garden.id};
    const said: readonly (readonly [EntryView, boolean])[] = [
      [entry(1), false],
      [entry(2, 'hello', {conversation: WITH_CAROL}), true],
      [entry(3, 'hello', inGarden), false],
      [entry(4, 'hello, Ann', inGarden), true],
      [entry(5, 'annual', inGarden), false],
      [entry(6, 'you there', {...inGarden, mentionsUs: true}), true],
      [ownEntry(7, 'mine', inGarden), true],
      [entry(8, 'hello', {conversation: roomConversation('Attic').id}), true],
    ];
    expect(said.map(([each]) => isWanted(known, each))).toEqual(said.map(([, wanted]) => wanted));
  });

  test('how long messages live, only where that changes, and anew after somebody was forgotten', () => {
    const client = createClient();
    const expires = (expiry: number | null): CoreEvent => ({
      type: 'conversation-changed',
      conversation: conversation(WITH_BOB, {expiry}),
    });
    const heard = [
      ready,
      expires(null),
      expires(60),
      expires(60),
      expires(null),
      expires(60),
      {type: 'peer-forgotten', key: BOB_KEY} as const,
      expires(60),
    ].map(event => newExpiry(client.hear(event)));
    expect(heard).toEqual([undefined, undefined, 60, undefined, null, 60, undefined, 60]);
  });
});
