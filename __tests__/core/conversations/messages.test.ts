import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import type {EntryId, EntryView} from '../../../src/core/api/api.ts';
import {directWith} from '../../../src/lib/conversation.ts';
import {befriend, createVillage, type Person, quiet, until, type Village} from '../../support/cores.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

const NOW = 1_700_000_000_000;
/** With a clock by hand nothing is heard while it stands still. */
const patient = {heartbeat: 1e9, silence: 1e9};

let village: Village;
let ann: Person;
let bob: Person;
let annClock: ManualClock;
let bobClock: ManualClock;

beforeEach(async () => {
  village = createVillage();
  annClock = manualClock(NOW);
  bobClock = manualClock(NOW + 5_000_000);
  ann = await village.person('ann', {clock: annClock, limits: patient});
  bob = await village.person('bob', {clock: bobClock, limits: patient});
  await befriend(ann, bob);
});

afterEach(() => village.close());

function say(from: Person, to: Person, text: string, replyTo?: EntryId): Promise<EntryView> {
  const reply = replyTo === undefined ? {} : {replyTo};
  return from.act({type: 'say', conversation: directWith(to.key), kind: 'text', text, ...reply});
}

/** Says something that the other one has then. */
async function told(from: Person, to: Person, text: string): Promise<EntryView> {
  const said = await say(from, to, text);
  await to.next('entries-added', ({entries}) => entries.some(entry => entry.id === said.id));
  return said;
}

async function history(person: Person, other: Person): Promise<readonly EntryView[]> {
  const query = {type: 'history', conversation: directWith(other.key), before: null, limit: 1000} as const;
  return (await person.core.query(query)).entries;
}

/** The next change of an entry that somebody is told of. */
async function changeOf(person: Person, id: EntryId): Promise<EntryView | undefined> {
  const {entries} = await person.next('entries-changed', event =>
    event.entries.some(entry => entry.id === id),
  );
  return entries.find(entry => entry.id === id);
}

describe('what happened to a message that is shown', () => {
  /** What somebody is told of the next change. */
  async function happened(person: Person): Promise<readonly unknown[]> {
    const {changes} = await person.next('entries-changed', () => true);
    return changes;
  }

  test('is told with it, to both: by whom, what, and with which sign', async () => {
    const said = await told(ann, bob, 'teh tea');
    const [inBob, inAnn] = [
      {conversation: directWith(ann.key), entry: said.id},
      {conversation: directWith(bob.key), entry: said.id},
    ];
    const reaction = {entry: said.id, author: bob.key, kind: 'reaction'};

    await bob.act({type: 'react', ...inBob, emoji: '👍'});
    expect(await happened(ann)).toEqual([{...reaction, emoji: '👍'}]);
    expect(await happened(bob)).toEqual([{...reaction, emoji: '👍'}]);

    await bob.act({type: 'react', ...inBob, emoji: null});
    expect(await happened(ann)).toEqual([{...reaction, emoji: null}]);

    await ann.act({type: 'edit', ...inAnn, text: 'the tea'});
    const own = {entry: said.id, author: ann.key, emoji: null};
    expect(await happened(ann)).toEqual([{...own, kind: 'edit'}]);

    await ann.act({type: 'delete', ...inAnn});
    expect(await happened(ann)).toEqual([{...own, kind: 'delete'}]);
  });

  test('is told of each message, in order, when it comes at once', async () => {
    const [one, two] = [await told(ann, bob, 'one'), await told(ann, bob, 'two')];
    await bob.act({type: 'react', conversation: directWith(ann.key), entry: two.id, emoji: '❤️'});
    await bob.act({type: 'react', conversation: directWith(ann.key), entry: one.id, emoji: '👍'});
    await until(() => ann.all('entries-changed').flatMap(({changes}) => changes).length === 2);
    expect(ann.all('entries-changed').flatMap(({changes}) => changes)).toMatchObject([
      {entry: two.id, emoji: '❤️'},
      {entry: one.id, emoji: '👍'},
    ]);
  });
});

