import {afterEach, expect, test} from '@jest/globals';
import {defaultKeyMap} from '../../../components/keys/key-map.ts';
import {drawHint} from '../../../components/status/hint.ts';
import {createPainter} from '../../../components/theme/theme.ts';
import {followHints} from '../../../src/app/screen/hints.ts';
import type {Action, Core} from '../../../src/core/api/api.ts';
import {HINTS} from '../../../src/lib/hints.ts';
import {BOB_KEY, CAROL_KEY, entry, peer, snapshot, WITH_BOB} from '../../support/facts.ts';
import {
  bareTheme,
  closeScreens,
  type DrawnScreen,
  type DrawOptions,
  drawScreen,
} from '../../support/screen.tsx';

const CTRL_F = '\x06';
const PAGE_UP = '\x1b[5~';

afterEach(closeScreens);

/** Bob's conversation, with hints; what is kept of them. */
async function draw(options: DrawOptions = {}): Promise<DrawnScreen & {readonly kept: readonly string[]}> {
  const screen = await drawScreen(options);
  const kept: string[] = [];
  const core = {
    perform(action: Action) {
      kept.push(action.type === 'keep-hint' ? action.hint : action.type);
      return Promise.resolve(null);
    },
  } as unknown as Core;
  followHints({core: Promise.resolve(core), model: screen.model});
  await screen.push({
    type: 'ready',
    snapshot: snapshot({peers: [peer(BOB_KEY, 'bob'), peer(CAROL_KEY, 'carol')]}),
  });
  await screen.open(BOB_KEY, ...Array.from({length: 40}, (_, index) => entry(index + 1)));
  return {...screen, kept};
}

const lower = (screen: DrawnScreen) => screen.rows().slice(-3);

test.each([
  [
    {columns: 80, rows: 24},
    [
      ' Ctrl-R old lines, Ctrl-E edits your last one',
      ' Enter opens carol · ↑ ↓ choose · Ctrl-R last line · Ctrl-E edit last message ·…',
      '> Write to bob, or / for commands',
    ],
  ],
  [
    {columns: 45, rows: 20},
    [
      ' Ctrl-R old lines, Ctrl-E edits your last one',
      ' Enter opens carol · ↑ ↓ choose · Ctrl-R las…',
      '> Write to bob, or / for commands',
    ],
  ],
])('the first ↑ has a row above the status line, at %j', async (size, rows) => {
  const screen = await draw(size);
  await screen.type('\x1b[B');
  expect(lower(screen)).toEqual(rows);
  expect(screen.kept).toEqual(['list']);
});

test('a key that writes nothing takes it away, once it can have been read; it does not come again', async () => {
  const screen = await draw();
  await screen.type(PAGE_UP);
  const hint = ' Alt-End goes to the end, Alt-U to new ones';
  expect(lower(screen)[0]).toBe(hint);
  await screen.type(PAGE_UP);
  expect(lower(screen)[0]).toBe(hint);
  screen.clock.advance(3000);
  await screen.type('letters');
  expect(lower(screen)[0]).toBe(hint);
  await screen.type(PAGE_UP);
  expect(screen.frame()).not.toContain('Alt-End goes');
  await screen.type('\x1b', PAGE_UP);
  expect(screen.frame()).not.toContain('Alt-End goes');
  expect(screen.kept).toEqual(['scroll']);
});

test('the key that it names takes it away at once', async () => {
  const screen = await draw();
  await screen.type(PAGE_UP, '\x1bu');
  expect(screen.frame()).not.toContain('Alt-End goes');
});

test('one is told at a time; another one waits for its next occasion', async () => {
  const screen = await draw();
  await screen.type(PAGE_UP, CTRL_F);
  expect(screen.kept).toEqual(['scroll']);
  screen.clock.advance(3000);
  await screen.type('\x1b', CTRL_F);
  expect(lower(screen)[0]).toBe(' Tab: only here. "Two words" stand together');
  expect(screen.kept).toEqual(['scroll', 'search']);
});

test('there is none where no row is to spare', async () => {
  const screen = await draw({columns: 80, rows: 13});
  await screen.type(PAGE_UP, CTRL_F);
  expect(screen.kept).toEqual([]);
});

test.each(HINTS)('%s fits into 45 columns', name => {
  const row = drawHint(name, defaultKeyMap, 80, createPainter(bareTheme)).trimEnd();
  expect(row.length).toBeLessThanOrEqual(45);
  expect(row).not.toContain('no key');
});

test('a draft that is left behind', async () => {
  const screen = await draw();
  screen.model.store.change(state => ({...state, drafts: new Map([[WITH_BOB, 'dear bob']])}));
  await screen.push();
  expect(screen.kept).toEqual(['draft']);
});
