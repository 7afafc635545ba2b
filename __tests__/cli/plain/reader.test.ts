import {expect, test} from '@jest/globals';
import {createNarrator} from '../../../src/cli/plain/narrator.ts';
import {createReader} from '../../../src/cli/plain/reader.ts';
import {createSpokenTime} from '../../../src/cli/plain/time-announcer.ts';
import {createClient} from '../../../src/client/client.ts';
import type {Action, Core, CoreEvent, EntryView, Query} from '../../../src/core/api/api.ts';
import {
  BOB_KEY,
  CAROL_KEY,
  conversation,
  unreadEntry as entry,
  MINUTE,
  ownEntry,
  peer,
  snapshot,
  TEN_O_CLOCK,
  WITH_BOB,
  WITH_CAROL,
} from '../../support/facts.ts';
import {answerHistory, settled} from '../../support/history-core.ts';

const bob = peer(BOB_KEY, 'bob', {presence: 'online'});
const carol = peer(CAROL_KEY, 'carol');

/** A reader over a history with Bob; queries wait until `answer` is called. */
function readerOf(history: readonly EntryView[], unread = 0) {
  const facts = snapshot({
    peers: [bob, carol],
    conversations: [conversation(WITH_BOB, {unread})],
  });
  const said: string[] = [];
  const done: Action[] = [];
  let answer = () => {};
  const answered = new Promise<void>(resolve => {
    answer = resolve;
  });
  const core = {
    async query(query: Query) {
      await answered;
      const isHistory = query.type === 'history' || query.type === 'history-after';
      return isHistory ? answerHistory(query.conversation === WITH_BOB ? history : [], query) : facts;
    },
    async perform(action: Action) {
      done.push(action);
      return null;
    },
  } as unknown as Core;
  const client = createClient();
  client.hear({type: 'ready', snapshot: facts});
  const now = () => TEN_O_CLOCK + 30 * MINUTE;
  const reader = createReader({
    core,
    client,
    narrator: createNarrator({
      client,
      time: createSpokenTime({now, format: () => '24h'}),
      now,
      tellsOwn: false,
    }),
    say: lines => said.push(...lines),
    failed: error => said.push(String(error)),
  });
  return {
    reader,
    hear: (event: CoreEvent) => reader.hear(client.hear(event)),
    said,
    done,
    async answer() {
      answer();
      await settled();
    },
  };
}

const added = (...entries: readonly EntryView[]): CoreEvent => ({
  type: 'entries-added',
  conversation: WITH_BOB,
  entries,
});
const read = (...ids: readonly string[]): Action => ({
  type: 'mark-read',
  conversation: WITH_BOB,
  entries: ids,
});

test('opening tells the end of a conversation, and that is read', async () => {
  const {reader, said, done, answer} = readerOf([1, 2, 3, 4, 5, 6, 7].map(n => entry(n)));
  reader.open(WITH_BOB);
  expect(reader.current()).toBe(BOB_KEY);
  await answer();
  expect(said).toEqual([
    'Conversation with bob, online.',
    '10:03 bob: message 3',
    '10:04 bob: message 4',
    '10:05 bob: message 5',
    '10:06 bob: message 6',
    '10:07 bob: message 7',
  ]);
  expect(done).toEqual([read(...[3, 4, 5, 6, 7].map(n => entry(n).id))]);
});

test('all that is unread is told', async () => {
  const {reader, said, answer} = readerOf(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map(n => entry(n)),
    7,
  );
  reader.open(WITH_BOB);
  await answer();
  expect(said.slice(0, 2)).toEqual(['Conversation with bob, online. 7 unread.', '10:03 bob: message 3']);
  expect(said).toHaveLength(8);
});

