import {describe, expect, test} from '@jest/globals';
import type {EntryView} from '../../src/core/api/api.ts';
import {conversationId} from '../../src/lib/conversation.ts';
import {createHistory} from '../../src/store/history.ts';
import {project} from '../../src/store/project.ts';
import {createAppStore} from '../../src/store/store.ts';
import {openConversation, scrollTo} from '../../src/store/view.ts';
import {entry, snapshot, TEN_O_CLOCK, WITH_BOB} from '../support/facts.ts';
import {settled, slowHistory} from '../support/history-core.ts';

/** Bob's conversation with so many entries in the database. */
function setUp(count: number) {
  const stored: EntryView[] = Array.from({length: count}, (_, index) => entry(index + 1));
  const core = {
    ...slowHistory(() => stored),
    /** Changes what is stored without a word. */
    store: (n: number) => void stored.push(entry(n)),
    remove: (n: number) => void stored.splice(n - 1, 1),
  };
  const store = createAppStore();
  const failures: unknown[] = [];
  const history = createHistory({
    core: Promise.resolve(core),
    store,
    flush: () => {},
    failed: error => failures.push(error),
  });
  store.change(state => openConversation(state, WITH_BOB));
  history.load(WITH_BOB);
  const arrive = (n: number) => {
    stored.push(entry(n));
    store.change(state =>
      project(state, [{type: 'entries-added', conversation: WITH_BOB, entries: [entry(n)]}], TEN_O_CLOCK),
    );
  };
  const numbers = () =>
    store
      .getState()
      .windows.get(WITH_BOB)
      ?.entries.map(({order}) => order[0]) ?? [];
  const window = () => store.getState().windows.get(WITH_BOB);
  return {core, store, history, failures, arrive, numbers, window};
}

const range = (from: number, to: number) => Array.from({length: to - from + 1}, (_, index) => from + index);

describe('after events were left out', () => {
  test('a page is loaded anew, and shown as it was until then', async () => {
    const {core, store, history, numbers, window} = setUp(1000);
    await core.answer();
    core.store(1001); // nobody told of it
    store.change(state => project(state, [{type: 'ready', snapshot: snapshot()}], TEN_O_CLOCK));
    history.again(WITH_BOB);
    expect(numbers()).toEqual(range(851, 1000));
    await core.answer();
    expect(numbers()).toEqual(range(852, 1001));
    expect(window()).toMatchObject({olderExist: true, atEnd: true, loading: false});
  });

  test('it is read at the same place', async () => {
    const {core, store, history, numbers, window} = setUp(1000);
    await core.answer();
    history.older(WITH_BOB);
    await core.answer();
    const scroll = {item: entry(750).id, row: 1, order: entry(750).order};
    store.change(state => scrollTo(state, WITH_BOB, scroll));
    core.store(1001);
    store.change(state => project(state, [{type: 'ready', snapshot: snapshot()}], TEN_O_CLOCK));
    history.again(WITH_BOB);
    expect(numbers()).toEqual(range(701, 1000));
    for (let answers = 0; answers < 4; answers++) {
      await core.answer();
    }
    expect(numbers()).toEqual(range(602, 1001));
    expect(store.getState().scrolls.get(WITH_BOB)).toEqual(scroll);
    expect(window()).toMatchObject({olderExist: true, atEnd: true, loading: false});
  });

  test('what was deleted meanwhile is gone, and a place that is gone is none', async () => {
    const {core, store, history, numbers} = setUp(10);
    await core.answer();
    const {id, order} = entry(4);
    store.change(state => scrollTo(state, WITH_BOB, {item: id, row: 0, order}));
    core.remove(4);
    history.again(WITH_BOB);
    for (let answers = 0; answers < 4; answers++) {
      await core.answer();
    }
    expect(numbers()).toEqual([1, 2, 3, 5, 6, 7, 8, 9, 10]);
  });

  test('who goes to the end meanwhile has it, with what was left out', async () => {
    const {core, history, numbers, window} = setUp(10);
    history.again(WITH_BOB); // before the first page came
    history.latest(WITH_BOB);
    await core.answer();
    expect(numbers()).toEqual(range(1, 10));
    expect(window()).toMatchObject({atEnd: true, loading: false});
  });

  test('who goes to the end from the place that is read has it, with what was left out', async () => {
    const {core, store, history, numbers} = setUp(1000);
    await core.answer();
    store.change(state => scrollTo(state, WITH_BOB, {item: entry(900).id, row: 0, order: entry(900).order}));
    core.store(1001); // nobody told of it
    history.again(WITH_BOB);
    history.latest(WITH_BOB);
    for (let answers = 0; answers < 3; answers++) {
      await core.answer();
    }
    expect(numbers()).toEqual(range(852, 1001));
  });

  test('a jump that comes meanwhile is where it is read then', async () => {
    const {core, history, numbers} = setUp(1000);
    await core.answer();
    history.again(WITH_BOB);
    const jump = history.around(entry(100));
    await core.answer();
    await core.answer();
    await jump;
    expect(numbers()).toEqual(range(1, 250));
  });
});

