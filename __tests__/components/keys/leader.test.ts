import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {LEADER} from '../../../components/keys/leader.ts';
import {HELP} from '../../../components/pages/help/help-mode.ts';
import {PALETTE} from '../../../components/pages/palette/palette.ts';
import {SELECTION} from '../../../components/selection/selection.ts';
import type {CoreEvent} from '../../../src/core/api/api.ts';
import {
  ann,
  BOB_KEY,
  CAROL_KEY,
  conversation,
  entry,
  ownEntry,
  peer,
  snapshot,
  WITH_BOB,
  WITH_CAROL,
} from '../../support/facts.ts';
import {type DrawnScreen, drawScreen} from '../../support/screen.tsx';

const CTRL_E = '\x05';
const CTRL_R = '\x12';
const CTRL_X = '\x18';
const UNDO = '\x1f';

const ready: CoreEvent = {
  type: 'ready',
  snapshot: snapshot({
    self: ann(),
    peers: [peer(BOB_KEY, 'bob'), peer(CAROL_KEY, 'carol')],
    conversations: [
      conversation(WITH_BOB, {lastActivity: 1}),
      conversation(WITH_CAROL, {lastActivity: 2, unread: 1}),
    ],
  }),
};

let screen: DrawnScreen;
const bar = () => screen.model.bar.getState().editor.text;

beforeEach(async () => {
  screen = await drawScreen({columns: 100});
  await screen.push(ready);
  await screen.open(BOB_KEY, entry(1, 'hello'), ownEntry(2, 'mine'), entry(3, 'yours'));
});
afterEach(() => screen.close());

test('Ctrl-X says what may follow, and one key does it', async () => {
  await screen.type(CTRL_X);
  expect(screen.rows().at(-2)).toMatch(/^ Ctrl-X {2}m message {2}a unread {2}h mention {2}l last/);
  await screen.type('m');
  expect(screen.model.modes.stateOf(SELECTION)).toBe(entry(3).id);
  expect(screen.model.modes.stateOf(LEADER)).toBeNull();
});

test('Ctrl-X opens the help and the palette, too', async () => {
  await screen.type(CTRL_X, '?');
  expect(screen.model.modes.stateOf(HELP)).not.toBeNull();
  await screen.type(CTRL_X, 'g');
  expect(screen.model.modes.stateOf(PALETTE)).not.toBeNull();
});

test('a letter without a meaning ends it, and what follows is text', async () => {
  await screen.type(CTRL_X, 'Q', 'ab');
  expect(bar()).toBe('ab');
  await screen.type(`${CTRL_X}`, '\x1b');
  expect(screen.model.modes.stateOf(LEADER)).toBeNull();
});

test('numbers are those of people, whoever wrote last', async () => {
  await screen.type('\x1b2');
  expect(screen.asked).toContain(`open ${WITH_CAROL}`);
  await screen.type(CTRL_X, '1');
  expect(screen.model.store.getState().open).toBe(WITH_BOB);
});

test('Ctrl-E in an empty bar edits the last message of one’s own; in a text it goes to its end', async () => {
  await screen.type(CTRL_E);
  expect(bar()).toBe('mine');
  await screen.type('\x1b', 'abc', '\x01', CTRL_E, 'd');
  expect(bar()).toBe('abcd');
});

test('Ctrl-R brings the last line back', async () => {
  await screen.type('first', '\r', 'second', '\r', CTRL_R, '\r');
  expect(bar()).toBe('second');
});

test('the first ↑ tells whoever comes from a shell which keys these are', async () => {
  await screen.type('\x1b[A');
  expect(screen.rows().at(-2)).toContain('Ctrl-R last line · Ctrl-E edit last message');
});

test('undo goes back by words and by what was cut', async () => {
  await screen.type('o', 'n', 'e', ' ', 't', 'w', 'o', '\x15');
  expect(bar()).toBe('');
  const seen: string[] = [];
  for (let step = 0; step < 4; step += 1) {
    await screen.type(UNDO);
    seen.push(bar());
  }
  expect(seen).toEqual(['one two', 'one', '', '']);
  await screen.type('x', '\r', UNDO);
  expect(bar()).toBe('');
});

test('the palette finds what keys do, with the keys', async () => {
  await screen.type('\x0b', ...'first unread');
  expect(screen.frame()).toMatch(/first unread message +Alt-U/);
  screen.model.press({name: 'escape'});
  await screen.type('\x0b', ...'choose the message above', '\r');
  expect(screen.model.modes.stateOf(SELECTION)).toBe(entry(3).id);
});