test('all that is unread is told before it counts as read, however much it is', async () => {
  const numbers = Array.from({length: 260}, (_, index) => index + 1);
  const history = numbers.map(n => (n % 2 === 0 ? ownEntry(n, `answer ${n}`) : entry(n)));
  const {reader, hear, said, done, answer} = readerOf(history, 120);
  reader.open(WITH_BOB);
  hear(added(entry(259), entry(261)));
  await answer();
  await settled();
  const told = said.flatMap(line => /message (\d+)/.exec(line)?.[1] ?? []).map(Number);
  expect(said[0]).toBe('Conversation with bob, online. 120 unread.');
  expect(told.filter(n => n % 2 === 1)).toEqual(
    numbers.filter(n => n % 2 === 1 && n >= (told[0] ?? 0)).concat(261),
  );
  expect(told[0]).toBeLessThanOrEqual(21); // 120 others' messages up to 259
  expect(done.at(-1)).toEqual(read(entry(261).id));
});

test('who goes on to somebody else while much is told leaves the rest unread', async () => {
  const {reader, said, done, answer} = readerOf(
    Array.from({length: 200}, (_, index) => entry(index + 1)),
    200,
  );
  reader.open(WITH_BOB);
  const told = () => said.filter(line => line.includes('bob: message'));
  const goOn = answer();
  while (told().length === 0) {
    await Promise.resolve();
  }
  reader.open(WITH_CAROL);
  await goOn;
  expect(told()).toHaveLength(50);
  expect(done).toEqual([read(...Array.from({length: 50}, (_, index) => entry(index + 1).id))]);
});

test('what comes in while a conversation is opened comes after it, once', async () => {
  const {reader, hear, said, done, answer} = readerOf([entry(1), entry(2)]);
  reader.open(WITH_BOB);
  hear(added(entry(2), entry(3)));
  hear({type: 'peer-online', peer: carol});
  expect(said).toEqual([]);
  await answer();
  expect(said).toEqual([
    'Conversation with bob, online.',
    '10:01 bob: message 1',
    '10:02 bob: message 2',
    '10:03 bob: message 3',
    '10:30 carol is online.',
  ]);
  expect(done).toEqual([read(entry(1).id, entry(2).id), read(entry(3).id)]);
});

test('what is heard elsewhere stays unread', async () => {
  const {reader, hear, said, done, answer} = readerOf([]);
  reader.open(WITH_CAROL);
  await answer();
  hear(added(entry(1)));
  expect(said).toEqual(['Conversation with carol, offline.', '10:01 bob: message 1']);
  expect(done).toEqual([]);
});

test('a muted conversation is heard only while it is open', async () => {
  const {reader, hear, said, answer} = readerOf([]);
  const change = (isMuted: boolean) =>
    hear({type: 'conversation-changed', conversation: conversation(WITH_BOB, {muted: isMuted})});
  change(true);
  hear(added(entry(1)));
  reader.open(WITH_BOB);
  await answer();
  hear(added(entry(2)));
  reader.open(WITH_CAROL);
  await settled();
  hear(added(entry(3)));
  change(false);
  hear(added(entry(4)));
  expect(said).toEqual([
    'Conversation with bob, online.',
    '10:02 bob: message 2',
    'Conversation with carol, offline.',
    '10:04 bob: message 4',
  ]);
});

test('only the conversation opened last is told', async () => {
  const {reader, said, answer} = readerOf([entry(1)]);
  reader.open(WITH_BOB);
  reader.open(WITH_CAROL);
  await answer();
  expect(said).toEqual(['Conversation with carol, offline.']);
});

test('opening what is open says nothing; own messages need no reading', async () => {
  const {reader, said, done, answer} = readerOf([ownEntry(1, 'hi')]);
  reader.open(WITH_BOB);
  await answer();
  reader.open(WITH_BOB);
  await settled();
  expect(said).toEqual(['Conversation with bob, online.', '10:01 you, not delivered yet: hi']);
  expect(done).toEqual([]);
});

test('a conversation that is deleted is not open any more', async () => {
  const {reader, hear, answer} = readerOf([]);
  reader.open(WITH_BOB);
  await answer();
  hear({type: 'peer-forgotten', key: BOB_KEY});
  expect(reader.current()).toBe(null);
});
