import {afterEach, describe, expect, test} from '@jest/globals';
import type {CoreEvent} from '../../../src/core/api/api.ts';
import {directWith} from '../../../src/lib/conversation.ts';
import {
  BOB_KEY,
  CAROL_KEY,
  conversation,
  DAVE_KEY,
  entry,
  peer,
  roomConversation,
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

describe('pinned and archived', () => {
  const garden = roomConversation('Garden', {lastActivity: 1, listing: 'pinned'});
  const withListings: CoreEvent = {
    type: 'ready',
    snapshot: snapshot({
      peers: [peer(BOB_KEY, 'bob'), peer(CAROL_KEY, 'carol'), peer(DAVE_KEY, 'dave')],
      conversations: [
        conversation(WITH_BOB, {lastActivity: 2, listing: 'pinned'}),
        conversation(WITH_CAROL, {lastActivity: 3, listing: 'archived'}),
        conversation(directWith(DAVE_KEY), {lastActivity: 4}),
        garden,
      ],
    }),
  };

  test('pinned stand first, archived only where somebody is looked for; numbers stay', async () => {
    const screen = await drawScreen();
    await screen.push(withListings);
    const usual = [' Pinned       ', '1○ bob        ', ' ○ #Garden    ', ' Contacts     ', '3○ dave       '];
    expect(list(screen)).toEqual(usual);
    await screen.type('\x07');
    expect(list(screen)).toEqual([...usual, ' Archived     ', '2○ carol      ']);
    await screen.type('car');
    expect(list(screen)).toEqual([' Archived     ', '2○ carol      ']);
    await screen.type('\r', '\x1b2');
    expect(screen.asked).toEqual([`open ${CAROL_KEY}`, `open ${CAROL_KEY}`]);
  });

  test('a conversation that comes back from the archive is in the list', async () => {
    const screen = await drawScreen();
    await screen.push(withListings);
    await screen.push({
      type: 'conversation-changed',
      conversation: conversation(WITH_CAROL, {lastActivity: 5, unread: 1}),
    });
    expect(list(screen).slice(3)).toEqual([' Contacts     ', '2○ carol     1', '3○ dave       ']);
  });

  test('Alt-T and Alt-W do it to the chosen conversation, and once more undo it', async () => {
    const screen = await drawScreen();
    await screen.push(withListings);
    await screen.type('\x1b[B', '\x1bt', '\x1b[B', '\x1bw', '\x1b[B', '\x1bt');
    await screen.type('\x07', 'car', '\x18', 'w');
    expect(screen.asked).toEqual([
      `submit /unpin ${peer(BOB_KEY, '').id}`,
      `submit /archive ${garden.id}`,
      `submit /pin ${peer(DAVE_KEY, '').id}`,
      `submit /unarchive ${peer(CAROL_KEY, '').id}`,
    ]);
  });
});
