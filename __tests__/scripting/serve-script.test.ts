import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import type {Core} from '../../src/core/api/api.ts';
import {directWith} from '../../src/lib/conversation.ts';
import {systemClock} from '../../src/lib/time/clock.ts';
import {createEventSource, type EventSource, type ScriptEvent} from '../../src/scripting/event-source.ts';
import {serveScript} from '../../src/scripting/serve-script.ts';
import {subscribeScript} from '../../src/scripting/subscription.ts';
import {befriend, createVillage, type Person, until, type Village} from '../support/cores.ts';

let village: Village;
let ann: Person;
let bob: Person;

beforeEach(async () => {
  village = createVillage();
  ann = await village.person('ann');
  bob = await village.person('bob');
  await befriend(ann, bob);
});
afterEach(() => village.close());

type Sent = {
  readonly id?: unknown;
  readonly result?: Record<string, unknown>;
  readonly error?: {readonly code: number; readonly message: string; readonly data?: unknown};
  readonly method?: string;
  readonly params?: Record<string, unknown>;
};

/** A script at somebody's core, and all that it was sent. */
async function script(person: Person, ready: () => Promise<void> = () => Promise.resolve()) {
  const source = createEventSource(person.core);
  const sent: Sent[] = [];
  let cuts = 0;
  let quits = 0;
  const served = serveScript({
    ...{
      core: person.core,
      source,
      ready,
      clock: systemClock,
      version: '1.2.3',
      at: {socket: '/s', attach: '/a'},
    },
    send: value => void sent.push(value as Sent),
    sendShared: value => void sent.push(value as Sent),
    files: {
      save: () => Promise.reject(new Error('no file is written here')),
      newPath: () => Promise.reject(new Error('no file is written here')),
    },
    quit: () => void quits++,
    cutOff: () => void cuts++,
  });
  // As at a start: names are known from the first event on.
  await person.core.query({type: 'snapshot'});
  let id = 0;
  const ask = async (method: string, params?: unknown) => {
    id += 1;
    await served.hear({jsonrpc: '2.0', id, method, ...(params === undefined ? {} : {params})});
    return sent.find(one => one.id === id) as Sent;
  };
  const events = (name: string) =>
    sent.flatMap(({method, params}) => (method === 'event' && params?.['event'] === name ? [params] : []));
  return {served, ask, sent, events, cuts: () => cuts, quits: () => quits};
}

describe('send', () => {
  test('answers once it is stored, with the message and its state', async () => {
    const {ask} = await script(ann);
    const {result} = await ask('send', {to: 'bob', text: 'hi'});
    expect(result).toMatchObject({message: {event: 'message', text: 'hi', outgoing: true}, state: 'sent'});
    await bob.next('entries-added', ({entries}) => entries.some(({text}) => text === 'hi'));
  });

  test('waits until it is delivered, or read', async () => {
    const {ask} = await script(ann);
    expect((await ask('send', {to: 'bob', text: 'one', wait: 'delivered'})).result).toMatchObject({
      state: 'delivered',
    });
    const read = ask('send', {to: 'bob', text: 'two', wait: 'read'});
    await bob.next('entries-added', ({entries: [entry]}) => entry?.text === 'two');
    const entries = bob.all('entries-added').flatMap(event => event.entries.map(({id}) => id));
    await bob.act({type: 'mark-read', conversation: directWith(ann.key), entries});
    expect((await read).result).toMatchObject({state: 'read'});
  });

  test('waits no longer than it was told to', async () => {
    const {ask} = await script(ann);
    await village.leave(bob);
    const {result} = await ask('send', {to: 'bob', text: 'hi', wait: 'delivered', timeout: 0});
    expect(['queued', 'sent']).toContain(result?.['state']);
  });

  test.each([
    ['nobody of that name', {to: 'carol', text: 'hi'}, -32_000, {code: 'WHO_UNKNOWN'}],
    ['an empty text', {to: 'bob', text: ''}, -32_000, {code: 'MESSAGE_EMPTY'}],
    ['no text', {to: 'bob'}, -32_602, undefined],
    ['a text that is none', {to: 'bob', text: 7}, -32_602, undefined],
    ['something else to wait for', {to: 'bob', text: 'hi', wait: 'answered'}, -32_602, undefined],
    ['an unknown parameter', {to: 'bob', text: 'hi', urgent: true}, -32_602, undefined],
    ['no object', ['bob', 'hi'], -32_602, undefined],
  ])('refuses %s', async (_, params, code, data) => {
    const {ask} = await script(ann);
    const {error} = await ask('send', params);
    expect(error).toMatchObject(data === undefined ? {code} : {code, data});
    expect(
      (await ann.core.query({type: 'history', conversation: directWith(bob.key), before: null, limit: 9}))
        .entries,
    ).toEqual([]);
  });
});

