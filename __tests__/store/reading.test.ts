import {expect, test} from '@jest/globals';
import type {Action, CoreEvent, EntryId, EntryView} from '../../src/core/api/api.ts';
import {project} from '../../src/store/project.ts';
import {followReading} from '../../src/store/reading.ts';
import {createAppStore} from '../../src/store/store.ts';
import {openConversation, startWindow, takeOlder} from '../../src/store/view.ts';
import {conversation, unreadEntry as entry, snapshot, TEN_O_CLOCK, WITH_BOB} from '../support/facts.ts';
import {settled} from '../support/history-core.ts';
import {manualClock} from '../support/manual-clock.ts';

type SetUp = {
  readonly failed?: (error: unknown) => void;
  readonly perform?: () => Promise<never>;
  /** So many of the newest entries fit on the screen. */
  readonly rows?: number;
};

function setUp({failed = () => {}, perform: answer, rows = 27}: SetUp = {}) {
  const store = createAppStore();
  const clock = manualClock(TEN_O_CLOCK);
  const performed: Action[] = [];
  const push = (...events: readonly CoreEvent[]) =>
    store.change(state => project(state, events, TEN_O_CLOCK));
  const entries: EntryView[] = [];

  /** A core that keeps to its word. */
  const perform = (action: Action) => {
    performed.push(action);
    if (answer === undefined && action.type === 'mark-read') {
      const seen = new Set(action.entries);
      for (const [index, held] of entries.entries()) {
        entries[index] = seen.has(held.id) ? {...held, unread: false} : held;
      }
      push({type: 'entries-read', conversation: WITH_BOB, ids: action.entries}, changed());
    }
    return answer?.() ?? Promise.resolve(null as never);
  };
  const changed = (): CoreEvent => {
    const unread = entries.filter(held => held.unread).sort((a, b) => a.order[0] - b.order[0]);
    const [first] = unread;
    const firstUnread = first === undefined ? null : {id: first.id, order: first.order};
    const view = conversation(WITH_BOB, {unread: unread.length, firstUnread});
    return {type: 'conversation-changed', conversation: view};
  };
  const arrive = (...some: readonly EntryView[]) => {
    entries.push(...some);
    push({type: 'entries-added', conversation: WITH_BOB, entries: some}, changed());
  };

  let isOnLog = true;
  let isTaken = true;
  let turned = () => {};
  const sight = {
    isOnLog: () => isOnLog,
    unreadInView(): readonly EntryId[] {
      const shown = store.getState().windows.get(WITH_BOB)?.entries ?? [];
      return shown
        .slice(-rows)
        .filter(held => held.unread)
        .map(held => held.id);
    },
    isOutputTaken: () => Promise.resolve(isTaken),
    subscribe(listener: () => void) {
      turned = listener;
      return () => {};
    },
  };

  push({type: 'ready', snapshot: snapshot({conversations: [conversation(WITH_BOB)]})});
  followReading({core: Promise.resolve({perform}), store, clock, failed, sight});

  /** Opens the conversation with these entries in it. */
  async function open(...some: readonly EntryView[]): Promise<void> {
    entries.push(...some);
    push(changed());
    store.change(state =>
      takeOlder(startWindow(openConversation(state, WITH_BOB), WITH_BOB, 'end'), WITH_BOB, {
        entries: some,
        more: false,
      }),
    );
    await pass(300);
  }

  async function pass(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += 50) {
      clock.advance(50);
      await settled();
    }
  }

  const read = () => performed.flatMap(action => (action.type === 'mark-read' ? action.entries : []));
  return {
    ...{store, push, open, arrive, pass, performed, read},
    async turn(to: boolean) {
      isOnLog = to;
      turned();
      await pass(300);
    },
    take(to: boolean) {
      isTaken = to;
    },
  };
}

const ids = (...numbers: readonly number[]) => numbers.map(n => entry(n).id);
const range = (from: number, to: number) =>
  Array.from({length: to - from + 1}, (_, index) => entry(from + index));

test('what is on the screen is told to be read, once', async () => {
  const {performed, open, pass, read} = setUp();
  expect(performed).toEqual([]);
  await open(entry(1), entry(2));
  await pass(1000);
  expect(performed).toHaveLength(1);
  expect(read()).toEqual(ids(1, 2));
});

test('of 80 unread with 27 on the screen, 27 are read', async () => {
  const {open, read, store, pass} = setUp();
  await open(...range(1, 80));
  await pass(5000);
  expect(read()).toHaveLength(27);
  expect(read()[0]).toBe(entry(54).id);
  expect(store.getState().conversations.get(WITH_BOB)?.unread).toBe(53);
  expect(store.getState().newFrom).toEqual(entry(1).order);
});

test('what arrives above the view is not, and the "new" line goes there', async () => {
  const {open, arrive, pass, read, store} = setUp({rows: 5});
  await open(...range(1, 20).map(one => ({...one, unread: false})));
  const late = {...entry(99), order: [3, 1, 99] as const};
  arrive(late);
  await pass(5000);
  expect(read()).toEqual([]);
  expect(store.getState().conversations.get(WITH_BOB)?.unread).toBe(1);
  expect(store.getState().newFrom).toEqual(late.order);
});

test('a flood is marked a few times a second, the last time with its end', async () => {
  const {performed, open, arrive, pass, read} = setUp();
  await open();
  for (let n = 3; n <= 100; n++) {
    arrive(entry(n));
    await pass(10);
  }
  await pass(500);
  expect(performed.length).toBeLessThan(30);
  expect(read().at(-1)).toBe(entry(100).id);
});

test('what comes while nobody looks is read when somebody does, and stands below the "new" line', async () => {
  const {store, open, arrive, turn, read, pass} = setUp();
  await open(entry(1), entry(2));
  expect(store.getState().newFrom).toEqual(entry(1).order);
  await turn(false);
  arrive(entry(3));
  await pass(10_000);
  expect(read()).toEqual(ids(1, 2));
  expect(store.getState().newFrom).toEqual(entry(3).order);
  await turn(true);
  expect(read()).toEqual(ids(1, 2, 3));
  expect(store.getState().newFrom).toEqual(entry(3).order);
});

test('a line is drawn for what nobody saw, and none for what is seen as it comes', async () => {
  const {store, open, arrive, pass} = setUp();
  await open();
  arrive(entry(3));
  await pass(1000);
  expect(store.getState().newFrom).toBeNull();
});

test('looking away and back while nothing comes leaves the "new" line where it was', async () => {
  const {store, open, turn} = setUp();
  await open(entry(1), entry(2));
  const {newFrom} = store.getState();
  await turn(false);
  await turn(true);
  expect(store.getState().newFrom).toEqual(newFrom);
});

test('nothing is read while the terminal has not taken what was drawn', async () => {
  const {open, take, pass, read} = setUp();
  take(false);
  await open(...range(1, 10));
  await pass(8000);
  expect(read()).toEqual([]);
  take(true);
  await pass(500);
  expect(read()).toHaveLength(10);
});

test('a mark that cannot be stored is told once and tried ever more rarely', async () => {
  const problems: unknown[] = [];
  const {performed, open, pass} = setUp({
    failed: error => problems.push(error),
    perform: () => Promise.reject(new Error('The disk is full.')),
  });
  await open(entry(1));
  await pass(600_000);
  expect(performed.length).toBeLessThan(25);
  expect(performed.length).toBeGreaterThan(10); // once a minute at least
  expect(problems).toEqual([new Error('The disk is full.')]);
});
