import {beforeEach, describe, expect, test} from '@jest/globals';
import {createNarrator} from '../../../src/cli/plain/narrator.ts';
import {createSpokenTime} from '../../../src/cli/plain/time-announcer.ts';
import {type Client, createClient} from '../../../src/client/client.ts';
import type {CoreEvent, EntryChange, EntryView} from '../../../src/core/api/api.ts';
import {directWith} from '../../../src/lib/conversation.ts';
import type {Settings} from '../../../src/lib/settings.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {
  ann,
  BOB_KEY,
  CAROL_KEY,
  conversation,
  DAVE_KEY,
  entry,
  MINUTE,
  ownEntry,
  peer,
  roomConversation,
  snapshot,
  TEN_O_CLOCK,
  WITH_BOB,
  WITH_CAROL,
} from '../../support/facts.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

const bob = peer(BOB_KEY, 'bob', {presence: 'online'});
const carol = peer(CAROL_KEY, 'carol', {relation: 'request'});

let clock: ManualClock;
let client: Client;

beforeEach(() => {
  clock = manualClock(TEN_O_CLOCK);
  client = createClient();
});

/** What is said about events, after a start at which Bob is known. */
function narrate({tellsOwn = false, format = '24h' as Settings['time']} = {}) {
  const time = createSpokenTime({now: clock.now, format: () => format});
  const narrator = createNarrator({client, time, now: clock.now, tellsOwn});
  const tell = (...events: readonly CoreEvent[]) =>
    events.flatMap(event => narrator.event(client.hear(event)));
  tell({type: 'ready', snapshot: snapshot({peers: [bob], conversations: [conversation(WITH_BOB)]})});
  return {tell, history: narrator.history};
}

const added = (...entries: readonly ReturnType<typeof entry>[]): CoreEvent => ({
  type: 'entries-added',
  conversation: WITH_BOB,
  entries,
});
const changed = (one: EntryView, change: Pick<EntryChange, 'kind'> & Partial<EntryChange>): CoreEvent => ({
  type: 'entries-changed',
  conversation: WITH_BOB,
  entries: [one],
  changes: [{entry: one.id, author: BOB_KEY, emoji: null, ...change}],
});

describe('the start', () => {
  const start = (facts: Parameters<typeof snapshot>[0]) =>
    narrate().tell({type: 'ready', snapshot: snapshot(facts)});

  test('with nobody yet', () => {
    expect(start({})).toEqual([
      'You are ann.',
      'People can reach you at 192.168.1.5:4242.',
      'You have no contacts yet. To connect to someone, type /connect and their address.',
      'Type /help for all commands.',
    ]);
  });

  test('with an alarm, a request and unread messages, in this order', () => {
    const facts = {
      self: ann({reachableAt: []}),
      peers: [bob, carol, peer(DAVE_KEY, 'dave', {relation: 'alarmed'})],
      conversations: [
        conversation(WITH_BOB, {unread: 3}),
        conversation(WITH_CAROL),
        roomConversation('berlin', {unread: 2}),
        conversation(directWith(DAVE_KEY), {unread: 9, muted: true}),
      ],
    };
    expect(start(facts)).toEqual([
      'You are ann.',
      'Nobody can connect to you: no port is open.',
      'Warning: dave (dddd-dddd) has a different key than the contact it resembles: /verify it, then /trust or /block it.',
      'carol asks to talk. Type /accept cccc-cccc or /decline cccc-cccc.',
      '3 unread from bob.',
      '2 unread in "#berlin".',
      'To talk to someone, type /query and a name.',
      'Type /help for all commands.',
    ]);
  });
});

describe('people', () => {
  test('come and go', () => {
    const {tell} = narrate();
    const offline = {type: 'peer-offline', peer: bob, detail: null} as const;
    clock.advance(42 * MINUTE);
    expect(
      tell(
        {type: 'peer-online', peer: bob},
        {...offline, reason: 'quit'},
        {...offline, reason: 'lost', detail: safeText('silent for 12 s')},
      ),
    ).toEqual([
      '10:42 bob is online.',
      '10:42 bob left.',
      '10:42 bob is gone: the connection was lost. (silent for 12 s)',
    ]);
  });

  test('ask, accept, decline, raise an alarm', () => {
    const {tell} = narrate();
    expect(
      tell(
        {type: 'request-received', peer: carol},
        {type: 'request-accepted', peer: bob},
        {type: 'request-declined', peer: bob},
        {type: 'key-alarm', peer: peer(CAROL_KEY, 'bob·cccc'), contact: bob, why: 'name'},
      ),
    ).toEqual([
      '10:00 carol asks to talk. Type /accept cccc-cccc or /decline cccc-cccc.',
      '10:00 bob accepted. You can talk now.',
      '10:00 bob declined to talk.',
      '10:00 WARNING: someone using the name of bob has a different key (cccc-cccc, expected bbbb-bbbb). This could be an attack. Nothing is sent to them. Check with bob by phone or in person; then /trust cccc-cccc or /block cccc-cccc.',
    ]);
  });
});

