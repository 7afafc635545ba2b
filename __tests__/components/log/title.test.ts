import {afterEach, describe, expect, test} from '@jest/globals';
import {drawTitle, type TitleFacts} from '../../../components/log/title.ts';
import {createPainter} from '../../../components/theme/theme.ts';
import {BOB_KEY, conversation, entry, peer, snapshot, WITH_BOB} from '../../support/facts.ts';
import {bareTheme, closeScreens, drawScreen} from '../../support/screen.tsx';

const SIZES = [
  {columns: 45, rows: 20},
  {columns: 80, rows: 24},
  {columns: 120, rows: 36},
  {columns: 200, rows: 60},
];
const HOUR = 3600;
const LONG_NAME = 'Bartholomew Longfellow the Third of Somewhere';

afterEach(closeScreens);

async function drawn(size: (typeof SIZES)[number], more: Parameters<typeof peer>[2], expiry: number | null) {
  const screen = await drawScreen(size);
  const name = String(more?.name ?? 'bob');
  const conversations = [conversation(WITH_BOB, {expiry})];
  await screen.push({type: 'ready', snapshot: snapshot({peers: [peer(BOB_KEY, name, more)], conversations})});
  await screen.open(BOB_KEY, entry(1));
  return {
    title:
      screen
        .rows()[0]
        ?.replace(/^[^│]*│ /, '')
        .replace(/ *│.*$/, '')
        .trim() ?? '',
    bar: screen.rows().at(-1) ?? '',
    screen,
  };
}

describe.each(SIZES)('at $columns×$rows', size => {
  test.each([
    ['online', {presence: 'online'}],
    ['offline, without an address', {presence: 'offline', address: null}],
  ] as const)(
    'the title of somebody %s tells that messages disappear, and who was not verified',
    async (_, more) => {
      const {title} = await drawn(size, more, HOUR);
      expect(title).toMatch(/^bob · .* · disappears 1h · not verified$/);
    },
  );

  test('and who was', async () => {
    const {title} = await drawn(size, {presence: 'online', verified: true}, null);
    expect(title).toBe('bob · online · verified');
  });

  test('however long the name is', async () => {
    const {title, bar} = await drawn(size, {presence: 'online', name: LONG_NAME as never}, HOUR);
    expect(title).toMatch(/^Bartho.* · disappears 1h · not verified$/);
    expect(bar).toMatch(/^> Write to Bart.* \(disappears after 1h\)/);
  });

  test('the bar says it where it would be written', async () => {
    const {bar, screen} = await drawn(size, {presence: 'online'}, HOUR);
    expect(bar).toMatch(/^> Write to bob \(disappears after 1h\), or \//);
    await screen.push({type: 'conversation-changed', conversation: conversation(WITH_BOB, {expiry: null})});
    expect(screen.rows().at(-1)).toBe('> Write to bob, or / for commands');
  });
});

const facts: TitleFacts = {
  ...{
    peer: peer(BOB_KEY, 'bob', {presence: 'offline'}),
    room: null,
    isTyping: false,
    muted: null,
    lastSeen: '',
  },
  ...{expiry: HOUR, newAbove: 53, newKey: 'Alt-U', place: ''},
};
const painter = createPainter(bareTheme);

test.each([
  [56, 'bob · offline, … · disappears 1h · not verified ↑ 53 new'],
  [70, 'bob · offline, messag… · disappears 1h · not verified ↑ 53 new · Alt-U'],
  [38, 'bob · disappears 1h · not verified    '],
])('in %i columns the state gives way first, then the key', (width, title) => {
  expect(drawTitle(facts, width, painter)).toBe(title);
});

describe('a mute', () => {
  const bob = {presence: 'online'} as const;
  const drawnTitle = (more: Partial<TitleFacts>) =>
    drawTitle(
      {...facts, ...{peer: peer(BOB_KEY, 'bob', bob), expiry: null, newAbove: 0}, ...more},
      60,
      painter,
    ).trim();

  test('is told before what may be cut, with its end', () => {
    expect(drawnTitle({muted: ''})).toBe('bob · muted · online · not verified');
    expect(drawnTitle({muted: 'Wed 21:18'})).toBe('bob · muted till Wed 21:18 · online · not verified');
  });

  test('gives way to who types, and to an alarm', () => {
    expect(drawnTitle({muted: '', isTyping: true})).toBe('bob · typing … · not verified');
    expect(drawnTitle({muted: '', peer: peer(BOB_KEY, 'bob', {relation: 'alarmed'})})).toMatch(
      /^bob · different key than before: /,
    );
  });
});

describe('what a contact is about', () => {
  const about = (status: string) => ({presence: 'online', status: status as never}) as const;

  test.each([
    [45, 20, 'bob · online · “on the train…” · not verified'],
    [80, 24, 'bob · online · “on the train until 6, then at h…” · not verified'],
    [120, 36, 'bob · online · “on the train until 6, then at home” · not verified'],
  ])('stands behind how they are, as far as there is room at %i×%i', async (columns, rows, title) => {
    expect((await drawn({columns, rows}, about('on the train until 6, then at home'), null)).title).toBe(
      title,
    );
  });

  test('gives way to who types and what counts, and stays within its quotes', () => {
    const drawnTitle = (width: number, more: Partial<TitleFacts>, status = 'verified') =>
      drawTitle(
        {...facts, peer: peer(BOB_KEY, 'bob', about(status)), expiry: null, newAbove: 0, ...more},
        width,
        painter,
      ).trim();
    expect(drawnTitle(60, {})).toBe('bob · online · “verified” · not verified');
    expect(drawnTitle(60, {isTyping: true})).toBe('bob · typing … · not verified');
    expect(drawnTitle(60, {muted: ''})).toBe('bob · muted · online · “verified” · not verified');
    expect(drawnTitle(38, {})).toBe('bob · online · “verif…” · not verified');
    expect(drawnTitle(37, {})).toBe('bob · online · not verified');
  });
});

test('somebody who is away was last seen at some time, if ever', () => {
  const drawnTitle = (lastSeen: string) =>
    drawTitle({...facts, expiry: null, newAbove: 0, lastSeen}, 80, painter).trim();
  expect(drawnTitle('Wed 21:18')).toBe(
    'bob · offline since Wed 21:18, messages are delivered when they … · not verified',
  );
  expect(drawnTitle('')).toBe(
    'bob · offline, messages are delivered when they connect to you · not verified',
  );
});
