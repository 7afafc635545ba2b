import {afterEach, describe, expect, test} from '@jest/globals';
import type {ConversationView, PeerKey, RoomView} from '../../../src/core/api/api.ts';
import {roomOf} from '../../../src/lib/conversation.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {BOB_KEY, CAROL_KEY, conversation, peer, snapshot, WITH_BOB} from '../../support/facts.ts';
import {type DrawnScreen, drawScreen} from '../../support/screen.tsx';

const DAVE_KEY = peerKey('d'.repeat(64));
const GARDEN = roomOf(new Uint8Array(32).fill(0x69));
const OTHER = roomOf(new Uint8Array(32).fill(0x6e));
const screens: DrawnScreen[] = [];

afterEach(() => {
  for (const screen of screens.splice(0)) {
    screen.close();
  }
});

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
async function draw(
  columns: number,
  rows: number,
  ...others: readonly ConversationView[]
): Promise<DrawnScreen> {
  const screen = await drawScreen({columns, rows});
  screens.push(screen);
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
