import {describe, expect, test} from '@jest/globals';
import {createClient} from '../../src/client/client.ts';
import type {
  Attempt,
  ConversationView,
  CoreEvent,
  EntryView,
  InviteView,
  ReachView,
} from '../../src/core/api/api.ts';
import {shortId} from '../../src/identity/short-id.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';
import {eventLines} from '../../src/scripting/json-events.ts';
import {
  ANN_KEY,
  ann,
  BOB_KEY,
  conversation,
  entry,
  ownEntry,
  peer,
  snapshot,
  WITH_BOB,
} from '../support/facts.ts';

const BOB = {id: peer(BOB_KEY, 'bob').id, name: 'bob'};
const ANN = {id: ann().id, name: 'ann'};
const CONVERSATION = shortId(BOB_KEY);

/** The lines of some events, after `ready` with Bob as a contact. */
function linesOf(...events: readonly CoreEvent[]) {
  const client = createClient();
  const known = snapshot({
    self: ann(),
    peers: [peer(BOB_KEY, 'bob')],
    conversations: [conversation(WITH_BOB, {expiry: 60})],
  });
  client.hear({type: 'ready', snapshot: known});
  return events.flatMap(event => eventLines(client.hear(event)));
}

const plain = {replyTo: null, edited: false, deleted: false, reactions: []};

function line(event: string, {id, order, text, time, outgoing}: EntryView, more: object) {
  const from = outgoing ? ANN : BOB;
  return {
    event,
    id,
    cursor: order[2],
    conversation: CONVERSATION,
    from,
    text,
    time,
    outgoing,
    action: false,
    ...plain,
    ...more,
  };
}

describe('messages', () => {
  test('that are new', () => {
    const question = entry(1, 'tea?');
    const answer = ownEntry(2, 'yes', {replyTo: {id: question.id, author: BOB_KEY, text: safeText('tea?')}});
    const added = {type: 'entries-added', conversation: WITH_BOB, entries: [question, answer]} as const;
    expect(linesOf(added)).toEqual([
      line('message', question, {}),
      line('message', answer, {replyTo: question.id}),
    ]);
  });

  test('that look different', () => {
    const edited = entry(1, 'cocoa?', {
      edited: true,
      reactions: [{emoji: safeText('👍'), authors: [ANN_KEY, BOB_KEY]}],
    });
    const deleted = ownEntry(2, '', {deleted: true});
    const changed = {
      type: 'entries-changed',
      changes: [],
      conversation: WITH_BOB,
      entries: [edited, deleted],
    } as const;
    expect(linesOf(changed)).toEqual([
      line('changed', edited, {edited: true, reactions: [{emoji: '👍', from: [ANN, BOB]}]}),
      line('changed', deleted, {deleted: true}),
    ]);
  });

  test('that disappeared', () => {
    const ids = [entry(1).id, entry(2).id];
    expect(linesOf({type: 'entries-removed', conversation: WITH_BOB, ids})).toEqual([
      {event: 'removed', ids, conversation: CONVERSATION},
    ]);
  });
});

test('who types', () => {
  const typing = (active: boolean) =>
    ({type: 'typing-changed', conversation: WITH_BOB, active, authors: []}) as const;
  expect(linesOf(typing(true), typing(false))).toEqual([
    {event: 'typing', peer: BOB, active: true},
    {event: 'typing', peer: BOB, active: false},
  ]);
});

test('that a conversation is muted, or where it stands, when that changes', () => {
  const changed = (more: Partial<ConversationView>) =>
    ({type: 'conversation-changed', conversation: conversation(WITH_BOB, {expiry: 60, ...more})}) as const;
  const muted = {muted: true, mutedUntil: 5};
  const told = {event: 'conversation', conversation: CONVERSATION};
  expect(
    linesOf(changed({}), changed(muted), changed({...muted, unread: 1}), changed({listing: 'archived'})),
  ).toEqual([
    {...told, muted: true, mutedUntil: 5, listing: 'normal'},
    {...told, muted: false, mutedUntil: null, listing: 'archived'},
  ]);
});

test('how long messages stay, when that changes', () => {
  const changed = (expiry: number | null) =>
    ({type: 'conversation-changed', conversation: conversation(WITH_BOB, {expiry})}) as const;
  expect(linesOf(changed(60), changed(3600), changed(3600), changed(null), changed(null))).toEqual([
    {event: 'expiry', conversation: CONVERSATION, seconds: 3600},
    {event: 'expiry', conversation: CONVERSATION, seconds: null},
  ]);
});

const bob = (more = {}) =>
  peer(BOB_KEY, 'bob', {address: safeText('84.10.3.7:4242'), path: 'punched', ...more});
const LOCATED = {...BOB, address: '84.10.3.7:4242'};
const invite: InviteView = {
  ...{id: 'abcd', kind: 'link', text: safeText('natter:yryy'), hasAddress: false, needsAddress: false},
  ...{created: 1, expires: 86_400_001, uses: 2, usedBy: [], hasSurplus: false, isOpen: true},
};
const attempt: Attempt = {
  ...{rung: 'tcp', target: safeText('84.10.3.7:4242'), at: 5, took: 12},
  ...{result: 'DIAL_REFUSED', message: safeText('Nothing is listening there.')},
};
const reach: ReachView = {
  dht: {state: 'ready', nodes: 37, announcedAt: 3, host: safeText('84.10.3.8'), nat: 'cone'},
  ...{lan: 'on', heard: [BOB_KEY], addresses: ['192.168.1.20:4242']},
  clock: {contacts: 0, ahead: null, only: null},
};

test.each<[CoreEvent, object]>([
  [
    {type: 'reach', reach},
    {event: 'reach', dht: 'ready', nat: 'cone', lan: 'on', addresses: ['192.168.1.20:4242']},
  ],
  [
    {type: 'attempt', peer: bob(), attempt},
    {event: 'attempt', peer: BOB, rung: 'tcp', target: '84.10.3.7:4242', result: 'DIAL_REFUSED', ms: 12},
  ],
  [
    {type: 'peer-online', peer: bob()},
    {event: 'peer-online', peer: LOCATED, path: 'punched'},
  ],
  [
    {type: 'path', peer: bob({path: 'lan'}), was: 'punched'},
    {event: 'path', peer: LOCATED, path: 'lan', was: 'punched'},
  ],
  [
    {type: 'invite', invite},
    {event: 'invite', id: 'abcd', kind: 'link', link: 'natter:yryy', expires: 86_400_001, uses: 2},
  ],
  [
    {type: 'invite', invite: {...invite, kind: 'code', text: safeText('abandon ability able about above')}},
    {
      ...{event: 'invite', id: 'abcd', kind: 'code', words: 'abandon ability able about above'},
      ...{expires: 86_400_001, uses: 2},
    },
  ],
  [
    {type: 'invite-used', id: 'abcd', peer: bob()},
    {event: 'invite-used', id: 'abcd', peer: LOCATED},
  ],
  [
    {type: 'invite-surplus', id: 'abcd', usedBy: [bob()]},
    {event: 'invite-surplus', id: 'abcd', usedBy: [BOB]},
  ],
])('how somebody is found: %j', (event, expected) => {
  expect(linesOf(event)).toEqual([expected]);
});