describe('a reply', () => {
  test('quotes what it answers to, on both sides, and follows it', async () => {
    const question = await told(ann, bob, 'tea\nor coffee?');
    const answer = await say(bob, ann, 'tea', question.id);
    expect(answer.replyTo).toEqual({id: question.id, author: ann.key, text: 'tea or coffee?'});
    const {entries} = await ann.next('entries-added', event => event.entries.some(entry => !entry.outgoing));
    expect(entries).toMatchObject([{id: answer.id, replyTo: answer.replyTo}]);
    await ann.act({type: 'edit', conversation: directWith(bob.key), entry: question.id, text: 'cocoa?'});
    await changeOf(bob, question.id);
    expect((await history(bob, ann)).map(entry => entry.replyTo?.text)).toEqual([undefined, 'cocoa?']);
  });

  test('quotes no more than a glance', async () => {
    const long = await told(ann, bob, 'x'.repeat(16_000));
    const answer = await say(bob, ann, 'short', long.id);
    expect(answer.replyTo?.text).toBe(`${'x'.repeat(79)}…`);
  });

  test.each(['nonsense', 'zzzzzzzzzzzz.1.1'])('to %s is refused', async id => {
    const refused = say(ann, bob, 'hm', id as EntryId);
    await expect(refused).rejects.toMatchObject({code: 'MESSAGE_UNKNOWN'});
    await expect(say(ann, bob, 'hm', `${ann.id}.1.1`)).rejects.toMatchObject({code: 'MESSAGE_UNKNOWN'});
    expect(await history(ann, bob)).toEqual([]);
  });
});

describe('an edit', () => {
  test('changes the text on both sides, and both are told', async () => {
    const said = await told(ann, bob, 'teh tea');
    const answer = await ann.act({
      type: 'edit',
      conversation: directWith(bob.key),
      entry: said.id,
      text: 'the tea',
    });
    expect(answer).toMatchObject({id: said.id, text: 'the tea', edited: true, order: said.order});
    expect(await changeOf(bob, said.id)).toMatchObject({text: 'the tea', edited: true});
    expect(await changeOf(ann, said.id)).toMatchObject({text: 'the tea', edited: true});
    expect(bob.all('entries-added')).toHaveLength(1);
    expect((await bob.snapshot()).conversations).toMatchObject([{unread: 1}]);
  });

  test('is for own messages only, and for such that are there', async () => {
    const said = await told(ann, bob, 'mine');
    const edit = (entry: EntryId, text = 'yours') =>
      bob.act({type: 'edit', conversation: directWith(ann.key), entry, text});
    await expect(edit(said.id)).rejects.toMatchObject({code: 'NOT_YOURS'});
    await expect(edit(`${bob.id}.1.1`)).rejects.toMatchObject({code: 'MESSAGE_UNKNOWN'});
    await expect(edit(said.id, ' \n')).rejects.toMatchObject({code: 'MESSAGE_EMPTY'});
    await expect(edit(said.id, 'x'.repeat(16_385))).rejects.toMatchObject({code: 'MESSAGE_TOO_LONG'});
    await quiet();
    expect(bob.database.ownLogs(directWith(ann.key))).toEqual([]);
  });
});

describe('a deletion', () => {
  test('leaves a place on both sides, and no word of it', async () => {
    const said = await told(ann, bob, 'a secret');
    await say(bob, ann, 'what secret?', said.id);
    const answer = await ann.act({type: 'delete', conversation: directWith(bob.key), entry: said.id});
    expect(answer).toMatchObject({id: said.id, text: '', deleted: true, edited: false, reactions: []});
    expect(await changeOf(bob, said.id)).toEqual({
      ...answer,
      conversation: directWith(ann.key),
      outgoing: false,
      unread: true,
      arrived: expect.any(Number),
      state: null,
    });
    const [, reply] = await history(bob, ann);
    expect(reply?.replyTo).toEqual({id: said.id, author: ann.key, text: null});
  });

  test('is for good', async () => {
    const said = await told(ann, bob, 'a secret');
    await expect(
      bob.act({type: 'delete', conversation: directWith(ann.key), entry: said.id}),
    ).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    await ann.act({type: 'delete', conversation: directWith(bob.key), entry: said.id});
    const entry = {conversation: directWith(bob.key), entry: said.id};
    for (const action of [
      {type: 'edit', text: 'again', ...entry},
      {type: 'delete', ...entry},
      {type: 'react', emoji: '👍', ...entry},
    ] as const) {
      await expect(ann.act(action)).rejects.toMatchObject({code: 'MESSAGE_UNKNOWN'});
    }
    await expect(say(ann, bob, 'about that', said.id)).rejects.toMatchObject({code: 'MESSAGE_UNKNOWN'});
  });

  test('of what never left goes out as a place in the log, and shows nowhere else', async () => {
    await village.leave(bob);
    await ann.next('peer-offline');
    const said = await say(ann, bob, 'zebrafish');
    await ann.act({type: 'delete', conversation: directWith(bob.key), entry: said.id});
    await say(ann, bob, 'marmalade');
    const again = await village.person('bob', {clock: bobClock, limits: patient, requests: 'open'});
    annClock.advance(1); // time to look again
    await until(async () => (await history(again, ann)).length > 0);
    expect((await history(again, ann)).map(entry => entry.text)).toEqual(['marmalade']);
    expect(again.database.positions(directWith(ann.key), ann.key)).toMatchObject([{sequence: 3}]);
  });
});

