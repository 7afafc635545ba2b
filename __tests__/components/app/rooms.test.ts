import {afterEach, describe, expect, test} from '@jest/globals';
import {createPainter} from '../../../components/theme/theme.ts';
import type {ConversationView, PeerKey, RoomView} from '../../../src/core/api/api.ts';
import {roomOf} from '../../../src/lib/conversation.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {BOB_KEY, CAROL_KEY, conversation, entry, peer, snapshot, WITH_BOB} from '../../support/facts.ts';
import {
  bareTheme,
  closeScreens,
  type DrawnScreen,
  type DrawOptions,
  drawScreen,
} from '../../support/screen.tsx';

const DAVE_KEY = peerKey('d'.repeat(64));
const GARDEN = roomOf(new Uint8Array(32).fill(0x69));
const OTHER = roomOf(new Uint8Array(32).fill(0x6e));

afterEach(closeScreens);

function room(
  id: typeof GARDEN,
  participants: readonly PeerKey[],
  more: Partial<RoomView> = {},
): ConversationView {
  return conversation(WITH_BOB, {
    id,
    kind: 'room',
    participants,
    room: {
      ...{name: safeText('garden'), topic: safeText(''), history: 'all', state: 'member', level: 'founder'},
      ...{notify: 'all', here: [], staff: [], missing: 0},
      ...more,
    },
  });
}

const people = [
  peer(BOB_KEY, 'bob', {presence: 'online'}),
  peer(CAROL_KEY, 'carol'),
  peer(DAVE_KEY, 'guest-dddd', {relation: 'member'}),
];

/** With a garden of Bob, Carol and Dave open. */
function draw(columns: number, rows: number, ...others: readonly ConversationView[]): Promise<DrawnScreen> {
  return drawWith({columns, rows}, ...others);
}

async function drawWith(options: DrawOptions, ...others: readonly ConversationView[]): Promise<DrawnScreen> {
  const screen = await drawScreen(options);
  const garden = room(GARDEN, [BOB_KEY, CAROL_KEY, DAVE_KEY], {here: [BOB_KEY]});
  await screen.push({
    type: 'ready',
    snapshot: snapshot({peers: people, conversations: [garden, ...others]}),
  });
  await screen.show(GARDEN);
  return screen;
}

describe('two rooms of one name', () => {
  test('have the beginning of their ids in the list and the title', async () => {
    const screen = await draw(100, 30, room(OTHER, [BOB_KEY]));
    expect(
      screen
        .rows()
        .slice(2, 5)
        .map(row => row.slice(0, 19)),
    ).toEqual([' Rooms            │', '›● #garden~6969   │', ' ○ #garden~6e6e   │']);
    expect(screen.rows()[0]?.slice(20)).toBe('#garden~6969 · 2 of 4 here');
    expect(screen.rows().at(-1)).toBe('> Write to #garden~6969, or / for commands');
  });

  test('which is never cut', async () => {
    const screen = await draw(80, 24, room(OTHER, [BOB_KEY]));
    expect(
      screen
        .rows()
        .slice(3, 5)
        .map(row => row.slice(0, 15)),
    ).toEqual(['›● #gard…~6969│', ' ○ #gard…~6e6e│']);
  });
});

test('the title tells how much of the history is still to come', async () => {
  const screen = await draw(80, 24);
  const state = async (missing: number) => {
    const view = room(GARDEN, [BOB_KEY], {topic: safeText('tomatoes'), here: [BOB_KEY], missing});
    await screen.push({type: 'conversation-changed', conversation: view});
    return screen.rows()[0]?.slice(16);
  };
  expect(await state(12_400)).toBe('#garden · history: 12400 messages to come');
  expect(await state(49)).toBe('#garden · 2 of 2 here · tomatoes');
});

