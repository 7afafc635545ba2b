import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {conversationId, directWith} from '../../src/lib/conversation.ts';
import {befriend, createVillage, type Person, quiet, type Village} from '../support/cores.ts';

let village: Village;
let ann: Person;
let bob: Person;
let saved: unknown[];

beforeEach(async () => {
  village = createVillage();
  saved = [];
  ann = await village.person('ann', {saveSettings: change => void saved.push(change)});
  bob = await village.person('bob');
  await befriend(ann, bob);
});

afterEach(() => village.close());

describe('settings', () => {
  test('are in the snapshot, are saved, and everybody hears of a change', async () => {
    expect((await ann.snapshot()).settings).toMatchObject({theme: 'auto', receipts: true});
    await ann.act({type: 'set', key: 'theme', value: 'dark'});
    expect(await ann.next('settings-changed')).toMatchObject({settings: {theme: 'dark'}});
    expect((await ann.snapshot()).settings.theme).toBe('dark');
    expect(saved).toEqual([{theme: 'dark'}]);
  });

  test('typing: others are not told while it is off', async () => {
    const type = () => ann.act({type: 'typing', conversation: directWith(bob.key), active: true});
    await ann.act({type: 'set', key: 'typing', value: 'off'});
    await type();
    await quiet();
    expect(bob.all('typing-changed')).toEqual([]);
    await ann.act({type: 'set', key: 'typing', value: 'on'});
    await type();
    await bob.next('typing-changed', ({active}) => active);
  });

  test('requests: strangers are refused from then on', async () => {
    await ann.act({type: 'set', key: 'requests', value: 'closed'});
    const eve = await village.person('eve');
    await expect(eve.dial('ann')).rejects.toMatchObject({code: 'NOT_NATTER'});
    expect((await ann.snapshot()).peers.map(({key}) => key)).toEqual([bob.key]);
  });

  test('receipts: the word of before means the same', async () => {
    await ann.act({type: 'set-receipts', on: false});
    expect(await ann.next('settings-changed')).toMatchObject({settings: {receipts: false}});
    expect(saved).toEqual([{receipts: false}]);
  });
});

describe('drafts', () => {
  test('every screen hears of one, and at which it was typed', async () => {
    const draft = {conversation: directWith(bob.key), text: 'hel', screen: 'left'};
    await ann.act({type: 'keep-draft', ...draft});
    expect(await ann.next('draft-changed')).toMatchObject(draft);
    await ann.act({type: 'keep-draft', ...draft, conversation: conversationId('f'.repeat(64))});
    await quiet();
    expect(ann.all('draft-changed')).toHaveLength(1);
  });

  test('a screen that comes later learns which one tells the user', async () => {
    await ann.act({type: 'attend', screen: 'left', isThere: true});
    expect(await ann.next('attention-changed')).toMatchObject({screen: 'left'});
    expect((await ann.snapshot()).attended).toBe('left');
  });
});

describe('mute', () => {
  test('is kept with the conversation, also before anything was said', async () => {
    const muted = await ann.act({type: 'mute', conversation: directWith(bob.key), muted: true});
    expect(muted).toMatchObject({id: bob.key, muted: true, unread: 0});
    expect(await ann.next('conversation-changed')).toMatchObject({conversation: {id: bob.key, muted: true}});
    await bob.say(ann.key, 'psst');
    await ann.next('entries-added');
    expect((await ann.snapshot()).conversations).toMatchObject([
      {id: bob.key, participants: [bob.key], muted: true, unread: 1},
    ]);
    expect(await ann.act({type: 'mute', conversation: directWith(bob.key), muted: false})).toMatchObject({
      muted: false,
    });
  });

  test('with a time ends by itself, and everybody hears of it', async () => {
    const before = Date.now();
    await ann.act({type: 'mute', conversation: directWith(bob.key), muted: true, seconds: 0.02});
    const {conversation} = await ann.next('conversation-changed');
    expect(conversation).toMatchObject({id: bob.key, muted: true});
    expect(conversation.mutedUntil).toBeGreaterThanOrEqual(before + 20);
    expect(await ann.next('conversation-changed', each => !each.conversation.muted)).toMatchObject({
      conversation: {id: bob.key, mutedUntil: null},
    });
  });

  test('of nobody we know is refused', async () => {
    const muting = ann.act({type: 'mute', conversation: conversationId('f'.repeat(64)), muted: true});
    await expect(muting).rejects.toMatchObject({code: 'WHO_UNKNOWN'});
    expect((await ann.snapshot()).conversations).toEqual([]);
  });
});

describe('pinned and archived', () => {
  test('is kept with the conversation; a message brings an archived one back', async () => {
    const put = (listing: 'pinned' | 'archived') =>
      ann.act({type: 'list', conversation: directWith(bob.key), listing});
    expect(await put('pinned')).toMatchObject({id: bob.key, listing: 'pinned'});
    expect(await ann.next('conversation-changed')).toMatchObject({conversation: {listing: 'pinned'}});
    await put('archived');
    expect((await ann.snapshot()).conversations).toMatchObject([{listing: 'archived'}]);
    await bob.say(ann.key, 'psst');
    expect(
      await ann.next('conversation-changed', ({conversation}) => conversation.unread === 1),
    ).toMatchObject({
      conversation: {listing: 'normal'},
    });
  });

  test('of nobody we know is refused', async () => {
    const listing = ann.act({type: 'list', conversation: conversationId('f'.repeat(64)), listing: 'pinned'});
    await expect(listing).rejects.toMatchObject({code: 'WHO_UNKNOWN'});
  });
});

describe('search', () => {
  test('finds what both sides said, the newest text of it, as entries look now', async () => {
    const said = await ann.act({
      type: 'say',
      conversation: directWith(bob.key),
      kind: 'text',
      text: 'tea at four',
    });
    await bob.next('entries-added');
    await bob.say(ann.key, 'four is late');
    await ann.next('entries-added', ({entries}) => entries.some(entry => !entry.outgoing));
    await ann.act({type: 'edit', conversation: directWith(bob.key), entry: said.id, text: 'coffee at four'});
    await ann.act({type: 'react', conversation: directWith(bob.key), entry: said.id, emoji: '👍'});

    const find = (text: string, limit = 10) =>
      ann.core.query({type: 'search', text, conversation: null, limit});
    expect(await find('four')).toMatchObject({
      hits: [
        {text: 'four is late', outgoing: false, conversation: directWith(bob.key)},
        {text: 'coffee at four', outgoing: true, edited: true, reactions: [{emoji: '👍'}]},
      ],
      next: null,
    });
    expect(await find('tea')).toEqual({hits: [], next: null});
    const first = await find('four', 1);
    expect(first).toMatchObject({hits: [{text: 'four is late'}], next: expect.any(Number)});
    const rest = {before: first.next ?? 0, limit: 1} as const;
    expect(
      await ann.core.query({type: 'search', text: 'four', conversation: directWith(bob.key), ...rest}),
    ).toMatchObject({hits: [{text: 'coffee at four'}]});
  });
});
