import {afterEach, describe, expect, test} from '@jest/globals';
import type {EntryView} from '../../../src/core/api/api.ts';
import {startWindow, takeOlder} from '../../../src/store/view.ts';
import {
  BOB_KEY,
  conversation,
  entry,
  MINUTE,
  ownEntry,
  peer,
  snapshot,
  TEN_O_CLOCK,
  unreadEntry,
  WITH_BOB,
} from '../../support/facts.ts';
import {closeScreens, type DrawnScreen, type DrawOptions, drawScreen} from '../../support/screen.tsx';

const SIZES = [
  {columns: 45, rows: 20},
  {columns: 80, rows: 24},
  {columns: 120, rows: 36},
  {columns: 200, rows: 60},
];
const ALT_U = '\x1bu';
const ALT_END = '\x1b[1;3F';

afterEach(closeScreens);

/** Bob's conversation, opened with these entries in it. */
async function opened(entries: readonly EntryView[], options?: DrawOptions): Promise<DrawnScreen> {
  const screen = await drawScreen(options);
  const unread = entries.filter(one => one.unread);
  const [first] = unread;
  const view = conversation(WITH_BOB, {
    unread: unread.length,
    firstUnread: first === undefined ? null : {id: first.id, order: first.order},
  });
  const bob = peer(BOB_KEY, 'bob', {presence: 'online'});
  await screen.push({type: 'ready', snapshot: snapshot({peers: [bob], conversations: [view]})});
  await screen.open(BOB_KEY, ...entries);
  return screen;
}

const range = (from: number, to: number, make = entry) =>
  Array.from({length: to - from + 1}, (_, index) => make(from + index));

/** The log alone, without the list beside it. */
const log = (screen: DrawnScreen) =>
  screen.rows().map(row => row.replace(/^[^│]*│ ?/, '').replace(/ *│.*$/, ''));

describe.each(SIZES)('at $columns×$rows', size => {
  const many = [...range(1, 50), ...range(51, 130, unreadEntry)];

  test('a conversation is opened at the "new" line if that would not be visible', async () => {
    const screen = await opened(many, size);
    expect(log(screen)[1]).toMatch(/^── 80 new ─+$/);
    expect(log(screen).slice(2, 4).join()).toContain('message 51');
    const shown = screen.model.unreadInView().length;
    expect(log(screen).at(-3)).toBe(`↓ ${80 - shown} new below, PgDn goes there`);
  });

  test('what is unread above the view is counted, and Alt-U goes there', async () => {
    const screen = await opened(many, size);
    await screen.type(ALT_END);
    const above = 80 - screen.model.unreadInView().length;
    expect(log(screen)[0]).toMatch(new RegExp(`^bob · online · .* ↑ ${above} new · Alt-U$`));
    await screen.type(ALT_U);
    expect(log(screen)[1]).toMatch(/^── 80 new ─+$/);
    expect(log(screen)[0]).not.toContain('↑');
  });

  test('a line that is visible anyway leaves the end in view', async () => {
    const screen = await opened([...range(1, 50), ...range(51, 53, unreadEntry)], size);
    expect(log(screen).at(-3)).toContain('message 53');
    expect(screen.model.store.getState().scrolls.size).toBe(0);
  });

  test('what came above the view is announced, reachable, and says both times', async () => {
    const own = range(1, 100).map(({order}) => ownEntry(order[0], `own ${order[0]}`));
    const screen = await opened(own, size);
    const late = unreadEntry(3, 'written apart', {
      order: [3, 1, 999],
      arrived: TEN_O_CLOCK + 150 * MINUTE,
    });
    const firstUnread = {id: late.id, order: late.order};
    await screen.push(
      {type: 'entries-added', conversation: WITH_BOB, entries: [late]},
      {type: 'conversation-changed', conversation: conversation(WITH_BOB, {unread: 1, firstUnread})},
    );
    expect(log(screen)[0]).toMatch(/ ↑ 1 new · Alt-U$/);
    expect(screen.model.unreadInView()).toEqual([]);
    await screen.type(ALT_U);
    expect(screen.model.unreadInView()).toEqual([late.id]);
    const at = log(screen).findIndex(row => row.includes('written apart'));
    expect(
      log(screen)
        .slice(at - 2, at)
        .join('\n'),
    ).toMatch(/^── 1 new ─+$/m);
    expect(log(screen)[at + 1]?.trim()).toBe('written 10:03, came 12:30');
  });
});

test('what is not loaded is loaded, then shown', async () => {
  const all = [...range(1, 50), ...range(51, 450, unreadEntry)];
  const screen = await opened(all.slice(-150), {
    jump(store, id) {
      const at = all.findIndex(one => one.id === id);
      const page = {entries: all.slice(at - 20, at + 130), more: true};
      store.change(state => takeOlder(startWindow(state, WITH_BOB, 'start'), WITH_BOB, page));
      return Promise.resolve(true);
    },
  });
  const firstUnread = {id: entry(51).id, order: entry(51).order};
  await screen.push({
    type: 'conversation-changed',
    conversation: conversation(WITH_BOB, {unread: 400, firstUnread}),
  });
  screen.model.store.change(state => ({
    ...state,
    windows: new Map([...state.windows].map(([key, window]) => [key, {...window, olderExist: true}])),
  }));
  await screen.type(ALT_U);
  expect(screen.asked).toContain(`jump ${entry(51).id}`);
  expect(log(screen)[2]).toContain('message 51');
});

test('a place that is chosen while the first unread message loads is kept', async () => {
  const all = [...range(1, 50), ...range(51, 450, unreadEntry)];
  const loaded = Promise.withResolvers<boolean>();
  const screen = await opened(all.slice(-150), {jump: () => loaded.promise});
  const firstUnread = {id: entry(51).id, order: entry(51).order};
  await screen.push({
    type: 'conversation-changed',
    conversation: conversation(WITH_BOB, {unread: 400, firstUnread}),
  });
  screen.model.store.change(state => ({
    ...state,
    windows: new Map([...state.windows].map(([key, window]) => [key, {...window, olderExist: true}])),
  }));
  await screen.type(ALT_U, ALT_END);
  const before = log(screen).slice(0, -1);
  loaded.resolve(true);
  await screen.type('x');
  expect(log(screen).slice(0, -1)).toEqual(before);
  expect(screen.model.store.getState().scrolls.size).toBe(0);
});

test('where nothing is unread the key says so', async () => {
  const screen = await opened(range(1, 5));
  await screen.type(ALT_U);
  expect(screen.asked).toContain('tell Nothing is unread here.');
});

test('an entry counts as seen with its last row', async () => {
  const tall = 'word '.repeat(40).trim();
  const screen = await opened([...range(1, 30), unreadEntry(31, tall), unreadEntry(32)], {
    columns: 60,
    rows: 24,
  });
  expect(screen.model.unreadInView()).toEqual([unreadEntry(31).id, unreadEntry(32).id]);
  await screen.type('\x1b[5~');
  expect(screen.model.unreadInView()).toEqual([]);
});