describe('what members said', () => {
  const ERIN_KEY = peerKey('e'.repeat(64));
  const erin = peer(ERIN_KEY, 'guest-eeee', {relation: 'member'});
  const said = (n: number, author: PeerKey) =>
    entry(n, `message ${n}`, {id: `${author}.1.${n}`, conversation: GARDEN, author});

  async function drawTalk(columns: number, theme = bareTheme): Promise<DrawnScreen> {
    const screen = await drawWith({columns, rows: 24, theme});
    await screen.push(
      {type: 'peer-changed', peer: erin},
      {type: 'conversation-changed', conversation: room(GARDEN, [BOB_KEY, DAVE_KEY, ERIN_KEY])},
    );
    await screen.show(GARDEN, said(1, BOB_KEY), said(2, DAVE_KEY), said(3, ERIN_KEY));
    return screen;
  }
  const log = (screen: DrawnScreen, from: number) =>
    screen
      .rows()
      .slice(0, -2)
      .map(row => row.slice(from))
      .filter(row => row !== '')
      .slice(1);

  test('has their names, told apart however short they are cut, and a beginning of its own', async () => {
    const screen = await drawTalk(80);
    expect(log(screen, 16)).toEqual([
      'This is the beginning of #garden.',
      '── Tuesday, 4 March 2025 ───────────────────────────────────────',
      'bob      message 1                                         10:01',
      'g…·dddd  message 2                                         10:02',
      'g…·eeee  message 3                                         10:03',
    ]);
  });

  test('has colours of their own as long as there are enough', async () => {
    const people = [{bold: true}, {underline: true}, {inverse: true}];
    const painter = createPainter({...bareTheme, people});
    const keys = [BOB_KEY, CAROL_KEY, DAVE_KEY, ERIN_KEY];
    const looks = (among: readonly PeerKey[]) =>
      new Set(among.map(key => painter.paintPerson(key, 'x', among))).size;
    const threes = keys.map(without => keys.filter(key => key !== without));
    expect(threes.map(looks)).toEqual([3, 3, 3, 3]);
    expect(threes.map(three => new Set(three.map(key => painter.paintPerson(key, 'x'))).size)).toContain(2);
    expect(looks(keys)).toBeLessThanOrEqual(3);
    const screen = await drawTalk(80, {...bareTheme, people});
    const painted = screen.frame().match(/\x1b\[\d+m(?=(?:bob|g…))/gu);
    expect(new Set(painted).size).toBe(3);
  });

  test('below 60 columns on a row of their own', async () => {
    const screen = await drawTalk(45);
    expect(log(screen, 0)).toEqual([
      'This is the beginning of #garden.',
      '── Tuesday, 4 March 2025 ────────────────────',
      'bob                                     10:01',
      '  message 1',
      'g…·dddd                                 10:02',
      '  message 2',
      'g…·eeee                                 10:03',
      '  message 3',
    ]);
  });

  test('is drawn anew when a member is called otherwise', async () => {
    const screen = await drawTalk(80);
    await screen.push({
      ...{type: 'peer-renamed', before: safeText('guest-dddd')},
      peer: peer(DAVE_KEY, 'dave', {relation: 'member'}),
    });
    expect(log(screen, 16).slice(2)).toEqual([
      'bob      message 1                                         10:01',
      'dave     message 2                                         10:02',
      'guest-…  message 3                                         10:03',
    ]);
  });

  test('a first word stands for a long name unless another name begins so', async () => {
    const screen = await drawTalk(80);
    await screen.push(
      {type: 'peer-changed', peer: peer(DAVE_KEY, 'david bowman', {relation: 'member'})},
      {type: 'peer-changed', peer: peer(ERIN_KEY, 'erin brown', {relation: 'member'})},
      {type: 'peer-changed', peer: peer(CAROL_KEY, 'davida')},
    );
    expect(
      log(screen, 16)
        .slice(3)
        .map(row => row.slice(0, 9)),
    ).toEqual(['david …  ', 'erin     ']);
  });
});

describe('at the right of a wide screen', () => {
  const right = (screen: DrawnScreen) => screen.rows().map(row => row.slice(164));

  test('stand the room and its members, with those who are here first', async () => {
    const screen = await draw(200, 60);
    const view = room(GARDEN, [CAROL_KEY, BOB_KEY, DAVE_KEY], {
      topic: safeText('Tomatoes and other vegetables'),
      here: [BOB_KEY],
      staff: [{key: DAVE_KEY, level: 'admin'}],
    });
    await screen.push({type: 'conversation-changed', conversation: view});
    expect(right(screen).slice(0, 14)).toEqual([
      '│ #garden',
      '│ Tomatoes and other vegetables',
      '│ you are      founder',
      '│ newcomers    read all',
      '│ disappears   never',
      '│ alerts       on',
      '│',
      '│ 4 members',
      '│ ●  bob',
      '│ ○  guest-dddd · admin',
      '│ ○  carol',
      '│',
      '│',
      '│',
    ]);
  });

  test('only as many of thousands as there are rows for', async () => {
    const screen = await draw(200, 50);
    const many = Array.from({length: 4094}, (_, n) => peerKey(n.toString(16).padStart(64, '0')));
    await screen.push({
      type: 'conversation-changed',
      conversation: room(GARDEN, [...many, BOB_KEY], {here: [BOB_KEY]}),
    });
    const rows = right(screen);
    expect(rows[6]).toBe('│ 4096 members');
    expect(rows[7]).toBe('│ ●  bob');
    expect(rows[46]).toMatch(/^│ ○ {2}0+/);
    expect(rows[47]).toBe('│ and 4055 more: /members');
  });
});
