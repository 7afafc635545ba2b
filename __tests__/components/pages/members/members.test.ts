import {afterEach, describe, expect, test} from '@jest/globals';
import {MEMBERS, openMembers} from '../../../../components/pages/members/members-page.ts';
import type {PeerKey, RoomLevel} from '../../../../src/core/api/api.ts';
import {peerKey} from '../../../../src/lib/ids.ts';
import {safeText} from '../../../../src/lib/text/safe-text.ts';
import {BOB_KEY, CAROL_KEY, peer, roomConversation, snapshot, TEN_O_CLOCK} from '../../../support/facts.ts';
import {closeScreens, type DrawnScreen, drawScreen} from '../../../support/screen.tsx';

const DOWN = '\x1b[B';
const ENTER = '\r';
const ESCAPE = '\x1b';
const DAVE_KEY = peerKey('d'.repeat(64));
const ERIN_KEY = peerKey('e'.repeat(64));
const people = [
  peer(BOB_KEY, 'bob', {presence: 'online', verified: true}),
  peer(CAROL_KEY, 'carol', {lastSeen: TEN_O_CLOCK - 3_600_000}),
  peer(DAVE_KEY, 'bob·dddd', {relation: 'member', ownName: safeText('bob')}),
  peer(ERIN_KEY, 'erin', {relation: 'blocked'}),
];

afterEach(closeScreens);

/** The page over a garden of Bob, who is its owner, Carol, an admin, another Bob, who is here, and Erin. */
async function draw(
  columns: number,
  rows: number,
  {level = 'founder' as RoomLevel, forked = [] as readonly PeerKey[]} = {},
): Promise<DrawnScreen> {
  const screen = await drawScreen({columns, rows});
  const garden = roomConversation(
    'Garden',
    {participants: people.map(({key}) => key)},
    {
      ...{level, here: [DAVE_KEY, BOB_KEY]},
      staff: [
        {key: CAROL_KEY, level: 'admin'},
        {key: BOB_KEY, level: 'owner'},
      ],
    },
  );
  await screen.push({type: 'ready', snapshot: snapshot({peers: people, conversations: [garden]})});
  await screen.show(garden.id);
  openMembers(screen.model.modes, garden.id, forked);
  await screen.type();
  return screen;
}

const page = (screen: DrawnScreen, from: number) => screen.rows().map(row => row.slice(from));
const isOpen = (screen: DrawnScreen) => screen.model.modes.stateOf(MEMBERS) !== null;
const submitted = ({asked}: DrawnScreen) => asked.filter(what => what.startsWith('submit'));