describe('messages', () => {
  test('have the time of their author', () => {
    expect(narrate().tell(added(entry(1, 'hello'), entry(42, 'one\ntwo')))).toEqual([
      '10:01 bob: hello',
      '10:42 bob: one',
      'bob: two',
    ]);
  });

  test('times are written as they are set', () => {
    const message = added(entry(185, 'hello'));
    expect(narrate({format: '12h'}).tell(message)).toEqual(['1:05pm bob: hello']);
    expect(narrate({format: 'iso'}).tell(message)).toEqual(['2025-03-04 13:05 bob: hello']);
  });

  test('own ones are told only where the typed line does not stand', () => {
    expect(narrate().tell(added(ownEntry(1, 'hi')))).toEqual([]);
    expect(narrate({tellsOwn: true}).tell(added(ownEntry(1, 'hi')))).toEqual(['10:01 you: hi']);
  });

  test('another day is said once', () => {
    const {tell, history} = narrate();
    const [monday, tuesday] = [-1440, -1439].map(n => entry(n, `minute ${n}`));
    if (monday === undefined || tuesday === undefined) {
      throw new Error('both exist');
    }
    expect(history([monday, tuesday, entry(1, 'today')])).toEqual([
      'Monday, 3 March 2025.',
      '10:00 bob: minute -1440',
      '10:01 bob: minute -1439',
      'Today.',
      '10:01 bob: today',
    ]);
    expect(tell(added(entry(2, 'still today')))).toEqual(['10:02 bob: still today']);
    clock.advance(24 * 60 * MINUTE);
    expect(tell({type: 'peer-online', peer: bob})).toEqual(['Today.', '10:00 bob is online.']);
  });

  test('change, whether they were told before or not', () => {
    const {tell} = narrate();
    tell(added(entry(1, 'helo'), entry(2, 'two'), entry(3, 'three')));
    clock.advance(5 * MINUTE);
    expect(
      tell(
        changed(entry(1, 'hello', {edited: true}), {kind: 'edit'}),
        changed(entry(2, '', {deleted: true}), {kind: 'delete'}),
        changed(entry(9, 'from long ago', {edited: true}), {kind: 'edit'}),
      ),
    ).toEqual([
      '10:05 bob, edited: hello',
      '10:05 bob deleted a message.',
      '10:05 bob, edited: from long ago',
    ]);
  });

  test('get reactions, which are told as they happen, of own messages too', () => {
    const {tell} = narrate();
    const own = ownEntry(1, 'react to this');
    expect(tell(added(own))).toEqual([]);
    const reactions = ['👍', '🎉', '🔥'].map(emoji => safeText(emoji));
    const told = reactions.flatMap(emoji => tell(changed(own, {kind: 'reaction', emoji})));
    expect(told).toEqual([
      '10:00 bob reacted 👍 on "react to this".',
      '10:00 bob reacted 🎉 on "react to this".',
      '10:00 bob reacted 🔥 on "react to this".',
    ]);
    expect(tell(changed(own, {kind: 'reaction'}))).toEqual([
      '10:00 bob removed a reaction on "react to this".',
    ]);
  });

  test('disappear', () => {
    const {tell} = narrate();
    tell(added(entry(1), entry(2), entry(3)));
    const removed = (...numbers: readonly number[]): CoreEvent => ({
      type: 'entries-removed',
      conversation: WITH_BOB,
      ids: numbers.map(n => entry(n).id),
    });
    expect(tell(removed(1), removed(1), removed(2, 3, 4))).toEqual([
      '10:00 1 message disappeared.',
      '10:00 2 messages disappeared.',
    ]);
  });
});

test('the time after which messages disappear is told when it changes', () => {
  const {tell} = narrate();
  const about = (more: Parameters<typeof conversation>[1]): CoreEvent => ({
    type: 'conversation-changed',
    conversation: conversation(WITH_BOB, more),
  });
  expect(tell(about({unread: 1}), about({expiry: 86_400}), about({expiry: 86_400}), about({}))).toEqual([
    '10:00 New messages with bob disappear after 1 day.',
    '10:00 New messages with bob do not disappear.',
  ]);
});

test('notices, failures, the end', () => {
  expect(
    narrate().tell(
      {type: 'notice', text: safeText('one\ntwo'), conversation: null},
      {type: 'failed', code: 'DISK_FULL', message: safeText('The disk is full.')},
      {type: 'stopped', error: null},
      {type: 'stopped', error: {code: 'INTERNAL', message: safeText('It broke.')}},
    ),
  ).toEqual(['one', 'two', 'Error: The disk is full.', 'natter ended: It broke.']);
});

test('what is not worth a word', () => {
  expect(
    narrate().tell(
      {type: 'typing-changed', conversation: WITH_BOB, active: true, authors: []},
      {type: 'peer-changed', peer: bob},
      {type: 'self-changed', self: ann()},
      {type: 'conversation-changed', conversation: conversation(WITH_BOB, {unread: 9})},
    ),
  ).toEqual([]);
});

test('an entry that cannot be told is one sentence, and the others are told', () => {
  const {tell, history} = narrate();
  const broken = {
    ...entry(2, ''),
    get text(): never {
      throw new Error('broken on purpose');
    },
  };
  const sentence =
    'bob sent something that cannot be shown. Something went wrong inside natter: broken on purpose';
  expect(tell(added(entry(1, 'one'), broken, entry(3, 'three'))).slice(-3)).toEqual([
    '10:01 bob: one',
    `10:02 ${sentence}`,
    '10:03 bob: three',
  ]);
  expect(history([broken])).toEqual([`10:02 ${sentence}`]);
  expect(tell(changed(broken, {kind: 'edit'}))).toEqual([`10:00 ${sentence}`]);
});