describe('opening', () => {
  test('loads the last page', async () => {
    const {core, numbers, window} = setUp(1000);
    expect(window()?.loading).toBe(true);
    await core.answer();
    expect(numbers()).toEqual(range(851, 1000));
    expect(window()).toMatchObject({olderExist: true, atEnd: true, loading: false});
  });

  test('takes what arrives while the page is under way, once', async () => {
    const {core, arrive, numbers} = setUp(3);
    arrive(4);
    expect(numbers()).toEqual([4]);
    await core.answer();
    expect(numbers()).toEqual([1, 2, 3, 4]);
  });

  test('asks once, however often', async () => {
    const {core, history} = setUp(1000);
    history.load(WITH_BOB);
    history.older(WITH_BOB);
    await core.answer();
    expect(core.asked.length).toBe(1);
  });

  test('a failing page is reported, and can be asked for again', async () => {
    const store = createAppStore();
    const failures: unknown[] = [];
    const broken = new Error('disk');
    let asked = 0;
    const query = () => {
      asked += 1;
      return Promise.reject(broken);
    };
    const history = createHistory({
      core: Promise.resolve({query}),
      store,
      flush: () => {},
      failed: error => failures.push(error),
    });
    store.change(state => openConversation(state, WITH_BOB));
    history.load(WITH_BOB);
    await settled();
    history.older(WITH_BOB);
    await settled();
    expect([asked, failures]).toEqual([2, [broken, broken]]);
  });
});

describe('scrolling', () => {
  test('back and forth over a long history shows every entry, with a bounded window', async () => {
    const {core, store, history, numbers, window} = setUp(1000);
    await core.answer();
    store.change(state => scrollTo(state, WITH_BOB, {item: entry(900).id, row: 0, order: entry(900).order}));
    for (const from of [701, 551, 401, 251, 101, 1]) {
      history.older(WITH_BOB);
      await core.answer();
      expect(numbers()).toEqual(range(from, Math.min(1000, from + 399)));
    }
    expect(window()).toMatchObject({olderExist: false, atEnd: false});
    for (const to of [550, 700, 850, 1000]) {
      history.newer(WITH_BOB);
      await core.answer();
      expect(numbers()).toEqual(range(to - 399, to));
    }
    expect(window()).toMatchObject({olderExist: true, atEnd: true});
  });

  test('what arrived while the window was elsewhere is there when its end is reached', async () => {
    const {core, history, arrive, numbers, window} = setUp(300);
    await core.answer();
    history.oldest(WITH_BOB);
    await core.answer();
    expect(numbers()).toEqual(range(1, 150));
    history.newer(WITH_BOB);
    await settled();
    arrive(301);
    await core.answer();
    expect(window()?.atEnd).toBe(false);
    history.newer(WITH_BOB);
    await core.answer();
    expect(numbers()).toEqual(range(1, 301));
    expect(window()?.atEnd).toBe(true);
  });

  test('to the first and to the last entry', async () => {
    const {core, store, history, numbers} = setUp(1000);
    await core.answer();
    history.oldest(WITH_BOB);
    await core.answer();
    expect(numbers()).toEqual(range(1, 150));
    history.latest(WITH_BOB);
    await core.answer();
    expect(numbers()).toEqual(range(851, 1000));
    expect(store.getState().scrolls.has(WITH_BOB)).toBe(false);
  });

  test('a page that was asked for before a jump is dropped', async () => {
    const {core, history, numbers} = setUp(1000);
    await core.answer();
    history.older(WITH_BOB);
    history.oldest(WITH_BOB);
    await core.answer();
    expect(numbers()).toEqual(range(1, 150));
  });
});

test('only the windows visited last are kept', async () => {
  const {core, store, history} = setUp(10);
  await core.answer();
  const visited = ['c', 'd', 'e', 'f'].map(letter => conversationId(letter.repeat(64)));
  for (const conversation of visited) {
    store.change(state => openConversation(state, conversation));
    history.load(conversation);
  }
  expect([...store.getState().windows.keys()]).toEqual(visited);
});

describe('going to one entry', () => {
  test('loads what stands before and after it, and shows it on top', async () => {
    const {core, store, history, numbers, window} = setUp(1000);
    await core.answer();
    const gone = history.around(entry(500));
    expect(numbers()).toEqual(range(851, 1000));
    await core.answer();
    await gone;
    expect(numbers()).toEqual(range(350, 650));
    expect(window()).toMatchObject({olderExist: true, atEnd: false, loading: false});
    expect(store.getState().scrolls.get(WITH_BOB)).toMatchObject({item: entry(500).id, row: 0});
  });

  test('near the end, the end is in the window, and what arrives is added', async () => {
    const {core, history, numbers, window} = setUp(1000);
    await core.answer();
    const gone = history.around(entry(990));
    await core.answer();
    await core.answer();
    await gone;
    expect(numbers()).toEqual(range(840, 1000));
    expect(window()).toMatchObject({olderExist: true, atEnd: true});
  });

  test('is given up for the end, wherever it is under way', async () => {
    const {core, history, numbers, store} = setUp(1000);
    await core.answer();
    const gone = history.around(entry(500));
    history.latest(WITH_BOB);
    await core.answer();
    await gone;
    expect(numbers()).toEqual(range(851, 1000));
    expect(store.getState().scrolls.size).toBe(0);
  });
});