describe('reactions', () => {
  test('are seen by both; the newest of each counts, and can be taken away', async () => {
    const said = await told(ann, bob, 'done!');
    const react = (person: Person, other: Person, emoji: string | null) =>
      person.act({type: 'react', conversation: directWith(other.key), entry: said.id, emoji});
    expect((await react(bob, ann, '🎉')).reactions).toEqual([{emoji: '🎉', authors: [bob.key]}]);
    expect((await changeOf(ann, said.id))?.reactions).toEqual([{emoji: '🎉', authors: [bob.key]}]);
    const both = [ann.key, bob.key].sort();
    expect((await react(ann, bob, '🎉')).reactions).toEqual([{emoji: '🎉', authors: both}]);
    await changeOf(bob, said.id); // his own
    expect((await changeOf(bob, said.id))?.reactions).toEqual([{emoji: '🎉', authors: both}]);
    await react(bob, ann, '👍');
    expect((await react(bob, ann, null)).reactions).toEqual([{emoji: '🎉', authors: [ann.key]}]);
  });

  test.each(['two words', '👍👍', 'a\u0301b', '👩🏽‍❤️‍💋‍👩🏽👩🏽‍❤️‍💋‍👩🏽'])('%j is none', async emoji => {
    const said = await told(ann, bob, 'done!');
    const reacted = bob.act({type: 'react', conversation: directWith(ann.key), entry: said.id, emoji});
    await expect(reacted).rejects.toMatchObject({code: 'REACTION_INVALID'});
  });

  test('are made safe like any text', async () => {
    const said = await told(ann, bob, 'done!');
    const reacted = await bob.act({
      type: 'react',
      conversation: directWith(ann.key),
      entry: said.id,
      emoji: '\u001b',
    });
    expect(reacted.reactions).toEqual([{emoji: '␛', authors: [bob.key]}]);
  });
});

const FOUR_WEEKS = 28 * 24 * 60 * 60_000;

