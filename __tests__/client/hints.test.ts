import {describe, expect, test} from '@jest/globals';
import {createClient} from '../../src/client/client.ts';
import {createHints} from '../../src/client/hints.ts';
import type {ConversationId, CoreEvent, EntryView} from '../../src/core/api/api.ts';
import type {HintName} from '../../src/lib/hints.ts';
import {defaultSettings} from '../../src/lib/settings.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';
import {
  ANN_KEY,
  BOB_KEY,
  conversation,
  entry,
  ownEntry,
  peer,
  snapshot,
  unreadEntry,
  WITH_BOB,
} from '../support/facts.ts';

const bob = peer(BOB_KEY, 'bob');

/** Ann's hints; `told` and `kept` are what they came to. */
function hintsOf(hinted: readonly string[] = [], isFree = () => true) {
  const client = createClient();
  const told: HintName[] = [];
  const kept: HintName[] = [];
  client.hear({
    type: 'ready',
    snapshot: snapshot({
      peers: [bob],
      conversations: [conversation(WITH_BOB)],
      settings: {...defaultSettings, hinted},
    }),
  });
  const hints = createHints({
    state: client.state,
    tell(name) {
      told.push(...(isFree() ? [name] : []));
      return isFree();
    },
    keep: name => kept.push(name),
  });
  return {hints, told, kept};
}

const added = (...entries: readonly EntryView[]): CoreEvent => ({
  type: 'entries-added',
  conversation: WITH_BOB,
  entries,
});
const reaction = (author: typeof BOB_KEY): CoreEvent => ({
  type: 'entries-changed',
  conversation: WITH_BOB,
  entries: [ownEntry(1, 'tea')],
  changes: [{entry: ownEntry(1, 'tea').id, kind: 'reaction', author, emoji: safeText('👍')}],
});
const answer = {replyTo: {id: 'x', author: ANN_KEY, text: safeText('tea?')}};

describe('a feature begins with', () => {
  test.each<[string, CoreEvent, ConversationId | null, readonly HintName[]]>([
    ['something unread elsewhere', added(unreadEntry(1)), null, ['unread']],
    ['nothing in the open conversation', added(unreadEntry(1)), WITH_BOB, []],
    ['nothing that was read before', added(entry(1)), null, []],
    ['a mention, which is unread, too', added(unreadEntry(1, '@ann?')), null, ['mention', 'unread']],
    ['a request', {type: 'request-received', peer: bob}, WITH_BOB, ['request']],
    ['somebody who accepts', {type: 'request-accepted', peer: bob}, WITH_BOB, ['verify']],
    ['a reply to us', added(entry(1, 'yes', answer)), WITH_BOB, ['reply']],
    ['a link', added(entry(1, 'see https://example.org')), WITH_BOB, ['link']],
    ['a message that disappears', added(entry(1, 'psst', {lifetime: 60})), WITH_BOB, ['expiry']],
    ['a message that waits', added(ownEntry(1, 'hi', {state: 'queued'})), WITH_BOB, ['waiting']],
    ['a reaction of others', reaction(BOB_KEY), WITH_BOB, ['reaction']],
    ['nothing of our own reactions', reaction(ANN_KEY), WITH_BOB, []],
  ])('%s', (_, event, open, names) => {
    const {hints, told, kept} = hintsOf();
    hints.hear(event, open);
    hints.hear(event, open);
    expect(told).toEqual(names);
    expect(kept).toEqual(names);
  });
});

test('what was told in the life of the profile is not told again', () => {
  const {hints, told} = hintsOf(['unread', 'of-a-later-version']);
  hints.hear(added(unreadEntry(1)), null);
  expect(told).toEqual([]);
});

test('what could not be told comes at another occasion', () => {
  let isFree = false;
  const {hints, told, kept} = hintsOf([], () => isFree);
  hints.offer('search');
  expect(kept).toEqual([]);
  isFree = true;
  hints.offer('search');
  hints.offer('search');
  expect([told, kept]).toEqual([['search'], ['search']]);
});
