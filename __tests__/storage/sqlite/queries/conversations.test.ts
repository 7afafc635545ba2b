import {beforeEach, describe, expect, test} from '@jest/globals';
import type {Database} from '../../../../src/storage/types.ts';
import type {WireEntry} from '../../../../src/wire/chat/messages.ts';
import {ADA, BOB, draft, memoryDatabase, NOW, texts, WITH_BOB, WITH_EVE} from '../../support.ts';

let database: Database;

beforeEach(() => {
  ({database} = memoryDatabase());
});

const listing = () => database.conversation(WITH_BOB)?.listing;

describe('an archived conversation', () => {
  beforeEach(() => {
    database.appendOwn(WITH_BOB, [draft('hello')]);
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(7));
    expect(database.setListing(WITH_BOB, 'archived')).toMatchObject({
      id: BOB,
      unread: 1,
      listing: 'archived',
    });
  });

  test.each([
    ['of theirs', () => database.appendRemote(WITH_BOB, BOB, 5, 2, texts(8))],
    ['of ours', () => database.appendOwn(WITH_BOB, [draft('again')])],
  ])('comes back with a message %s', (_, say) => {
    say();
    expect(listing()).toBe('normal');
  });

  test('stays away with anything else, and with a message while it is muted', () => {
    const target = {author: ADA, epoch: 1, sequence: 1};
    const [entry] = texts(8);
    database.appendRemote(WITH_BOB, BOB, 5, 2, [
      {...entry, kind: 'reaction', body: '👍', target} as WireEntry,
    ]);
    database.appendOwn(WITH_EVE, [draft('to somebody else')]);
    expect(listing()).toBe('archived');
    database.setMuted(WITH_BOB, true, null);
    database.appendRemote(WITH_BOB, BOB, 5, 3, texts(9));
    expect(listing()).toBe('archived');
    database.setMuted(WITH_BOB, false, null);
    database.appendRemote(WITH_BOB, BOB, 5, 4, texts(10));
    expect(listing()).toBe('normal');
  });
});

test('a pinned conversation stays pinned, whatever is said', () => {
  database.setListing(WITH_BOB, 'pinned');
  database.appendRemote(WITH_BOB, BOB, 5, 1, texts(7));
  expect(listing()).toBe('pinned');
});

test('nothing is left of either, nor of a mute that ends, once somebody is forgotten', () => {
  database.setListing(WITH_BOB, 'pinned');
  database.setMuted(WITH_BOB, true, NOW + 1);
  database.forgetPeer(BOB);
  expect(database.nextMuteEnd()).toBeNull();
  database.appendRemote(WITH_BOB, BOB, 5, 1, texts(7));
  expect(database.conversation(WITH_BOB)).toMatchObject({muted: false, mutedUntil: null, listing: 'normal'});
});
