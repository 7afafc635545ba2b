import {afterEach, expect, test} from '@jest/globals';
import {directWith} from '../../../src/lib/conversation.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {
  BOB_KEY,
  CAROL_KEY,
  conversation,
  DAVE_KEY,
  entry,
  ownEntry,
  peer,
  snapshot,
  TEN_O_CLOCK,
  WITH_BOB,
  WITH_CAROL,
} from '../../support/facts.ts';
import {closeScreens, type DrawnScreen, drawScreen} from '../../support/screen.tsx';

const WITH_DAVE = directWith(DAVE_KEY);
const DAY = 86_400_000;

afterEach(closeScreens);

/** Bob is open; Carol wrote on Sunday and was begun to be answered, Dave wrote in January and is unread. */
async function draw(columns: number, rows: number): Promise<DrawnScreen> {
  const screen = await drawScreen({columns, rows});
  const bob = peer(BOB_KEY, 'bob', {presence: 'online', verified: true, address: safeText('10.0.0.2:4242')});
  const carol = peer(CAROL_KEY, 'carol', {lastSeen: TEN_O_CLOCK - 2 * DAY});
  const conversations = [
    conversation(WITH_BOB, {lastActivity: TEN_O_CLOCK, participants: [BOB_KEY]}),
    conversation(WITH_CAROL, {lastActivity: TEN_O_CLOCK - 2 * DAY, participants: [CAROL_KEY]}),
    conversation(WITH_DAVE, {lastActivity: TEN_O_CLOCK - 50 * DAY, unread: 3, participants: [DAVE_KEY]}),
  ];
  await screen.push({
    type: 'ready',
    snapshot: snapshot({peers: [bob, carol, peer(DAVE_KEY, 'dave')], conversations}),
  });
  await screen.open(BOB_KEY, entry(1, 'hello'));
  screen.model.store.change(state => ({...state, drafts: new Map([[WITH_CAROL, 'dear carol']])}));
  await screen.push(
    {type: 'entries-added', conversation: WITH_BOB, entries: [ownEntry(2, 'good\nmorning')]},
    {
      type: 'entries-added',
      conversation: WITH_DAVE,
      entries: [entry(1, 'see you', {conversation: WITH_DAVE})],
    },
  );
  return screen;
}

const list = (screen: DrawnScreen, width: number, rows: number) =>
  screen
    .rows()
    .slice(0, rows)
    .map(row => row.slice(0, width));

test('at 80 columns it says who is there, has a number, was begun to be answered, is unread', async () => {
  const screen = await draw(80, 24);
  expect(list(screen, 15, 4)).toEqual([
    '›●✓bob        │',
    '2○ carol     ✎│',
    '3○ dave      3│',
    '              │',
  ]);
});

test('at 100 columns also when they wrote', async () => {
  const screen = await draw(100, 30);
  expect(list(screen, 19, 3)).toEqual(['›●✓bob       10:00│', '2○ carol     ✎ Sun│', '3○ dave          3│']);
});

test('at 120 columns also what was said last', async () => {
  const screen = await draw(120, 36);
  expect(list(screen, 27, 7)).toEqual([
    '›●✓bob               10:00│',
    '   you: good morning      │',
    '2○ carol             ✎ Sun│',
    '   draft: dear carol      │',
    '3○ dave                  3│',
    '   see you                │',
    '                          │',
  ]);
});

test('a deleted message is no last word, and an edited one is said as it is now', async () => {
  const screen = await draw(120, 36);
  const before = ownEntry(2, 'good\nmorning');
  const changes = [] as const;
  await screen.push({
    type: 'entries-changed',
    conversation: WITH_BOB,
    entries: [{...before, text: safeText('good night')}],
    changes,
  });
  expect(screen.rows()[1]?.slice(0, 27)).toBe('   you: good night        │');
  await screen.push({type: 'entries-removed', conversation: WITH_BOB, ids: [before.id]});
  expect(screen.rows()[1]?.slice(0, 27)).toBe('                          │');
});

test('below 60 columns it stands over the log while one chooses, and nothing below counts as seen', async () => {
  const screen = await draw(45, 20);
  const unread = entry(3, 'new', {unread: true});
  await screen.push({type: 'entries-added', conversation: WITH_BOB, entries: [unread]});
  expect(screen.rows()[0]).toContain('bob · online');
  expect(screen.model.unreadInView()).toEqual([unread.id]);
  await screen.type('\x1b[B');
  expect(screen.rows()[0]).toMatch(/^›●✓bob +10:00│$/);
  expect(screen.rows()[2]).toMatch(/^2○ carol +✎ Sun│$/);
  expect(screen.model.unreadInView()).toEqual([]);
  await screen.type('\r');
  expect(screen.asked.at(-1)).toBe(`open ${CAROL_KEY}`);
  expect(screen.rows()[0]).toContain('carol · offline');
});

test('and Alt-S opens and closes it there', async () => {
  const screen = await draw(45, 20);
  await screen.type('\x1bs');
  expect(screen.rows()[0]).toMatch(/^›●✓bob /);
  await screen.type('\x1bs');
  expect(screen.rows()[0]).toContain('bob · online');
});

test('a wide screen tells at the right who takes part', async () => {
  const screen = await draw(200, 60);
  const right = screen.rows().map(row => row.slice(164));
  expect(right.slice(0, 9)).toEqual([
    '│ bob',
    '│ presence     online',
    '│ key          verified',
    '│ id           bbbb-bbbb',
    '│ address      10.0.0.2:4242',
    '│',
    '│ This conversation',
    '│ disappears   never',
    '│ alerts       on',
  ]);
});

test('and until when the conversation is muted', async () => {
  const screen = await draw(200, 60);
  const now = screen.model.clock.now();
  const at = (days: number) => new Date(now).setHours(9 + 24 * days, 5, 0, 0);
  const told = async (mutedUntil: number | null) => {
    const muted = conversation(WITH_BOB, {muted: true, mutedUntil});
    await screen.push({type: 'conversation-changed', conversation: muted});
    return [screen.rows()[0], screen.rows()[8]?.slice(164)];
  };
  expect(await told(null)).toEqual([expect.stringContaining('bob · muted · online'), '│ alerts       off']);
  expect((await told(at(0)))[1]).toBe('│ alerts       off till 09:05');
  const weekday = new Date(at(1)).toLocaleDateString('en', {weekday: 'short'});
  expect(await told(at(1))).toEqual([
    expect.stringContaining(`bob · muted till ${weekday} 09:05 · online`),
    `│ alerts       off till ${weekday} 09:05`,
  ]);
  expect((await told(new Date(2031, 2, 4, 9, 5).getTime()))[1]).toBe('│ alerts       off till 4 Mar');
});

test('below 60 columns Alt-S says so where there is nobody else', async () => {
  const screen = await drawScreen({columns: 45, rows: 20});
  await screen.push({
    type: 'ready',
    snapshot: snapshot({peers: [peer(BOB_KEY, 'bob')], conversations: [conversation(WITH_BOB)]}),
  });
  await screen.open(BOB_KEY, entry(1, 'hello'));
  await screen.type('\x1bs');
  expect(screen.asked).toEqual(['tell There is no other conversation yet.']);
});
