import {afterEach, describe, expect, test} from '@jest/globals';
import {SEARCH} from '../../../../components/pages/search/search-page.ts';
import type {CoreEvent, EntryId, EntryView} from '../../../../src/core/api/api.ts';
import type {AppStore} from '../../../../src/store/store.ts';
import {startWindowAt, takeNewer, takeOlder} from '../../../../src/store/view.ts';
import {
  BOB_KEY,
  CAROL_KEY,
  conversation,
  entry,
  ownEntry,
  peer,
  snapshot,
  WITH_BOB,
  WITH_CAROL,
} from '../../../support/facts.ts';
import {answerHistory, settled} from '../../../support/history-core.ts';
import {closeScreens, type DrawnScreen, type DrawOptions, drawScreen} from '../../../support/screen.tsx';

const NEXT = '\x1bOR';
const PREVIOUS = '\x1bp';
const CTRL_F = '\x06';
const DOWN = '\x1b[B';
const ready: CoreEvent = {
  type: 'ready',
  snapshot: snapshot({
    peers: [peer(BOB_KEY, 'bob', {presence: 'online'}), peer(CAROL_KEY, 'carol')],
    conversations: [conversation(WITH_BOB, {lastActivity: 2}), conversation(WITH_CAROL, {lastActivity: 1})],
  }),
};

/** A thousand messages of Bob; the hits are 900, 500 and 2. */
const past = Array.from({length: 1000}, (_, index) => entry(index + 1));
const carols = entry(7, 'the plan of carol', {
  ...{id: 'carol.7', conversation: WITH_CAROL, author: CAROL_KEY},
});
const hits: readonly EntryView[] = [
  ownEntry(900, 'a plan for noon', {order: [900, 0, 900]}),
  carols,
  entry(500, 'plan b'),
  entry(2 - 3000, 'old plans'),
];

/** As the program does: loads the history around a message into the store. */
async function jump(store: AppStore, id: EntryId): Promise<boolean> {
  const hit = hits.find(candidate => candidate.id === id) ?? past.find(candidate => candidate.id === id);
  if (hit === undefined) {
    return false;
  }
  const all = [...(hit.conversation === WITH_BOB ? past : []), hit].sort((a, b) => a.order[0] - b.order[0]);
  const before = {type: 'history', conversation: hit.conversation, before: hit.order, limit: 50} as const;
  const after = {type: 'history-after', conversation: hit.conversation, after: hit.order, limit: 50} as const;
  store.change(state => {
    const older = takeOlder(startWindowAt(state, hit), hit.conversation, answerHistory(all, before));
    return takeNewer(older, hit.conversation, answerHistory(all, after), 0);
  });
  return true;
}

async function draw(options: DrawOptions = {}): Promise<DrawnScreen> {
  const screen = await drawScreen({jump, ...options});
  await screen.push(ready);
  return screen;
}

/** What the core answers to a search. */
async function answer(screen: DrawnScreen, text: string, found: readonly EntryView[], more = false) {
  const wanted = {text, conversation: screen.model.modes.stateOf(SEARCH)?.scope ?? null};
  screen.model.store.change(state => ({...state, found: {wanted, hits: found, more, busy: false}}));
  await settled();
}

afterEach(closeScreens);

const paneOf = (screen: DrawnScreen) => screen.rows().map(row => row.slice(15));