test('questions', async () => {
  const {ask} = await script(ann);
  for (const text of ['one tea', 'two', 'three tea']) {
    await ask('send', {to: 'bob', text});
  }
  const messagesOf = ({result}: Sent) => (result as {messages: {id: string; text: string}[]}).messages;
  const texts = (sent: Sent) => messagesOf(sent).map(({text}) => text);
  const page = await ask('history', {with: 'bob', limit: 2});
  expect([texts(page), page.result?.['more']]).toEqual([['two', 'three tea'], true]);
  const before = messagesOf(page)[0]?.id;
  expect(texts(await ask('history', {with: 'bob', before}))).toEqual(['one tea']);
  expect((await ask('history', {with: 'bob', before: 'x'})).error?.data).toEqual({code: 'MESSAGE_UNKNOWN'});
  expect(texts(await ask('search', {text: 'tea', with: 'bob'}))).toEqual(['three tea', 'one tea']);
  expect((await ask('contacts')).result).toMatchObject({
    peers: [{name: 'bob', relation: 'contact', unread: 0}],
  });
  expect((await ask('status')).result).toMatchObject({
    version: '1.2.3',
    socket: '/s',
    attach: '/a',
    name: 'ann',
    contacts: 1,
    online: 1,
  });
});

test('a room is named by its #', async () => {
  const {ask, sent} = await script(ann);
  const {id: room} = await ann.act({type: 'create-room', name: 'Old Berlin', history: 'all'});
  await ask('subscribe', {conversation: '#old-berlin', events: ['message']});
  const told = {event: 'message', conversation: room, room: '#Old Berlin', text: 'some tea'};
  expect((await ask('send', {to: '#old-berlin', text: 'some tea'})).result).toMatchObject({message: told});
  await ask('send', {to: 'bob', text: 'more tea'});
  expect((await ask('history', {with: '#Old-Berlin'})).result).toMatchObject({messages: [told], more: false});
  expect((await ask('search', {text: 'tea', with: room})).result).toMatchObject({
    messages: [{...told, event: 'hit'}],
  });
  expect(sent.flatMap(({method, params}) => (method === 'event' ? [params] : []))).toMatchObject([told]);
  expect((await ask('send', {to: '#paris', text: 'hi'})).error?.data).toEqual({code: 'NO_CONVERSATION'});
});

test('a line runs as if it were typed; text goes to the conversation that the same client opened', async () => {
  const {ask, quits} = await script(ann);
  const other = await script(ann);
  expect((await ask('command', {line: '/whoami'})).result).toMatchObject({
    events: [{event: 'self', name: 'ann'}],
  });
  await ask('command', {line: '/query bob'});
  expect((await other.ask('command', {line: 'for whom?'})).error?.data).toEqual({code: 'NO_CONVERSATION'});
  await ask('command', {line: 'for bob'});
  await bob.next('entries-added', ({entries: [entry]}) => entry?.text === 'for bob');
  await ask('command', {line: '/quit'});
  expect(quits()).toBe(1);
});

test.each([
  ['a text', 'hello', -32_600],
  ['a batch', [{jsonrpc: '2.0', id: 1, method: 'status'}], -32_600],
  ['another version', {id: 1, method: 'status'}, -32_600],
  ['a method that is none', {jsonrpc: '2.0', id: 1, method: 'constructor'}, -32_601],
])('%s is refused in the words of JSON-RPC', async (_, value, code) => {
  const {served, sent} = await script(ann);
  await served.hear(value);
  expect(sent).toEqual([expect.objectContaining({error: expect.objectContaining({code})})]);
});

