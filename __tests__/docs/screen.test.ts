import {readFileSync, writeFileSync} from 'node:fs';
import {afterEach, expect, test} from '@jest/globals';
import {directWith} from '../../src/lib/conversation.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';
import {
  ANN_KEY,
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
} from '../support/facts.ts';
import {bareTheme, closeScreens, type DrawnScreen, drawScreen} from '../support/screen.tsx';

const PAGE = new URL('../../docs/SCREEN.md', import.meta.url);
const DAY = 86_400_000;

afterEach(closeScreens);

async function draw(columns: number, rows: number): Promise<DrawnScreen> {
  return await drawScreen({columns, rows, theme: {...bareTheme, name: 'dark'}});
}

async function start(columns: number, rows: number): Promise<DrawnScreen> {
  const screen = await draw(columns, rows);
  await screen.push({type: 'ready', snapshot: snapshot()});
  return screen;
}

async function talk(columns: number, rows: number): Promise<DrawnScreen> {
  const screen = await draw(columns, rows);
  const bob = peer(BOB_KEY, 'bob', {presence: 'online', verified: true, address: safeText('10.0.0.2:4242')});
  const carol = peer(CAROL_KEY, 'carol');
  const dave = peer(DAVE_KEY, 'dave', {relation: 'request', presence: 'online'});
  await screen.push({
    type: 'ready',
    snapshot: snapshot({
      peers: [bob, carol, dave],
      conversations: [
        conversation(WITH_BOB, {lastActivity: TEN_O_CLOCK, participants: [BOB_KEY]}),
        conversation(WITH_CAROL, {lastActivity: TEN_O_CLOCK - 2 * DAY, unread: 3, participants: [CAROL_KEY]}),
        conversation(directWith(DAVE_KEY)),
      ],
    }),
  });
  await screen.open(
    BOB_KEY,
    ownEntry(-1200, 'They say 14 degrees at the hut, wind from the west, and a clear night on Saturday.', {
      state: 'read',
      order: [1, 0, 1],
    }),
    entry(1, 'I did mend it!! It took only four evenings', {
      order: [2, 0, 2],
      reactions: [{emoji: safeText('👍'), authors: [ANN_KEY]}],
    }),
    entry(2, 'packs the good boots', {kind: 'action', order: [3, 0, 3]}),
    entry(3, 'The script for the photos:\n```\nfor f in *.jpeg; do\n  mv -n "$f" "lake-$f"\ndone\n```', {
      order: [4, 0, 4],
    }),
    ownEntry(4, 'Will it overwrite anything?', {
      state: 'read',
      order: [5, 0, 5],
      replyTo: {id: 'x', author: BOB_KEY, text: safeText('The script for the photos')},
    }),
    entry(5, 'No, -n keeps what is there', {order: [6, 0, 6]}),
    ownEntry(6, 'Perfect, thank you! Platform 3 then', {state: 'delivered', order: [7, 0, 7], edited: true}),
  );
  await screen.push({
    type: 'entries-added',
    conversation: WITH_CAROL,
    entries: [entry(1, 'see you on Monday', {conversation: WITH_CAROL, time: TEN_O_CLOCK - 2 * DAY})],
  });
  return screen;
}

async function list(columns: number, rows: number): Promise<DrawnScreen> {
  const screen = await talk(columns, rows);
  await screen.type('\x1b[A');
  return screen;
}

async function help(columns: number, rows: number): Promise<DrawnScreen> {
  const screen = await talk(columns, rows);
  await screen.type('\x1bOP');
  return screen;
}

async function themes(columns: number, rows: number): Promise<DrawnScreen> {
  const screen = await talk(columns, rows);
  screen.model.openThemes();
  await screen.push();
  return screen;
}

async function copy(columns: number, rows: number): Promise<DrawnScreen> {
  const screen = await talk(columns, rows);
  await screen.open(
    BOB_KEY,
    entry(1, 'The map is at https://example.org/lake-trail?via=ridge', {order: [1, 0, 1]}),
    ownEntry(2, 'Thank you, I take it with me: there is no network above the lake.', {order: [2, 0, 2]}),
  );
  await screen.type('\x1bc');
  return screen;
}

async function hint(columns: number, rows: number): Promise<DrawnScreen> {
  const screen = await talk(columns, rows);
  screen.model.store.change(state => ({...state, hint: {name: 'unread', at: TEN_O_CLOCK}}));
  await screen.push();
  return screen;
}

const SCENES: Readonly<Record<string, (columns: number, rows: number) => Promise<DrawnScreen>>> = {
  ...{start, talk, list, help, themes, copy, hint},
};
const PLACES = /```(\w+) (\d+)×(\d+)\n([^`]*(?:`(?!``)[^`]*)*)```/g;

/** `UPDATE=1` writes what is drawn now into the page: look at it. */
test('every screen of the page is what is drawn', async () => {
  const page = readFileSync(PAGE, 'utf8');
  let now = page;
  const places = [...page.matchAll(PLACES)];
  expect(places.length).toBeGreaterThan(8);
  for (const [whole, scene = '', columns = '', rows = ''] of places) {
    const screen = await SCENES[scene]?.(Number(columns), Number(rows));
    expect(screen?.rows()).toHaveLength(Number(rows));
    now = now.replace(whole, () => `\`\`\`${scene} ${columns}×${rows}\n${screen?.frame()}\n\`\`\``);
  }
  if (process.env['UPDATE'] === '1') {
    writeFileSync(PAGE, now);
  }
  expect(now.split('\n')).toEqual((process.env['UPDATE'] === '1' ? now : page).split('\n'));
});
