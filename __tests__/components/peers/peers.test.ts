import {afterEach, describe, expect, test} from '@jest/globals';
import type {CoreEvent} from '../../../src/core/api/api.ts';
import {
  BOB_KEY,
  CAROL_KEY,
  conversation,
  DAVE_KEY,
  entry,
  peer,
  snapshot,
  WITH_BOB,
  WITH_CAROL,
} from '../../support/facts.ts';
import {settled} from '../../support/history-core.ts';
import {closeScreens, type DrawnScreen, drawScreen} from '../../support/screen.tsx';

const ready: CoreEvent = {
  type: 'ready',
  snapshot: snapshot({
    peers: [
      peer(BOB_KEY, 'bob', {verified: true}),
      peer(CAROL_KEY, 'carol with a long name', {verified: true}),
      peer(DAVE_KEY, 'dave', {relation: 'request'}),
    ],
    conversations: [
      conversation(WITH_BOB, {lastActivity: 1, muted: true, unread: 3}),
      conversation(WITH_CAROL, {lastActivity: 2, unread: 12}),
    ],
  }),
};

afterEach(closeScreens);

async function draw(columns = 80): Promise<DrawnScreen> {
  const screen = await drawScreen({columns});
  await screen.push(ready);
  return screen;
}

const list = (screen: DrawnScreen) =>
  screen
    .rows()
    .flatMap(row => (row.includes('│') ? [row.slice(0, 14)] : []))
    .filter(row => row.trim() !== '');

test('requests stand on top, contacts by latest activity, with their marks and counts', async () => {
  const screen = await draw();
  expect(list(screen)).toEqual([
    ' Requests     ',
    ' ? dave       ',
    ' Contacts     ',
    '2○✓carol w… 12',
    '1○✓bob     ~ 3',
  ]);
});

test('a message that names the user is told from others until it is read', async () => {
  const screen = await draw();
  await screen.push({type: 'entries-added', conversation: WITH_BOB, entries: [entry(1, 'Ann, tea?')]});
  expect(list(screen)[4]).toBe('1○✓bob    ~ @3');
  await screen.push({type: 'conversation-changed', conversation: conversation(WITH_BOB, {lastActivity: 3})});
  await screen.push({
    type: 'conversation-changed',
    conversation: conversation(WITH_BOB, {lastActivity: 4, unread: 1}),
  });
  expect(list(screen)[3]).toBe('1○✓bob       1');
});

describe('Ctrl-G', () => {
  test('finds by a part of the name, Enter opens', async () => {
    const screen = await draw();
    await screen.type('half a line', '\x07', 'CAR');
    expect(list(screen)).toEqual(['2○✓carol w… 12']);
    expect(screen.rows().at(-2)).toBe(
      ' Find: CAR▏ · Enter opens carol with a long name · ↑ ↓ choose · Esc closes ─────',
    );
    await screen.type('\r');
    expect(screen.asked).toEqual([`open ${CAROL_KEY}`]);
    expect(list(screen).length).toBe(5);
  });

  test('arrows choose among those found, Esc closes and opens nobody', async () => {
    const screen = await draw();
    await screen.type('\x07', 'a', '\x1b[B', '\x1b[B', '\x1b[A');
    expect(screen.model.store.getState().selected).toBe(DAVE_KEY);
    screen.model.press({name: 'escape'});
    await settled();
    expect(screen.asked).toEqual([]);
    await screen.type('x');
    expect(screen.rows().at(-1)).toBe('> x');
  });

  test('says so when nobody is found', async () => {
    const screen = await draw();
    await screen.type('\x07', 'zz', '\r');
    expect(screen.asked).toEqual([]);
  });

  test('works where the list is hidden', async () => {
    const screen = await draw(50);
    await screen.type('\x07', 'bo');
    expect(screen.rows().at(-2)).toBe(' Find: bo▏ · Enter opens bob · ↑ ↓ choose · Esc c…');
  });
});
