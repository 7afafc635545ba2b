import {expect, test} from '@jest/globals';
import {directWith} from '../../src/lib/conversation.ts';
import {countUnread} from '../../src/store/unread.ts';
import {conversation, DAVE_KEY, roomConversation, WITH_BOB, WITH_CAROL} from '../support/facts.ts';

test('what is muted, archived, or told only by mention is not counted, nor what stands beside', () => {
  const views = [
    conversation(WITH_BOB, {unread: 1, listing: 'pinned'}),
    conversation(WITH_CAROL, {unread: 10, muted: true}),
    roomConversation('Garden', {unread: 100}, {notify: 'mentions'}),
    conversation(directWith(DAVE_KEY), {unread: 1000, listing: 'archived'}),
    roomConversation('Attic', {unread: 10_000}),
  ];
  const conversations = new Map(views.map(view => [view.id, view]));
  expect(countUnread({conversations}, null)).toBe(10_001);
  expect(countUnread({conversations}, WITH_BOB)).toBe(10_000);
});