test('who wants no answer gets none', async () => {
  const {served, sent} = await script(ann);
  await served.hear({jsonrpc: '2.0', method: 'send', params: {to: 'bob', text: 'hi'}});
  await served.hear({jsonrpc: '2.0', method: 'send', params: {to: 'carol', text: 'hi'}});
  expect(sent).toEqual([]);
});

describe('subscribe', () => {
  test('tells what happens from now on, in the objects of headless mode', async () => {
    const {ask, events} = await script(ann);
    await ask('send', {to: 'bob', text: 'before'});
    expect((await ask('subscribe')).result).toEqual({cursor: 1});
    await bob.say(ann.key, 'hi');
    await until(() => events('message').length === 1);
    expect(events('message')).toEqual([
      expect.objectContaining({text: 'hi', cursor: 2, outgoing: false, conversation: bob.id}),
    ]);
  });

  test('a bot that was away gets every message once, in their order, whatever happens meanwhile', async () => {
    const texts = Array.from({length: 450}, (_, index) => `message ${index}`);
    await Promise.all(texts.slice(0, 440).map(text => bob.say(ann.key, text)));
    await ann.next('entries-added', ({entries}) => entries.at(-1)?.text === texts[439]);
    const gate: (() => void)[] = [];
    const {ask, events} = await script(ann, () => new Promise(resolve => gate.push(resolve)));
    expect((await ask('subscribe', {after: 30})).result).toEqual({cursor: 30});
    await until(() => gate.length === 1);
    for (const text of texts.slice(440)) {
      await bob.say(ann.key, text); // between two pages: they are in the last page, and events as well
    }
    await ann.say(bob.key, 'an own one');
    await ann.next('entries-added', ({entries}) => entries.at(-1)?.text === texts[449]);
    for (let page = 0; page < 3; page++) {
      await until(() => gate.length > page);
      gate[page]?.();
    }
    await until(() => events('message').length >= 420);
    await bob.say(ann.key, 'the last');
    await until(() => events('message').some(({text}) => text === 'the last'));
    const told = events('message').map(({text}) => text);
    expect(told.filter(text => text !== 'an own one')).toEqual([...texts.slice(30), 'the last']);
    expect(told.filter(text => text === 'an own one')).toHaveLength(1);
  });

  test('one that does not catch up while more happens than can be kept for it is cut off', async () => {
    const told: string[][] = [];
    let cuts = 0;
    let emit: (events: readonly ScriptEvent[]) => void = () => {};
    const subscription = await subscribeScript({
      core: {query: async () => ({entries: [], next: 7})} as unknown as Core,
      source: {
        subscribe(listener: typeof emit) {
          emit = listener;
          return () => {};
        },
      } as unknown as EventSource,
      ...{after: 0, events: null, conversation: null},
      tell: events => void told.push(events.map(({event}) => event)),
      ready: () => new Promise(() => {}),
      tooSlow: () => cuts++,
    });
    subscription.start();
    const many = Array.from({length: 5000}, () => ({event: {event: 'notice'}, about: null}));
    for (let times = 0; times < 4; times++) {
      emit(many);
    }
    expect(cuts).toBe(0);
    emit(many);
    expect(cuts).toBe(1);
    expect(told.flat()).toEqual([]);
  });

  test('only what was asked for', async () => {
    const carol = await village.person('carol');
    await befriend(carol, ann);
    const {ask, events, sent} = await script(ann);
    await ask('subscribe', {conversation: 'carol', events: ['message']});
    await bob.say(ann.key, 'from bob');
    await ann.next('entries-added', ({entries: [entry]}) => entry?.text === 'from bob');
    await carol.say(ann.key, 'from carol');
    await until(() => events('message').length > 0);
    expect(events('message').map(({text}) => text)).toEqual(['from carol']);
    expect(sent.filter(({method}) => method === 'event')).toHaveLength(1);
  });

  test('a script that is gone is told nothing more', async () => {
    const {ask, served, events} = await script(ann);
    await ask('subscribe');
    served.close();
    await ann.say(bob.key, 'hi');
    await bob.next('entries-added');
    expect(events('message')).toEqual([]);
  });

  test('there is a bound', async () => {
    const {ask} = await script(ann);
    for (let count = 0; count < 16; count++) {
      expect((await ask('subscribe')).error).toBeUndefined();
    }
    expect((await ask('subscribe')).error).toMatchObject({code: -32_600});
  });
});
