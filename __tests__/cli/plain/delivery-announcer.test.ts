import {beforeEach, describe, expect, test} from '@jest/globals';
import {createDeliveryNews, type DeliveryNews} from '../../../src/cli/plain/delivery-announcer.ts';
import type {DeliveryState, PeerView} from '../../../src/core/api/api.ts';
import {BOB_KEY, entry, ownEntry, peer, TEN_O_CLOCK, WITH_BOB} from '../../support/facts.ts';
import {settled} from '../../support/history-core.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

const SECOND = 1000;

let clock: ManualClock;
let bob: PeerView;
let said: string[];
let news: DeliveryNews;
let reactions: readonly string[];

beforeEach(() => {
  clock = manualClock(TEN_O_CLOCK);
  bob = peer(BOB_KEY, 'bob', {presence: 'online'});
  said = [];
  reactions = [];
  news = createDeliveryNews({
    clock,
    peer: key => (key === WITH_BOB ? bob : null),
    countMessages: async (_, ids) => ids.filter(id => !reactions.includes(id)).length,
    say: sentence => said.push(sentence),
  });
});

const say = (...numbers: readonly number[]) =>
  news.note({type: 'entries-added', conversation: WITH_BOB, entries: numbers.map(n => ownEntry(n, 'hi'))});
const hear = (n: number) => news.note({type: 'entries-added', conversation: WITH_BOB, entries: [entry(n)]});
const become = (state: DeliveryState, ...numbers: readonly number[]) =>
  news.note({
    type: 'delivery-changed',
    conversation: WITH_BOB,
    ids: numbers.map(n => ownEntry(n, '').id),
    state,
  });

describe('delivery', () => {
  test('a message that arrives soon is not worth a word', () => {
    say(1);
    become('sent', 1);
    clock.advance(SECOND);
    become('delivered', 1);
    clock.advance(60 * SECOND);
    expect(said).toEqual([]);
  });

  test('messages that wait are told of once, and once more when they arrived', async () => {
    bob = {...bob, presence: 'offline'};
    say(1);
    clock.advance(3 * SECOND);
    say(2, 3);
    clock.advance(60 * SECOND);
    expect(said).toEqual(['bob is offline. Your messages are kept and delivered later.']);

    become('delivered', 1);
    become('delivered', 2, 3);
    clock.advance(2 * SECOND);
    await settled();
    expect(said.slice(1)).toEqual(['3 messages were delivered to bob.']);

    say(4);
    become('delivered', 4);
    clock.advance(60 * SECOND);
    expect(said).toHaveLength(2);
  });

  test('a link that is lost makes a message wait', () => {
    say(1);
    become('sent', 1);
    become('queued', 1);
    clock.advance(3 * SECOND);
    expect(said).toEqual(['Not delivered to bob yet. It is kept until it can be.']);
  });

  test('somebody who has not accepted yet is not called offline', () => {
    bob = {...bob, presence: 'offline', relation: 'asking'};
    say(1);
    clock.advance(3 * SECOND);
    expect(said).toEqual(['bob is not ready to talk yet. Your messages are kept and delivered later.']);
  });

  test('what waited since before the start is told of when it arrives', async () => {
    become('delivered', 7);
    clock.advance(2 * SECOND);
    await settled();
    expect(said).toEqual(['1 message was delivered to bob.']);
  });

  test('a reaction that arrives is no message', async () => {
    reactions = [ownEntry(8, '').id];
    become('delivered', 8);
    clock.advance(2 * SECOND);
    await settled();
    expect(said).toEqual([]);
    become('delivered', 7, 8);
    clock.advance(2 * SECOND);
    await settled();
    expect(said).toEqual(['1 message was delivered to bob.']);
  });
});

describe('reading', () => {
  test('is told of once for all messages', () => {
    say(1, 2);
    become('delivered', 1, 2);
    become('read', 1);
    clock.advance(SECOND);
    become('read', 2);
    clock.advance(2 * SECOND);
    expect(said).toEqual(['bob has read your messages.']);
  });

  test('an answer says as much', () => {
    say(1);
    become('delivered', 1);
    become('read', 1);
    clock.advance(SECOND);
    hear(2);
    clock.advance(60 * SECOND);
    expect(said).toEqual([]);
  });
});

test('after the end nothing is said', async () => {
  say(1);
  become('read', 2);
  become('delivered', 3);
  news.close();
  clock.advance(60 * SECOND);
  await settled();
  expect(said).toEqual([]);
});
