import {afterEach, describe, expect, test} from '@jest/globals';
import type {Themes} from '../../../../components/app/model.ts';
import {THEMES} from '../../../../components/pages/themes/theme-picker.ts';
import {colourTheme} from '../../../../components/theme/theme.ts';
import type {CoreEvent} from '../../../../src/core/api/api.ts';
import {defaultSettings, type Settings} from '../../../../src/lib/settings.ts';
import {BOB_KEY, conversation, entry, peer, snapshot, WITH_BOB} from '../../../support/facts.ts';
import {
  bareTheme,
  closeScreens,
  type DrawnScreen,
  type DrawOptions,
  drawScreen,
} from '../../../support/screen.tsx';

const DOWN = '\x1b[B';
const UP = '\x1b[A';
const F1 = '\x1bOP';
const F2 = '\x1bOQ';
/** Colours of names of senders, in the themes that are designed. */
const DARK = '\x1b[38;5;255m';
const LIGHT = '\x1b[38;5;232m';
const mine: Themes = {names: () => ['mine'], load: () => ({...colourTheme, name: 'mine'})};

async function draw(options: DrawOptions = {}, settings: Partial<Settings> = {}): Promise<DrawnScreen> {
  const screen = await drawScreen({theme: {...bareTheme, name: 'dark'}, ...options});
  const ready: CoreEvent = {
    type: 'ready',
    snapshot: snapshot({
      ...{peers: [peer(BOB_KEY, 'bob', {presence: 'online'})], conversations: [conversation(WITH_BOB)]},
      settings: {...defaultSettings, ...settings},
    }),
  };
  await screen.push(ready);
  await screen.open(BOB_KEY, entry(1, 'hello'));
  return screen;
}

async function pick(screen: DrawnScreen): Promise<void> {
  screen.model.openThemes();
  await screen.push();
}

const title = (screen: DrawnScreen) => screen.rows()[0] ?? '';

afterEach(closeScreens);

describe('the page of themes', () => {
  test('at 80×24', async () => {
    const screen = await draw({themes: mine});
    await pick(screen);
    expect(screen.rows()).toEqual([
      '›● bob        │ Themes',
      '              │',
      '              │ auto (set)     as the terminal is: dark',
      '              │ dark           for dark terminals',
      '              │ light          for light terminals',
      '              │ high-contrast  for weak eyes, bright rooms',
      '              │ none           no colours',
      '              │ mine           yours: themes/mine.json in the profile',
      '              │',
      '              │── Thu 19 Nov ──────────────────────────',
      '              │ bob    Shall we walk up to the lake?  18:22',
      '              │ you    Yes! https://example.org/map  ✓✓',
      '              │── 1 new ───────────────────────────────',
      '              │ carol  @you bring boots and tea',
      '              │ A message or a contact that is chosen',
      '              │ 1 request · 3 unread',
      '              │ No contact is called "bo".',
      '              │ ! key of dave changed',
      '              │',
      '              │',
      '              │',
      '              │ ↑ ↓ show · Enter keeps · Esc goes back',
      ' 1 online ───────────────────────────────────────────────────── F1 help · 10:00',
      '> Nothing changes before Enter',
    ]);
  });

  test('at 45×20', async () => {
    const screen = await draw({columns: 45, rows: 20});
    await pick(screen);
    expect(screen.rows()).toEqual([
      ' Themes',
      '',
      ' auto (set)     as the terminal is: dark',
      ' dark           for dark terminals',
      ' light          for light terminals',
      ' high-contrast  for weak eyes, bright rooms',
      ' none           no colours',
      '',
      '── Thu 19 Nov ──────────────────────────',
      ' bob    Shall we walk up to the lake?  18:22',
      ' you    Yes! https://example.org/map  ✓✓',
      '── 1 new ───────────────────────────────',
      ' carol  @you bring boots and tea',
      ' A message or a contact that is chosen',
      ' 1 request · 3 unread',
      ' No contact is called "bo".',
      ' ! key of dave changed',
      ' ↑ ↓ show · Enter keeps · Esc goes back',
      ' 1 online ────────────────── F1 help · 10:00',
      '> Nothing changes before Enter',
    ]);
  });

  test('at 40×10 there is room for the names', async () => {
    const screen = await draw({columns: 40, rows: 10});
    await pick(screen);
    expect(screen.rows()).toEqual([
      ' Themes',
      '',
      ' auto (set)     as the terminal is: dark',
      ' dark           for dark terminals',
      ' light          for light terminals',
      ' high-contrast  for weak eyes, bright r…',
      ' none           no colours',
      ' ↑ ↓ show · Enter keeps · Esc goes back',
      ' 1 online ───────────── F1 help · 10:00',
      '> Nothing changes before Enter',
    ]);
  });
});

test('the arrows show a theme on the whole screen at once, Esc goes back', async () => {
  const screen = await draw();
  const before = screen.frame();
  await pick(screen);
  await screen.type(DOWN);
  expect(screen.frame()).toContain(DARK);
  await screen.type(DOWN);
  expect(screen.frame()).toContain(LIGHT);
  expect(screen.frame()).not.toContain(DARK);
  await screen.type('\x1b');
  expect(screen.frame()).toBe(before);
  expect(screen.asked).toEqual([]);
});

test('Enter keeps the theme that is shown', async () => {
  const screen = await draw();
  await pick(screen);
  await screen.type(DOWN, DOWN, '\r');
  expect(screen.asked).toEqual(['set theme light']);
  expect(screen.model.modes.stateOf(THEMES)).toBeNull();
});

test('a theme that cannot be had is no choice: why is told, and the page stays', async () => {
  const set = () => Promise.resolve('mine.json is not valid JSON. Fix it.');
  const screen = await draw({themes: mine, set});
  await pick(screen);
  await screen.type(UP, DOWN, DOWN, DOWN, DOWN, DOWN, '\r');
  expect(screen.asked).toEqual(['set theme mine']);
  expect(screen.frame()).toContain('mine.json is not valid JSON. Fix it.');
  await screen.type(UP);
  expect(screen.frame()).not.toContain('not valid');
});

test('another page ends the preview', async () => {
  const screen = await draw();
  await pick(screen);
  await screen.type(DOWN, DOWN, F1, '\x1b');
  expect(title(screen)).toMatch(/bob · online/);
  expect(screen.frame()).not.toContain(LIGHT);
});

test('whoever comes from the settings is back there', async () => {
  const screen = await draw({}, {theme: 'light'});
  await screen.type(F2, '\r');
  expect(screen.model.modes.stateOf(THEMES)).toMatchObject({at: 2});
  await screen.type('\r');
  expect(screen.asked).toEqual([]);
  expect(title(screen)).toContain('Settings');
});
