import {expect, test} from '@jest/globals';
import type {Action, CoreEvent} from '../../src/core/api/api.ts';
import {project} from '../../src/store/project.ts';
import {followReading} from '../../src/store/reading.ts';
import {createAppStore} from '../../src/store/store.ts';
import {openConversation, scrollTo, startWindow, takeOlder} from '../../src/store/view.ts';
import {BOB_KEY, conversation, entry, snapshot, TEN_O_CLOCK} from '../support/facts.ts';
import {settled} from '../support/history-core.ts';
import {manualClock} from '../support/manual-clock.ts';

/** Somebody who looks until told otherwise. */
function switchableEyes() {
  let sees = true;
  let changed = () => {};
  return {
    see: () => sees,
    subscribe(listener: () => void) {
      changed = listener;
      return () => {};
    },
    turn(to: boolean) {
      sees = to;
      changed();
    },
  };
}

type SetUp = {
  readonly failed?: (error: unknown) => void;
  readonly perform?: () => Promise<never>;
};

function setUp({failed = () => {}, perform: answer = () => Promise.resolve(null as never)}: SetUp = {}) {
  const store = createAppStore();
  const clock = manualClock(TEN_O_CLOCK);
  const performed: Action[] = [];
  const perform = (action: Action) => {
    performed.push(action);
    return answer();
  };
  const push = (...events: readonly CoreEvent[]) =>
    store.change(state => project(state, events, TEN_O_CLOCK));
  push({type: 'ready', snapshot: snapshot({conversations: [conversation(BOB_KEY, {unread: 2})]})});
  const eyes = switchableEyes();
  followReading({core: Promise.resolve({perform}), store, clock, failed, eyes});
  const open = () =>
    store.change(state =>
      takeOlder(startWindow(openConversation(state, BOB_KEY), BOB_KEY, 'end'), BOB_KEY, {
        entries: [entry(1), entry(2)],
        more: false,
      }),
    );
  return {store, clock, performed, push, open, eyes};
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

test('what comes while nobody looks is read when somebody does, and stands below the "new" line', async () => {
  const {store, performed, push, open, clock, eyes} = setUp();
  open();
  await settled();
  push({type: 'conversation-changed', conversation: conversation(BOB_KEY, {lastRead: entry(2).order})});
  clock.advance(250);
  eyes.turn(false);
  push(
    {type: 'entries-added', conversation: BOB_KEY, entries: [entry(3)]},
    {
      type: 'conversation-changed',
      conversation: conversation(BOB_KEY, {unread: 1, lastRead: entry(2).order}),
    },
  );
  await settled();
  clock.advance(10_000);
  await settled();
  expect(performed).toEqual([markedUpTo(2)]);
  eyes.turn(true);
  await settled();
  expect(performed).toEqual([markedUpTo(2), markedUpTo(3)]);
  expect(store.getState().newBelow).toEqual(entry(2).order);
});

test('who looks away and back while nothing comes finds the "new" line where it was', async () => {
  const {store, push, open, eyes} = setUp();
  open();
  push({type: 'conversation-changed', conversation: conversation(BOB_KEY, {lastRead: entry(2).order})});
  const {newBelow} = store.getState();
  eyes.turn(false);
  eyes.turn(true);
  expect(store.getState().newBelow).toEqual(newBelow);
});

test('a mark that cannot be stored is told once and tried ever more rarely, until it can be', async () => {
  const problems: unknown[] = [];
  let isFull = true;
  const {clock, performed, push, open} = setUp({
    failed: error => problems.push(error),
    perform: () => (isFull ? Promise.reject(new Error('The disk is full.')) : Promise.resolve(null as never)),
  });
  open();
  for (let second = 0; second < 600; second++) {
    await settled();
    clock.advance(1000);
  }
  expect(performed.length).toBeLessThan(25);
  expect(performed.length).toBeGreaterThan(10); // once a minute at least
  expect(problems).toEqual([new Error('The disk is full.')]);
  isFull = false;
  clock.advance(60_000);
  await settled();
  push({type: 'conversation-changed', conversation: conversation(BOB_KEY, {lastRead: entry(2).order})});
  clock.advance(250);
  const before = performed.length;
  isFull = true;
  push(
    {type: 'entries-added', conversation: BOB_KEY, entries: [entry(3)]},
    {type: 'conversation-changed', conversation: conversation(BOB_KEY, {unread: 1})},
  );
  await settled();
  expect(performed.length).toBe(before + 1);
  expect(problems).toHaveLength(2);
});
