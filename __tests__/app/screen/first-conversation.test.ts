import {expect, test} from '@jest/globals';
import {openFirstConversation} from '../../../src/app/screen/first-conversation.ts';
import type {ConversationView, PeerView} from '../../../src/core/api/api.ts';
import {project} from '../../../src/store/project.ts';
import {createAppStore} from '../../../src/store/store.ts';
import {BOB_KEY, CAROL_KEY, conversation, peer, snapshot, WITH_BOB, WITH_CAROL} from '../../support/facts.ts';

const bob = peer(BOB_KEY, 'bob');
const carol = peer(CAROL_KEY, 'carol');

function opened(peers: readonly PeerView[], conversations: readonly ConversationView[], isIdle = true) {
  const store = createAppStore();
  const all: string[] = [];
  openFirstConversation({store, isIdle: () => isIdle, open: one => void all.push(one)});
  for (const _ of ['first', 'after the core came back']) {
    store.change(state => project(state, [{type: 'ready', snapshot: snapshot({peers, conversations})}], 0));
  }
  return all;
}

test.each([
  ['nobody', [], [], []],
  ['somebody with whom nothing was said', [bob], [conversation(WITH_BOB)], []],
  ['a request', [peer(BOB_KEY, 'bob', {relation: 'request', lastSeen: 5})], [], []],
  [
    'two, none unread: the last one',
    [bob, carol],
    [conversation(WITH_BOB, {lastActivity: 2}), conversation(WITH_CAROL, {lastActivity: 1})],
    [WITH_BOB],
  ],
  [
    'an older one that is unread: that',
    [bob, carol],
    [conversation(WITH_BOB, {lastActivity: 2}), conversation(WITH_CAROL, {lastActivity: 1, unread: 1})],
    [WITH_CAROL],
  ],
  [
    'but not if it is muted',
    [bob, carol],
    [
      conversation(WITH_BOB, {lastActivity: 2}),
      conversation(WITH_CAROL, {lastActivity: 1, unread: 1, muted: true}),
    ],
    [WITH_BOB],
  ],
] as const)('at the start, of %s', (_, peers, conversations, expected) => {
  expect(opened(peers, conversations)).toEqual(expected);
});

test('whoever types already is left where they are', () => {
  expect(opened([bob], [conversation(WITH_BOB, {lastActivity: 1})], false)).toEqual([]);
});
