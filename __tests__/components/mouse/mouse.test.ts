import {afterEach, expect, test} from '@jest/globals';
import {SELECTION} from '../../../components/selection/selection.ts';
import type {CoreEvent} from '../../../src/core/api/api.ts';
import {BOB_KEY, CAROL_KEY, conversation, entry, peer, snapshot, WITH_BOB} from '../../support/facts.ts';
import {settled} from '../../support/history-core.ts';
import {closeScreens, type DrawnScreen, type DrawOptions, drawScreen} from '../../support/screen.tsx';

const ready: CoreEvent = {
  type: 'ready',
  snapshot: snapshot({
    peers: [peer(BOB_KEY, 'bob'), peer(CAROL_KEY, 'carol')],
    conversations: [conversation(WITH_BOB)],
  }),
};

afterEach(closeScreens);

async function draw(count: number, options: DrawOptions = {}): Promise<DrawnScreen> {
  const screen = await drawScreen(options);
  await screen.push(ready);
  await screen.open(BOB_KEY, ...Array.from({length: count}, (_, index) => entry(index + 1)));
  return screen;
}

async function press(screen: DrawnScreen, x: number, y: number): Promise<void> {
  screen.model.mouse({type: 'press', x, y});
  await settled();
}

async function wheel(screen: DrawnScreen, by: 1 | -1): Promise<void> {
  screen.model.mouse({type: 'wheel', by});
  await settled();
}

/** The row in which a text stands. */
const rowOf = (screen: DrawnScreen, text: string) => screen.rows().findIndex(row => row.includes(text));

test('the wheel scrolls the log by three rows, and back to its end', async () => {
  const screen = await draw(100);
  await wheel(screen, -1);
  expect(screen.rows()[1]?.includes('message 77 ')).toBe(true);
  await wheel(screen, 1);
  expect(screen.rows()[21]?.includes('message 100 ')).toBe(true);
});

test('in the help the wheel moves the help', async () => {
  const screen = await draw(100);
  await screen.type('\x1bOP');
  await wheel(screen, 1);
  expect(screen.rows()[0]).not.toBe(' Help (type to filter, Esc to close)');
  await wheel(screen, -1);
  expect(screen.rows()[0]).toBe(' Help (type to filter, Esc to close)');
});

test('a click in the list opens a conversation; elsewhere in it, nothing', async () => {
  const screen = await draw(1);
  await press(screen, 3, rowOf(screen, 'carol'));
  expect(screen.asked).toEqual([`open ${CAROL_KEY}`]);
  await press(screen, 14, 8);
  await press(screen, 3, 12);
  expect(screen.asked.length).toBe(1);
});

test('a click chooses a message, another one lets go of it', async () => {
  const screen = await draw(5);
  await press(screen, 40, rowOf(screen, 'message 3'));
  expect(screen.model.modes.stateOf(SELECTION)).toBe(entry(3).id);
  await press(screen, 40, rowOf(screen, 'message 3'));
  expect(screen.model.modes.stateOf(SELECTION)).toBeNull();
  await press(screen, 40, rowOf(screen, 'message 2'));
  await press(screen, 40, 3);
  expect(screen.model.modes.stateOf(SELECTION)).toBeNull();
});

test('a click hits the right message in a log that is scrolled', async () => {
  const screen = await draw(100);
  await wheel(screen, -1);
  await press(screen, 40, rowOf(screen, 'message 80'));
  expect(screen.model.modes.stateOf(SELECTION)).toBe(entry(80).id);
});

test('a click in the bar puts the cursor there, wide characters and rows included', async () => {
  const screen = await draw(1);
  await screen.type('日本 ab', '\x1b\r', 'second');
  const cursor = () => screen.model.bar.getState().editor.cursor;
  await press(screen, 2 + 4, 22);
  expect(cursor()).toBe(2);
  await press(screen, 2 + 3, 22);
  expect(cursor()).toBe(1);
  await press(screen, 79, 22);
  expect(cursor()).toBe(5);
  await press(screen, 0, 23);
  expect(cursor()).toBe(6);
});

test('Alt-C shows the log alone, as plain text; Esc comes back', async () => {
  const screen = await draw(3, {columns: 60, rows: 12});
  await screen.type('draft', '\x1bc');
  expect(screen.rows()).toEqual([
    'Tuesday, 4 March 2025',
    'bob: message 1',
    'bob: message 2',
    'bob: message 3',
    ...Array.from({length: 7}, () => ''),
    'Select, copy · PgUp PgDn · Esc closes',
  ]);
  screen.model.press({name: 'escape'});
  await settled();
  expect(screen.rows().at(-1)).toBe('> draft');
  await screen.type('\x1bc', '\x1bc');
  expect(screen.rows().at(-1)).toBe('> draft');
});