describe('the search page', () => {
  test('at 80×24: searches as one types and lists the hits, the newest first', async () => {
    const screen = await draw();
    await screen.type(CTRL_F);
    expect(paneOf(screen).filter(row => row !== '')).toEqual([
      ' Search in all conversations',
      ' Find:',
      ' Type words of the message. "Two words" in quotes must be next t…',
      ' Enter opens · ↑ ↓ choose · Esc closes',
      ...screen
        .rows()
        .slice(22)
        .map(row => row.slice(15)),
    ]);
    await screen.type('pl', 'an');
    expect(screen.asked).toEqual(['search ', 'search pl', 'search plan']);
    await answer(screen, 'plan', hits);
    expect(screen.rows().slice(0, 6)).toEqual([
      '1● bob        │ Search in all conversations',
      '2○ carol      │ Find: plan',
      '              │ 2025-03-05  you → bob: a plan for noon',
      '              │ 10:07       carol: the plan of carol',
      '              │ 18:20       bob: plan b',
      '              │ 2025-03-02  bob: old plans',
    ]);
    expect(paneOf(screen)[21]).toBe(' 4 found · Enter opens · ↑ ↓ choose · Esc closes');
    expect(screen.rows()[23]).toBe('> Type /help for all commands');
  });

  test('at 200×50: the part of a long message that holds the words, which stand out', async () => {
    const theme = (await import('../../../../components/theme/theme.ts')).monochromeTheme;
    const screen = await draw({columns: 200, rows: 50, theme});
    await screen.type(CTRL_F, 'plan');
    const long = `${'word '.repeat(60)}and the PLAN, ${'more '.repeat(60)}`;
    await answer(screen, 'plan', [entry(1, 'short'), entry(2, long)]);
    const row = screen.rows()[3]?.split('│')[1] ?? '';
    expect(row).toMatch(/^.*10:02 {7}bob: …word (word )+and the \x1b\[7mPLAN\x1b\[27m, (more )+mo?r?e?…/);
    expect(row.replace(/\x1b\[[\d;]*m/g, '').length).toBe(137);
  });

  test('Tab searches only the open conversation, and all again', async () => {
    const screen = await draw();
    await screen.open(BOB_KEY, ...past.slice(-5));
    await screen.type(CTRL_F, 'plan', '\t');
    expect(paneOf(screen)[0]).toBe(' Search with bob');
    await screen.type('\t');
    expect(paneOf(screen)[0]).toBe(' Search in all conversations');
    expect(screen.asked).toEqual(['search ', 'search plan', `search plan in ${BOB_KEY}`, 'search plan']);
  });

  test('what is pasted goes into the field, as one line', async () => {
    const screen = await draw();
    await screen.type(CTRL_F, '\x1b[200~two\nlines\x1b[201~');
    expect(paneOf(screen)[1]).toBe(' Find: two lines');
    expect(screen.rows()[23]).toBe('> Type /help for all commands');
  });

  test('the keys of the command bar edit the field', async () => {
    const screen = await draw();
    await screen.type(CTRL_F, 'one two', '\x17', 'three', '\x01', 'x', '\x1b[3~', '\x0b', 'y');
    expect(paneOf(screen)[1]).toBe(' Find: xy');
  });

  test('more hits are asked for before the list ends', async () => {
    const screen = await draw();
    await screen.type(CTRL_F, 'plan');
    const many = Array.from({length: 50}, (_, index) => entry(50 - index, `plan ${50 - index}`));
    await answer(screen, 'plan', many, true);
    await screen.type('\x1b[6~');
    expect(screen.asked).not.toContain('search more');
    await screen.type('\x1b[6~');
    expect(screen.asked).toContain('search more');
    expect(paneOf(screen)[21]).toContain('50+ found');
  });

  test('hostile text of a hit stays on its row', async () => {
    const screen = await draw();
    await screen.type(CTRL_F, 'plan');
    await answer(screen, 'plan', [
      entry(1, '\x1b[31mplan\nplan 日本語日本語 plan 日本語日本語日本語日本語日本語'),
    ]);
    expect(paneOf(screen)[2]).toBe(' 10:01       bob: ␛[31mplan plan 日本語日本語 plan 日本語日本語……');
    expect(screen.rows()).toHaveLength(24);
  });

  test('Esc leaves, and forgets what was found', async () => {
    const screen = await draw();
    await screen.type(CTRL_F, 'plan');
    screen.model.press({name: 'escape'});
    await settled();
    expect(paneOf(screen)[0]).toBe(' natter');
    expect(screen.asked.at(-1)).toBe('end search');
  });
});

describe('a hit', () => {
  async function found(options: DrawOptions = {}): Promise<DrawnScreen> {
    const screen = await draw(options);
    await screen.open(BOB_KEY, ...past.slice(-60));
    await screen.type(CTRL_F, 'plan');
    await answer(screen, 'plan', hits);
    return screen;
  }

  const marked = (screen: DrawnScreen) => screen.rows().filter(row => row.includes('»'));

  test('Enter shows it in the middle of its conversation, marked', async () => {
    const screen = await found();
    await screen.type('\r');
    expect(marked(screen)).toEqual([
      '              │»you  a plan for noon                                     … 01:00',
    ]);
    expect(screen.rows().findIndex(row => row.includes('»'))).toBe(10);
    expect(screen.rows()[22]).toBe(
      ' Found 1 of 4 · F3 next · Alt-P previous · Ctrl-F the list · Esc back ──────────',
    );
  });

  test('near the end of the log is shown where it stands', async () => {
    const screen = await draw();
    await screen.open(BOB_KEY, ...past.slice(-30));
    await screen.type(CTRL_F, '998');
    await answer(screen, '998', past.slice(-3, -2));
    await screen.type('\r');
    expect(screen.asked).not.toContainEqual(expect.stringMatching(/^jump/));
    expect(screen.rows()[19]).toBe(
      '              │»     message 998                                           02:38',
    );
    expect(screen.rows()[21]).toBe(
      '              │      message 1000                                          02:40',
    );
  });

  test('F3 and Alt-P go to the next and the previous one, in other conversations too', async () => {
    const screen = await found();
    await screen.type('\r', NEXT);
    expect(screen.rows()[0]).toContain('carol ·');
    expect(marked(screen)[0]).toMatch(/».*the plan of carol/);
    await screen.type(NEXT, NEXT, NEXT);
    expect(marked(screen)[0]).toMatch(/».*old plans/);
    await screen.type(PREVIOUS);
    expect(marked(screen)[0]).toMatch(/».*plan b/);
    expect(screen.rows()[22]).toContain('Found 3 of 4');
  });

  test('somebody who types in the bar can type an n', async () => {
    const screen = await found();
    await screen.type('\r', 'n', 'o', ' thanks');
    expect(screen.rows()[23]).toBe('> no thanks');
    expect(screen.asked.at(-1)).toMatch(/^jump/);
    await screen.type('\r', 'n');
    expect(screen.rows()[23]).toBe('> n');
    expect(screen.asked).toContain('end search');
  });

  test('Esc goes back to where one was: the end of the log', async () => {
    const screen = await found();
    await screen.type('\r', NEXT);
    screen.model.press({name: 'escape'});
    await settled();
    expect(screen.asked.slice(-3)).toEqual(['end search', `open ${BOB_KEY}`, `latest ${BOB_KEY}`]);
    expect(screen.rows()[22]).toContain('F1 help');
  });

  test('Esc goes back to where one was: a place in the log', async () => {
    const screen = await draw();
    await screen.open(BOB_KEY, ...past.slice(-200));
    await screen.type('\x1b[5~', '\x1b[5~', '\x1b[5~');
    const before = screen.rows().slice(0, 22);
    await screen.type(CTRL_F, 'plan');
    await answer(screen, 'plan', hits);
    await screen.type(DOWN, '\r');
    expect(screen.rows().slice(0, 22)).not.toEqual(before);
    screen.model.press({name: 'escape'});
    await settled();
    await settled();
    expect(screen.rows().slice(0, 22)).toEqual(before);
  });

  test('Ctrl-F comes back to the list, at the hit that is shown', async () => {
    const screen = await found();
    await screen.type('\r', NEXT, CTRL_F);
    expect(paneOf(screen)[1]).toBe(' Find: plan');
    expect(screen.model.modes.stateOf(SEARCH)?.at).toBe(1);
  });

  test('whoever goes to another conversation has left the hits', async () => {
    const screen = await found();
    await screen.type('\r', '\x1b2');
    expect(screen.rows()[0]).toContain('carol ·');
    expect(screen.asked.at(-1)).toBe('end search');
    const asked = screen.asked.length;
    await screen.type(NEXT);
    expect(screen.asked.slice(asked)).toEqual([]);
  });
});
