import {beforeEach, describe, expect, test} from '@jest/globals';
import type {Query, SearchPage} from '../../src/core/api/api.ts';
import {createSearch, type Search} from '../../src/store/search.ts';
import {type AppStore, createAppStore} from '../../src/store/store.ts';
import {entry, WITH_BOB} from '../support/facts.ts';
import {settled} from '../support/history-core.ts';

type Asked = Extract<Query, {type: 'search'}>;

let store: AppStore;
let search: Search;
let asked: Asked[];
let waiting: ((answer: SearchPage | Error) => void)[];
let failures: unknown[];

beforeEach(() => {
  store = createAppStore();
  asked = [];
  waiting = [];
  failures = [];
  const query = (wanted: Query) =>
    new Promise<never>((resolve, reject) => {
      asked.push(wanted as Asked);
      waiting.push(answer => (answer instanceof Error ? reject(answer) : resolve(answer as never)));
    });
  search = createSearch({
    ...{core: Promise.resolve({query}), store},
    failed: error => void failures.push(error),
  });
});

async function answer(...answers: readonly (SearchPage | Error)[]): Promise<void> {
  for (const page of answers) {
    await settled();
    waiting.shift()?.(page);
    await settled();
  }
}

const everywhere = (text: string) => ({text, conversation: null});
const pageOf = (first: number, count: number, next: number | null): SearchPage => ({
  hits: Array.from({length: count}, (_, index) => entry(first - index)),
  next,
});
const rows = () => store.getState().found?.hits.map(({order}) => order[2]);

describe('a search while somebody types', () => {
  test('asks for a page, and shows that it is under way', async () => {
    search.find(everywhere('noon'));
    await settled();
    expect(asked).toEqual([{type: 'search', text: 'noon', conversation: null, limit: 50}]);
    expect(store.getState().found).toMatchObject({hits: [], busy: true});
    await answer(pageOf(9, 2, null));
    expect(store.getState().found).toMatchObject({wanted: everywhere('noon'), more: false, busy: false});
    expect(rows()).toEqual([9, 8]);
  });

  test('asks one thing at a time, and of those typed meanwhile only the last', async () => {
    for (const text of ['n', 'no', 'noo', 'noon']) {
      search.find(everywhere(text));
    }
    await answer(pageOf(5, 1, null));
    expect(asked.map(({text}) => text)).toEqual(['n', 'noon']);
    expect(rows()).toEqual([]);
    await answer(pageOf(7, 1, null));
    expect(rows()).toEqual([7]);
  });

  test('keeps the hits of before until others come', async () => {
    search.find(everywhere('no'));
    await answer(pageOf(9, 2, null));
    search.find(everywhere('noo'));
    await settled();
    expect(rows()).toEqual([9, 8]);
    expect(store.getState().found?.wanted.text).toBe('no');
    await answer(pageOf(3, 1, null));
    expect(rows()).toEqual([3]);
  });

  test('goes on by itself while pages are short, from where each ended', async () => {
    search.find({text: 'noon', conversation: WITH_BOB});
    await answer({hits: [], next: 800}, pageOf(700, 3, 600), pageOf(500, 60, 400));
    expect(asked.map(({before}) => before)).toEqual([undefined, 800, 600]);
    expect(rows()).toHaveLength(63);
    expect(store.getState().found).toMatchObject({more: true, busy: false});
  });

  test('brings more when asked, and not twice at once', async () => {
    search.find(everywhere('noon'));
    await answer(pageOf(900, 50, 850));
    search.more();
    search.more();
    await answer(pageOf(849, 50, null));
    search.more();
    await settled();
    expect(asked.map(({before}) => before)).toEqual([undefined, 850]);
    expect(rows()).toHaveLength(100);
  });

  test('tells of a failure and can be asked again', async () => {
    search.find(everywhere('noon'));
    await answer(new Error('broken'));
    expect(failures).toHaveLength(1);
    expect(store.getState().found?.busy).toBe(false);
    search.find(everywhere('noon '));
    await answer(pageOf(1, 1, null));
    expect(rows()).toEqual([1]);
  });

  test('forgets all when it is closed, what is under way too', async () => {
    search.find(everywhere('noon'));
    await settled();
    search.close();
    await answer(pageOf(9, 2, null));
    expect(store.getState().found).toBeNull();
  });
});