describe('the page of members', () => {
  test('at 80×24: who is here first, by level, and what the user may do', async () => {
    const screen = await draw(80, 24, {forked: [DAVE_KEY]});
    expect(page(screen, 16).slice(0, 8)).toEqual([
      '#Garden · 5 members, 3 here',
      '',
      '●  ann       founder · you',
      '●✓ bob       owner · contact',
      '●  bob·dddd  ⑂ · no contact',
      '○  carol     admin · contact · seen 09:00',
      '○  erin      blocked',
      '',
    ]);
    expect(page(screen, 16)[21]).toBe('i info · / find · Esc');
    await screen.type(DOWN, DOWN);
    expect(page(screen, 16).slice(18, 22)).toEqual([
      '',
      '⑂ The messages of bob·dddd differ between members. An older',
      'copy of their profile, or a trick: ask them.',
      'Enter write · k kick · b ban · + raise · i info · / find · Esc',
    ]);
  });

  test('at 45×20', async () => {
    const screen = await draw(45, 20);
    await screen.type(DOWN);
    expect(screen.rows().slice(0, 8)).toEqual([
      ' #Garden · 5 members, 3 here',
      '',
      ' ●  ann       founder · you',
      ' ●✓ bob       owner · contact',
      ' ●  bob·dddd  no contact',
      ' ○  carol     admin · contact · seen 09:00',
      ' ○  erin      blocked',
      '',
    ]);
    expect(screen.rows()[17]).toBe(' Enter write · k kick · b ban · - lower · i …');
  });

  test.each([
    [120, 36, 27],
    [200, 60, 27],
  ])('at %i×%i', async (columns, rows, from) => {
    const screen = await draw(columns, rows);
    expect(page(screen, from)[5]?.slice(0, 43)).toMatch(/^ ○ {2}carol {5}admin · contact · seen 09:00/);
    expect(page(screen, from)[rows - 3]?.slice(0, 29).trimEnd()).toMatch(/^ i info · \/ find · Esc$/);
  });

  test('Enter opens the conversation with the marked one', async () => {
    const screen = await draw(80, 24);
    await screen.type(DOWN, DOWN, ENTER);
    expect(submitted(screen)).toEqual(['submit /query dddd-dddd']);
    expect(isOpen(screen)).toBe(false);
  });

  test.each([
    ['k', 'Remove bob from the room?', '/kick bbbb-bbbb'],
    ['b', 'Remove bob from the room, and let nobody add them again?', '/ban bbbb-bbbb'],
    ['-', 'Make bob an admin?', '/role bbbb-bbbb admin'],
  ])('%s asks, and y does it', async (key, question, line) => {
    const screen = await draw(80, 24);
    await screen.type(DOWN, key);
    expect(screen.frame()).toContain(question);
    expect(page(screen, 16)[21]).toBe('y yes · n no');
    await screen.type('n', 'y', key, ESCAPE, 'y', key, DOWN, 'y');
    expect(submitted(screen)).toEqual([]);
    await screen.type('\x1b[A', key, 'y');
    expect(submitted(screen)).toEqual([`submit ${line}`]);
    expect(isOpen(screen)).toBe(true);
  });

  test.each([
    ['member', [], []],
    ['admin', ['/kick dddd-dddd', '/ban dddd-dddd'], []],
    ['owner', ['/kick dddd-dddd', '/ban dddd-dddd', '/role dddd-dddd admin'], ['/kick cccc-cccc']],
  ] as const)('a %s does only what they may', async (level, onDave, onCarol) => {
    const screen = await draw(80, 24, {level});
    for (const move of [[], [DOWN], [DOWN]]) {
      for (const key of ['k', 'b', '+']) {
        await screen.type(...move, key, 'y', ...move.map(() => '\x1b[A'));
      }
      await screen.type(...move);
    }
    const lines = submitted(screen).map(line => line.slice('submit '.length));
    expect(lines.filter(line => line.includes('dddd'))).toEqual(onDave);
    expect(lines.filter(line => line.includes('bbbb'))).toEqual([]);
    await screen.type(DOWN, 'k', 'y');
    expect(submitted(screen).slice(lines.length)).toEqual(onCarol.map(line => `submit ${line}`));
  });

  test('/ finds members by the beginning of a name; letters are keys again behind Enter', async () => {
    const screen = await draw(80, 24);
    await screen.type('/', 'bo');
    expect(page(screen, 16).slice(1, 5)).toEqual([
      'Begins with: bo',
      '●✓ bob       owner · contact',
      '●  bob·dddd  no contact',
      '',
    ]);
    await screen.type(ENTER, DOWN, 'k', 'y');
    expect(submitted(screen)).toEqual(['submit /kick dddd-dddd']);
    await screen.type(ESCAPE);
    expect(page(screen, 16)[2]).toBe('●  ann       founder · you');
    await screen.type('/', 'zed');
    expect(page(screen, 16)[2]).toBe('Nobody here has a name that begins so.');
    await screen.type(ENTER, 'k', 'y', ESCAPE, ESCAPE);
    expect(submitted(screen)).toHaveLength(1);
    expect(isOpen(screen)).toBe(false);
  });

  test('the mark stays with somebody while others come and go', async () => {
    const screen = await draw(80, 24);
    await screen.type(DOWN, DOWN, DOWN);
    const moved = roomConversation(
      'Garden',
      {participants: [CAROL_KEY, DAVE_KEY]},
      {here: [CAROL_KEY], level: 'founder'},
    );
    await screen.push({type: 'conversation-changed', conversation: moved});
    await screen.type('k', 'y');
    expect(submitted(screen)).toEqual(['submit /kick cccc-cccc']);
  });

  test('thousands of members are no more than a page', async () => {
    const screen = await draw(80, 24);
    const keys = Array.from({length: 4095}, (_, n) => peerKey(n.toString(16).padStart(64, '0')));
    const members = keys.map((key, n) => peer(key, `m${n}`, {relation: 'member'}));
    const garden = roomConversation('Garden', {participants: keys});
    await screen.push({type: 'ready', snapshot: snapshot({peers: members, conversations: [garden]})});
    expect(page(screen, 16)[0]).toBe('#Garden · 4096 members, 1 here');
    await screen.type('/', 'm4094', ENTER, 'k', 'y');
    expect(submitted(screen)).toEqual([`submit /kick ${members[4094]?.id}`]);
  });
});
