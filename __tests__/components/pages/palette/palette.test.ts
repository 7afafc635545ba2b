import {afterEach, describe, expect, test} from '@jest/globals';
import {fuzzyScore} from '../../../../components/pages/palette/fuzzy.ts';
import {SETTINGS} from '../../../../components/pages/settings/settings-page.ts';
import type {CoreEvent} from '../../../../src/core/api/api.ts';
import {peerKey} from '../../../../src/lib/ids.ts';
import {
  BOB_KEY,
  CAROL_KEY,
  conversation,
  peer,
  snapshot,
  WITH_BOB,
  WITH_CAROL,
} from '../../../support/facts.ts';
import {closeScreens, type DrawnScreen, type DrawOptions, drawScreen} from '../../../support/screen.tsx';

const CTRL_K = '\x0b';
const DOWN = '\x1b[B';
const ready: CoreEvent = {
  type: 'ready',
  snapshot: snapshot({
    peers: [peer(BOB_KEY, 'bob', {presence: 'online'}), peer(CAROL_KEY, 'carol\x1b[31m 日本')],
    conversations: [
      conversation(WITH_BOB, {lastActivity: 1}),
      conversation(WITH_CAROL, {lastActivity: 2, unread: 3}),
    ],
  }),
};

async function draw(options: DrawOptions = {}): Promise<DrawnScreen> {
  const screen = await drawScreen(options);
  await screen.push(ready);
  return screen;
}

afterEach(closeScreens);

const paneOf = (screen: DrawnScreen) => screen.rows().map(row => row.slice(15));

describe('the palette', () => {
  test('at 80×24 shows conversations by activity, then commands', async () => {
    const screen = await draw();
    await screen.type(CTRL_K);
    expect(paneOf(screen).slice(0, 6)).toEqual([
      ' Go to a conversation, a command, a setting',
      ' Go to:',
      ' carol␛[31m 日本                offline, 3 unread',
      ' bob                            online',
      ' /help [command]                Lists all commands, or explains …',
      ' /invite [options]              Makes an invite link; also 1h, x…',
    ]);
    expect(paneOf(screen)[21]).toBe(' Enter opens · ↑ ↓ choose · Esc closes');
    expect(screen.rows()).toHaveLength(24);
  });

  test('says of somebody who is no contact what they are', async () => {
    const screen = await draw();
    await screen.push({
      type: 'peer-changed',
      peer: peer(peerKey('d'.repeat(64)), 'bob·dddd', {relation: 'alarmed'}),
    });
    await screen.type(CTRL_K, 'dddd');
    expect(paneOf(screen)[2]).toMatch(/^ bob·dddd +has a different key than/);
  });

  test('at 200×50 finds by letters in their order, in names first, then by words of the summary', async () => {
    const screen = await draw({columns: 200, rows: 50});
    await screen.type(CTRL_K, 'thm');
    expect(
      paneOf(screen)
        .map(
          row =>
            row
              .slice(12)
              .trim()
              .split(/\s{2,}|│/)[0], // the details stand at the right
        )
        .slice(2, 5),
    ).toEqual(['/theme [value]', 'set theme: auto', '']);
    await screen.type('\x15', 'five words');
    expect(paneOf(screen)[2]).toContain('/code');
    await screen.type('\x15', 'zzzz');
    expect(paneOf(screen)[2]?.slice(12)).toMatch(/^ No match\./);
  });

  test('Enter opens a conversation', async () => {
    const screen = await draw();
    await screen.type(CTRL_K, DOWN, '\r');
    expect(screen.asked).toEqual([`open ${BOB_KEY}`]);
    expect(screen.rows()[0]).toContain('bob · online');
  });

  test('Enter runs a command that needs nothing, and puts another into the bar', async () => {
    const screen = await draw();
    await screen.type(CTRL_K, 'whoa', '\r');
    expect(screen.asked).toEqual(['submit /whoami']);
    await screen.type(CTRL_K, 'conn', '\r');
    expect(screen.asked).toHaveLength(1);
    expect(screen.rows()[23]).toBe('> /connect');
    expect(screen.model.bar.getState().editor.text).toBe('/connect ');
  });

  test('Enter opens the settings at a setting', async () => {
    const screen = await draw();
    await screen.type(CTRL_K, 'set quiet', '\r');
    expect(paneOf(screen)[0]).toBe(' Settings');
    expect(screen.model.modes.stateOf(SETTINGS)?.at).toBe(5);
  });

  test('Ctrl-K cuts while there is text in the bar, Alt-X opens it always', async () => {
    const screen = await draw();
    await screen.type('one two', '\x1b[H', CTRL_K);
    expect(screen.rows()[23]).toBe('> Type /help for all commands');
    await screen.type('draft', '\x1bx', 'bob', '\r');
    expect(screen.rows()[23]).toBe('> draft');
    expect(screen.asked).toEqual([`open ${BOB_KEY}`]);
  });

  test('Ctrl-C and Esc leave it, and quit nothing', async () => {
    const screen = await draw();
    await screen.type(CTRL_K, 'x', '\x03');
    expect(paneOf(screen)[0]).toBe(' natter');
    expect(screen.rows()[22]).toContain('F1 help');
    expect(screen.asked).toEqual([]);
  });
});

describe('fuzzyScore', () => {
  const best = (typed: string, ...texts: readonly string[]) =>
    texts
      .flatMap(text => [fuzzyScore(typed, text)].flatMap(score => (score === null ? [] : [{text, score}])))
      .sort((a, b) => b.score - a.score)
      .map(({text}) => text);

  test.each([
    ['co', ['/connect', 'carol', 'disconnect', '/unblock <who>']],
    ['ac', ['/accept', 'snack']],
    ['rq', ['/requests']],
    ['lock un', ['/unblock <who>']],
  ])('%s', (typed, expected) => {
    const all = ['/connect', 'disconnect', 'carol', '/accept', 'snack', '/requests', '/unblock <who>'];
    expect(best(typed, ...all)).toEqual(expected);
  });

  test('a shorter name of equal fit goes first; case means nothing', () => {
    expect(best('BOB', 'bobby', 'Bob')).toEqual(['Bob', 'bobby']);
  });

  test('letters in another order are no hit, nothing typed is one', () => {
    expect(fuzzyScore('ob', 'bo')).toBeNull();
    expect(fuzzyScore(' ', 'bo')).toBe(0);
    expect(fuzzyScore('a', '')).toBeNull();
  });
});