describe('messages that disappear', () => {
  test('do so on both sides, each by its own clock from its own commit', async () => {
    const stays = await told(ann, bob, 'stays');
    const set = await ann.act({type: 'expire', conversation: directWith(bob.key), seconds: 60});
    expect(set).toMatchObject({id: bob.key, expiry: 60});
    const {text} = await bob.next('notice');
    expect(text).toBe('ann made new messages disappear after 1 minute, for both of you.');
    expect(bob.all('conversation-changed').at(-1)?.conversation).toMatchObject({unread: 1, expiry: 60});
    const fromAnn = await told(ann, bob, 'from ann');
    const fromBob = await told(bob, ann, 'from bob');
    expect((await bob.snapshot()).conversations).toMatchObject([{unread: 2}]);

    annClock.advance(59_999);
    await quiet();
    expect(ann.all('entries-removed')).toEqual([]);
    annClock.advance(1);
    expect((await ann.next('entries-removed')).ids).toEqual([fromAnn.id, fromBob.id]);
    expect((await history(ann, bob)).map(entry => entry.id)).toEqual([stays.id]);
    expect(bob.all('entries-removed')).toEqual([]);

    bobClock.advance(60_000);
    expect((await bob.next('entries-removed')).ids).toEqual([fromAnn.id, fromBob.id]);
    expect((await history(bob, ann)).map(entry => entry.id)).toEqual([stays.id]);
    expect((await bob.snapshot()).conversations).toMatchObject([{unread: 1}]);
  });

  test('stay again once somebody says so, and the other is told', async () => {
    await ann.act({type: 'expire', conversation: directWith(bob.key), seconds: 60});
    await bob.next('notice');
    await bob.act({type: 'expire', conversation: directWith(ann.key), seconds: null});
    expect((await ann.next('notice')).text).toBe('bob turned off disappearing messages.');
    await told(ann, bob, 'stays');
    annClock.advance(1e6);
    bobClock.advance(1e6);
    await quiet();
    expect([...ann.all('entries-removed'), ...bob.all('entries-removed')]).toEqual([]);
  });

  test('live as their author was shown, until a change by the other side was seen', async () => {
    await ann.act({type: 'expire', conversation: directWith(bob.key), seconds: 5});
    await bob.next('notice');
    const say = {type: 'say', conversation: directWith(ann.key), kind: 'text', text: 'hm'} as const;
    expect(await bob.act({...say, lifetime: null})).toMatchObject({lifetime: null});
    expect(await bob.act({...say, lifetime: 60})).toMatchObject({lifetime: 60});
    expect(await bob.act({...say, lifetime: 5})).toMatchObject({lifetime: 5});
    expect(await bob.act(say)).toMatchObject({lifetime: 5});
    await expect(bob.act({...say, lifetime: 4})).rejects.toMatchObject({code: 'EXPIRY_INVALID'});
    await bob.act({type: 'expire', conversation: directWith(ann.key), seconds: 120}); // what they said themselves counts at once
    expect(await bob.act({...say, lifetime: null})).toMatchObject({lifetime: 120});
  });

  test('end while natter does not run, too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'natter-messages-'));
    const path = join(folder, 'carol.db');
    const carol = await village.person('carol', {clock: annClock, limits: patient, path});
    await befriend(carol, bob);
    await carol.act({type: 'expire', conversation: directWith(bob.key), seconds: 60});
    await say(carol, bob, 'zebrafish');
    await village.leave(carol);
    annClock.advance(61_000);
    const again = await village.person('carol', {clock: annClock, limits: patient, path});
    await again.next('entries-removed');
    expect(await history(again, bob)).toEqual([]);
    rmSync(folder, {recursive: true, force: true});
  });

  test('wait for somebody who is away, and disappear after they were delivered', async () => {
    await ann.act({type: 'expire', conversation: directWith(bob.key), seconds: 60});
    await bob.next('notice');
    await village.leave(bob);
    await ann.next('peer-offline');
    await say(ann, bob, 'the meeting is moved to 9');
    annClock.jump(6 * 60 * 60_000);
    await quiet();
    expect(ann.all('entries-removed')).toEqual([]);
    const again = await village.person('bob', {clock: bobClock, limits: patient, requests: 'open'});
    annClock.advance(1); // time to look again
    await ann.next('delivery-changed', ({state}) => state === 'delivered');
    expect((await history(again, ann)).map(({text}) => text)).toEqual(['the meeting is moved to 9']);
    annClock.advance(59_999);
    await quiet();
    expect(ann.all('entries-removed')).toEqual([]);
    annClock.advance(1001);
    await ann.next('entries-removed');
  });

  test('go out empty after four weeks in which nobody was there, and are told as not delivered', async () => {
    await ann.act({type: 'expire', conversation: directWith(bob.key), seconds: 60});
    await bob.next('notice');
    await village.leave(bob);
    await ann.next('peer-offline');
    const said = await ann.act({
      type: 'say',
      conversation: directWith(bob.key),
      kind: 'text',
      text: 'zebrafish',
    });
    annClock.jump(FOUR_WEEKS + 60_000);
    expect((await ann.next('entries-removed')).ids).toEqual([said.id]);
    expect(ann.all('notice').map(({text}) => text)).toEqual([
      'A message to bob disappeared before it could be delivered.',
    ]);
    const again = await village.person('bob', {clock: bobClock, limits: patient, requests: 'open'});
    annClock.advance(1); // time to look again
    await until(() => again.database.positions(directWith(ann.key), ann.key)[0]?.sequence === 2);
    expect(await history(again, ann)).toEqual([]);
    await quiet();
    expect(ann.all('delivery-changed').flatMap(({ids}) => ids)).not.toContain(said.id);
  });

  test('in a flood end in turns, and all of them', async () => {
    await ann.act({type: 'expire', conversation: directWith(bob.key), seconds: 5});
    await Promise.all(Array.from({length: 100}, (_, index) => say(ann, bob, `message ${index}`)));
    await until(() => ann.all('delivery-changed').at(-1)?.state === 'delivered');
    await quiet();
    annClock.advance(5000);
    await until(() => ann.all('entries-removed').flatMap(event => event.ids).length === 100);
    expect(Math.max(...ann.all('entries-removed').map(event => event.ids.length))).toBeLessThanOrEqual(32);
    expect(await history(ann, bob)).toEqual([]);
  });

  test('leave the files of the profile', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'natter-messages-'));
    const path = join(folder, 'carol.db');
    const carol = await village.person('carol', {clock: annClock, limits: patient, path});
    await befriend(carol, bob);
    await carol.act({type: 'expire', conversation: directWith(bob.key), seconds: 5});
    const said = await say(carol, bob, 'zebrafish');
    await carol.next('delivery-changed', ({ids, state}) => state === 'delivered' && ids.includes(said.id));
    const sizeOfLog = () => readFileSync(`${path}-wal`).byteLength;
    expect(sizeOfLog()).toBeGreaterThan(0);
    annClock.advance(5000);
    await carol.next('entries-removed');
    annClock.advance(11_000);
    expect(sizeOfLog()).toBe(0); // it held the page as it was; the file itself was overwritten
    annClock.advance(10_000); // until the file is written anew
    expect(carol.database.traces()).toBeNull();
    expect(readdirSync(folder).toSorted()).toEqual(['carol.db', 'carol.db-shm', 'carol.db-wal']);
    await village.leave(carol);
    rmSync(folder, {recursive: true, force: true});
  });

  test.each([0.5, -1, 1, 4, 31_622_401, Number.NaN])('after %d seconds: no', async seconds => {
    const refused = ann.act({type: 'expire', conversation: directWith(bob.key), seconds});
    await expect(refused).rejects.toMatchObject({code: 'EXPIRY_INVALID'});
  });
});

