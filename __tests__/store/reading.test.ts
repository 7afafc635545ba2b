import {expect, test} from '@jest/globals';
import type {Action, CoreEvent} from '../../src/core/api.ts';
import {project} from '../../src/store/project.ts';
import {followReading} from '../../src/store/reading.ts';
import {createAppStore} from '../../src/store/store.ts';
import {openConversation, scrollTo, startWindow, takeOlder} from '../../src/store/view.ts';
import {BOB_KEY, conversation, entry, snapshot, TEN_O_CLOCK} from '../support/facts.ts';
import {settled} from '../support/history-core.ts';
import {manualClock} from '../support/manual-clock.ts';

function setUp() {
  const store = createAppStore();
  const clock = manualClock(TEN_O_CLOCK);
  const performed: Action[] = [];
  const perform = (action: Action) => {
    performed.push(action);
    return Promise.resolve(null as never);
  };
  const push = (...events: readonly CoreEvent[]) =>
    store.change(state => project(state, events, TEN_O_CLOCK));
  push({type: 'ready', snapshot: snapshot({conversations: [conversation(BOB_KEY, {unread: 2})]})});
  followReading({core: Promise.resolve({perform}), store, clock, failed: () => {}});
  const open = () =>
    store.change(state =>
      takeOlder(startWindow(openConversation(state, BOB_KEY), BOB_KEY, 'end'), BOB_KEY, {
        entries: [entry(1), entry(2)],
        more: false,
      }),
    );
  return {store, clock, performed, push, open};
}

const markedUpTo = (n: number) => ({type: 'mark-read', conversation: BOB_KEY, upTo: entry(n).order});

test('what is on the screen counts as read, once', async () => {
  const {performed, push, open} = setUp();
  expect(performed).toEqual([]);
  open();
  await settled();
  expect(performed).toEqual([markedUpTo(2)]);
  push({type: 'conversation-changed', conversation: conversation(BOB_KEY, {lastRead: entry(2).order})});
  await settled();
  expect(performed.length).toBe(1);
});

test('what arrives below the screen does not', async () => {
  const {store, performed, open} = setUp();
  store.change(state => scrollTo(state, BOB_KEY, {item: 'x', row: 0, order: entry(1).order, below: 0}));
  open();
  await settled();
  expect(performed).toEqual([]);
  store.change(state => scrollTo(state, BOB_KEY, null));
  await settled();
  expect(performed).toEqual([markedUpTo(2)]);
});

test('a flood moves the mark a few times a second, the last time to its end', async () => {
  const {clock, performed, push, open} = setUp();
  open();
  for (let n = 3; n <= 100; n++) {
    push(
      {type: 'entries-added', conversation: BOB_KEY, entries: [entry(n)]},
      {type: 'conversation-changed', conversation: conversation(BOB_KEY, {unread: n})},
    );
    await settled();
    clock.advance(10);
  }
  clock.advance(250);
  await settled();
  expect(performed.length).toBeLessThan(8);
  expect(performed.at(-1)).toEqual(markedUpTo(100));
});
