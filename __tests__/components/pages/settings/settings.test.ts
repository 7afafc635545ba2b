import {afterEach, describe, expect, test} from '@jest/globals';
import {SETTINGS} from '../../../../components/pages/settings/settings-page.ts';
import type {CoreEvent} from '../../../../src/core/api/api.ts';
import {defaultSettings, type Settings} from '../../../../src/lib/settings.ts';
import {BOB_KEY, conversation, entry, peer, snapshot, WITH_BOB} from '../../../support/facts.ts';
import {closeScreens, type DrawnScreen, type DrawOptions, drawScreen} from '../../../support/screen.tsx';

const F2 = '\x1bOQ';
const DOWN = '\x1b[B';
const UP = '\x1b[A';
const LEFT = '\x1b[D';
const RIGHT = '\x1b[C';
const bob = peer(BOB_KEY, 'bob', {presence: 'online'});

async function draw(options: DrawOptions = {}, settings: Partial<Settings> = {}): Promise<DrawnScreen> {
  const screen = await drawScreen(options);
  const ready: CoreEvent = {
    type: 'ready',
    snapshot: snapshot({
      ...{peers: [bob], conversations: [conversation(WITH_BOB)]},
      settings: {...defaultSettings, ...settings},
    }),
  };
  await screen.push(ready);
  return screen;
}

function changed(settings: Partial<Settings>): CoreEvent {
  return {type: 'settings-changed', settings: {...defaultSettings, ...settings}};
}

afterEach(closeScreens);

const paneOf = (screen: DrawnScreen) => screen.rows().map(row => row.slice(15));

describe('the page of settings', () => {
  test('at 80×24', async () => {
    const screen = await draw();
    await screen.type(F2);
    expect(paneOf(screen).slice(0, 22)).toEqual([
      ' Settings',
      '',
      ' theme      auto  Colours of the screen; add your own in the pro…',
      ' time       24h   How times are shown',
      ' sidebar    on    Shows the list of conversations, if there is r…',
      ' mouse      on    The wheel scrolls, a click opens a conversatio…',
      ' notify     bell  How you are notified when natter is not in foc…',
      ' quiet      off   Quiet hours, e.g. 22:00-07:00',
      ' typing     on    Shows others when you are typing',
      ' shortcodes on    Names that you type, such as :smile:, become e…',
      ' receipts   on    Sends read receipts',
      ' requests   ask   People you do not know: ask, allow or refuse',
      ' addresses  on    Tells members of your rooms where you can be r…',
      ' dht        on    Finds contacts over the internet by a table th…',
      ' lan        on    Finds contacts on the local network, and lets …',
      ' background off   natter keeps running when its screen is closed…',
      ' on-message off   Runs a program for each message that comes: te…',
      '',
      " Colours of the screen; add your own in the profile's themes",
      ' folder. It is auto, dark, light, high-contrast, none or the',
      ' name of a theme file.',
      ' Enter shows them, ← → change it · ↑ ↓ choose · Esc closes',
    ]);
    expect(screen.rows()).toHaveLength(24);
  });

  test('at 200×50 summaries have room', async () => {
    const screen = await draw({columns: 200, rows: 50});
    await screen.type(F2);
    expect(screen.rows()[2]).toContain("add your own in the profile's themes folder");
    expect(screen.rows()).toHaveLength(50);
  });

  test('Enter and the arrows step through what can be chosen', async () => {
    const screen = await draw();
    await screen.type(F2, RIGHT, LEFT, DOWN, '\r', DOWN, '\r', UP, UP, UP);
    expect(screen.asked).toEqual(['set theme dark', 'set theme none', 'set time 12h', 'set sidebar off']);
    expect(screen.model.modes.stateOf(SETTINGS)?.at).toBe(0);
  });

  test('what is free is written, and what is wrong with it is said', async () => {
    const set = (_: string, value: string) => Promise.resolve(value === '22-7' ? 'That is no time.' : null);
    const screen = await draw({set});
    await screen.type(F2, DOWN, DOWN, DOWN, DOWN, DOWN, '\r');
    expect(paneOf(screen)[1]).toBe(' quiet: off');
    await screen.type('\x15', '22-7', '\r');
    expect(screen.frame()).toContain('That is no time.');
    expect(paneOf(screen)[1]).toBe(' quiet: 22-7');
    await screen.type('\x15', '22:00-07:00', '\r');
    expect(screen.asked.at(-1)).toBe('set quiet 22:00-07:00');
    expect(paneOf(screen)[1]).toBe('');
    await screen.type('\r');
    screen.model.press({name: 'escape'});
    expect(screen.model.modes.stateOf(SETTINGS)).toMatchObject({field: null});
    screen.model.press({name: 'escape'});
    expect(screen.model.modes.stateOf(SETTINGS)).toBeNull();
  });
});

describe('what settings change', () => {
  test('the theme, at once and everywhere', async () => {
    const screen = await draw({theme: (await import('../../../../components/theme/theme.ts')).colourTheme});
    await screen.open(BOB_KEY, entry(1, 'hello'));
    expect(screen.frame()).not.toContain('\x1b[38;5;');
    await screen.push(changed({theme: 'dark'}));
    expect(screen.rows()[0]).toContain('\x1b[38;5;255m');
    expect(screen.rows()[21]).toContain('\x1b[38;5;248m10:01');
    expect(screen.rows()[22]).toContain('\x1b[38;5;248m');
    await screen.push(changed({theme: 'high-contrast'}));
    expect(screen.frame()).not.toContain('\x1b[2m');
    await screen.push(changed({theme: 'none'}));
    expect(screen.frame()).not.toMatch(/\x1b\[(3[0-8]|4[0-8]|9\d)/);
  });

  test.each([
    ['12h', ' bob  hello                                               10:01am', '10:00am'],
    ['seconds', ' bob  hello                                              10:01:00', '10:00'],
    ['iso', ' bob  hello                                      2025-03-04 10:01', '10:00'],
  ] as const)('times, in the form %s', async (time, row, clock) => {
    const screen = await draw();
    await screen.open(BOB_KEY, entry(1, 'hello'));
    await screen.push(changed({time}));
    expect(paneOf(screen)[21]).toBe(row);
    expect(screen.rows()[22]?.trimEnd().endsWith(` ${clock}`)).toBe(true);
  });

  test('the list of conversations is hidden, by Alt-S too', async () => {
    const screen = await draw({}, {sidebar: false});
    await screen.open(BOB_KEY, entry(1, 'hello'));
    expect(screen.rows()[0]).toBe(' bob · online · not verified');
    expect(screen.rows()[21]).toMatch(/^ bob {2}hello +10:01$/);
    await screen.type('\x1bs');
    expect(screen.asked).toEqual(['set sidebar on']);
  });

  test('keys, in the help too', async () => {
    const screen = await draw({}, {keys: {help: ['f5'], search: ['f1']}});
    await screen.type('\x1bOP');
    expect(paneOf(screen)[0]).toBe(' Search in all conversations');
    screen.model.press({name: 'escape'});
    await screen.type('\x1b[15~');
    expect(screen.rows()[0]).toMatch(/^ Help/);
    await screen.type('\x1b[6~', '\x1b[6~');
    expect(screen.frame()).toMatch(/ F1 +search in all messages/);
  });
});

test('a time that takes too much of a narrow log is written in the shortest form', async () => {
  const screen = await draw({columns: 40, rows: 12}, {time: 'iso'});
  await screen.open(BOB_KEY, entry(1, 'hello'));
  expect(screen.rows().slice(8, 10)).toEqual([`bob${' '.repeat(32)}10:01`, '  hello']);
});