describe('typing', () => {
  const type = (person: Person, other: Person, active: boolean) =>
    person.act({type: 'typing', conversation: directWith(other.key), active});
  const typings = (person: Person) => person.all('typing-changed').map(event => event.active);

  test('is told, at most every three seconds, and ends when it is said to', async () => {
    for (let keys = 0; keys < 10; keys++) {
      await type(ann, bob, true);
    }
    expect(await bob.next('typing-changed')).toEqual({
      type: 'typing-changed',
      conversation: directWith(ann.key),
      active: true,
      authors: [ann.key],
    });
    await type(ann, bob, false);
    await bob.next('typing-changed', event => !event.active);
    await type(ann, bob, false);
    await quiet();
    expect(typings(bob)).toEqual([true, false]);
  });

  test('lapses after six seconds unless it is told again', async () => {
    await type(ann, bob, true);
    await bob.next('typing-changed');
    bobClock.advance(5000);
    annClock.advance(3000);
    await type(ann, bob, true);
    await quiet();
    bobClock.advance(5999);
    expect(typings(bob)).toEqual([true]);
    bobClock.advance(1);
    await bob.next('typing-changed', event => !event.active);
  });

  test('ends with the message, and with the link', async () => {
    await type(ann, bob, true);
    await bob.next('typing-changed');
    await say(ann, bob, 'here it is');
    await bob.next('typing-changed', event => !event.active);
    bobClock.advance(1000);
    await type(ann, bob, true);
    await bob.next('typing-changed', event => event.active);
    await ann.act({type: 'disconnect', who: bob.key});
    await bob.next('typing-changed', event => !event.active);
  });

  test('that goes on and off without end is not a redraw each time', async () => {
    for (let times = 0; times < 50; times++) {
      await type(ann, bob, true);
      await type(ann, bob, false);
    }
    await quiet();
    expect(typings(bob)).toEqual([true, false]);
  });

  test("is nobody's business before they are accepted, and is stored nowhere", async () => {
    const eve = await village.person('eve');
    await eve.dial('bob');
    await bob.next('request-received');
    await type(eve, bob, true);
    await quiet();
    await type(ann, bob, true);
    await quiet();
    expect(bob.all('typing-changed').map(event => event.conversation)).toEqual([ann.key]);
    expect(bob.database.conversations()).toEqual([]);
  });
});

test('its author can ask who got a message, who has read it, and when', async () => {
  const said = await told(ann, bob, 'tea');
  const receipts = (by: Person, entry: EntryId) =>
    by.core.query({type: 'receipts', conversation: directWith(by === ann ? bob.key : ann.key), entry});
  await ann.next('delivery-changed', ({state}) => state === 'delivered');
  const got = {key: bob.key, delivered: NOW};
  expect(await receipts(ann, said.id)).toEqual([{...got, state: 'delivered', read: null}]);
  annClock.advance(60_000);
  await bob.act({type: 'mark-read', conversation: directWith(ann.key), entries: [said.id]});
  await ann.next('delivery-changed', ({state}) => state === 'read');
  expect(await receipts(ann, said.id)).toEqual([{...got, state: 'read', read: NOW + 60_000}]);
  expect(await receipts(bob, said.id)).toEqual([]);
});
