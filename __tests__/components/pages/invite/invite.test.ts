import {afterEach, describe, expect, test} from '@jest/globals';
import {encode} from 'uqr';
import {hearOfInvite, openInvite} from '../../../../components/pages/invite/invite-mode.ts';
import {colourTheme, createPainter, monochromeTheme} from '../../../../components/theme/theme.ts';
import {builtInTheme} from '../../../../components/theme/themes.ts';
import {givenInvite, givenTicket} from '../../../../src/commands/engine/describe-invite.ts';
import type {InviteView} from '../../../../src/core/api/api.ts';
import {safeText} from '../../../../src/lib/text/safe-text.ts';
import {createCells} from '../../../support/cells.ts';
import {BOB_KEY, peer, snapshot, TEN_O_CLOCK} from '../../../support/facts.ts';
import {settled} from '../../../support/history-core.ts';
import {closeScreens, type DrawnScreen, type DrawOptions, drawScreen} from '../../../support/screen.tsx';

const LINK = `natter:${'ybndrfg8ejkmcpqxot1uwisza345h769'.repeat(3).slice(0, 84)}`;
const invite: InviteView = {
  id: 'kqmz',
  kind: 'link',
  text: safeText(LINK),
  hasAddress: false,
  needsAddress: true,
  created: TEN_O_CLOCK,
  expires: TEN_O_CLOCK + 24 * 3_600_000,
  uses: 1,
  usedBy: [],
  isOpen: true,
  hasSurplus: false,
};

async function show(options: DrawOptions, shown = invite): Promise<DrawnScreen> {
  const screen = await drawScreen(options);
  await screen.push({type: 'ready', snapshot: snapshot({self: {...snapshot().self, named: true}})});
  openInvite(screen.model.modes, givenInvite(shown));
  await settled();
  return screen;
}

afterEach(closeScreens);

/** The modules that a camera sees: each cell is two, one above the other. */
function modulesIn(rows: readonly string[], width: number): boolean[][] {
  const cells = rows.map(row => [...row.padEnd(width)].slice(0, width));
  return cells.flatMap(row => [
    row.map(cell => cell === '█' || cell === '▀'),
    row.map(cell => cell === '█' || cell === '▄'),
  ]);
}

const {data: matrix, size} = encode(LINK.toUpperCase(), {ecc: 'L', border: 2});
/** What the last row of cells has below the code. */
const wholeRows = (modules: boolean[][]) => modules.slice(0, size);

describe('the page of an invite', () => {
  test('at 80×24 has the code on the left, and what to do beside it', async () => {
    const screen = await show({});
    const rows = screen.rows();
    expect(wholeRows(modulesIn(rows, size))).toEqual(matrix);
    expect(rows.map(row => row.slice(size).trim())).toEqual([
      'Invite kqmz',
      'For one person, 1 day, until 2025-03-05',
      '10:00.',
      '',
      LINK.slice(0, 41),
      LINK.slice(41, 82),
      LINK.slice(82),
      '',
      'Keep natter running until they type /join',
      'and paste it. The first to use it becomes',
      'your contact. Unless they are on the same',
      'network, they put one of your addresses',
      '(/ip) behind it.',
      ...Array.from({length: 10}, () => ''),
      '',
    ]);
    expect(rows[23]).toBe('c copies the link · Esc closes');
  });

  test('at 45×20 is the link alone, from the edge on', async () => {
    const screen = await show({columns: 45, rows: 20});
    expect(screen.rows()).toEqual([
      'Invite kqmz',
      'For one person, 1 day, until 2025-03-05',
      '10:00.',
      '',
      LINK.slice(0, 45),
      LINK.slice(45, 90),
      LINK.slice(90),
      '',
      'Keep natter running until they type /join and',
      'paste it. The first to use it becomes your',
      'contact. Unless they are on the same network,',
      'they put one of your addresses (/ip) behind',
      'it.',
      '',
      'At 65×20 or more, a QR code is shown here.',
      ...Array.from({length: 4}, () => ''),
      'c copies the link · Esc closes',
    ]);
  });

  test('at 45×40 has the code below the link', async () => {
    const screen = await show({columns: 45, rows: 40});
    const rows = screen.rows();
    expect(rows.slice(4, 7)).toEqual([LINK.slice(0, 45), LINK.slice(45, 90), LINK.slice(90)]);
    expect(wholeRows(modulesIn(rows.slice(14), size))).toEqual(matrix);
  });

  test.each([
    [120, 36],
    [200, 60],
  ])('at %i×%i has both', async (columns, rows) => {
    const screen = await show({columns, rows});
    const beside = screen.rows().map(row => row.slice(size + 2));
    expect(wholeRows(modulesIn(screen.rows(), size))).toEqual(matrix);
    expect(beside.slice(2, 4)).toEqual(['', LINK.slice(0, 72)]);
    expect(beside[4]?.trimEnd()).toBe(LINK.slice(72));
    expect(screen.rows()).toHaveLength(rows);
  });

  test('of ASCII has two columns for each module', async () => {
    const screen = await show({columns: 200, rows: 60, isAscii: true});
    const modules = screen
      .rows()
      .slice(0, size)
      .map(row =>
        (
          row
            .padEnd(2 * size)
            .slice(0, 2 * size)
            .match(/../g) ?? []
        ).map(cell => cell === '##'),
      );
    expect(modules).toEqual(matrix);
  });

  test('of ASCII at 80×24 has no room for the code', async () => {
    const screen = await show({isAscii: true});
    expect(screen.frame()).toContain('At 102×38 or more, a QR code is shown here.');
    expect(screen.frame()).not.toContain('#');
  });
});

test.each(['auto', 'dark', 'light', 'high-contrast'])('theme %s draws dark on light', async name => {
  const {paint} = createPainter(builtInTheme(name, {auto: colourTheme, background: 'dark'}) ?? colourTheme);
  expect(paint('code', '█')).toBe('\x1b[38;5;16m\x1b[48;5;231m█\x1b[39m\x1b[49m');
});

test('without colours the code is inverse, as most terminals are dark', () => {
  expect(createPainter(monochromeTheme).paint('code', '█')).toBe('\x1b[7m█\x1b[27m');
});

test('what a terminal has in its cells is the code, in one style', async () => {
  const screen = await show({theme: colourTheme});
  const cells = createCells(80, 24);
  cells.write(screen.frame().replaceAll('\n', '\r\n'));
  const shown = await Promise.all(Array.from({length: 19}, (_, y) => cells.cellsOf(y)));
  expect(
    wholeRows(
      modulesIn(
        shown.map(row => row.map(cell => cell || ' ').join('')),
        size,
      ),
    ),
  ).toEqual(matrix);
  const {styles} = await cells.look();
  expect(new Set(styles.slice(1, 19).map(style => /^0:(\S+) 37: /.test(style)))).toEqual(new Set([true]));
});

describe('a ticket to a room', () => {
  const link = safeText(`natter:room/${'ybndrfg8ejkmcpqxot1uwisza345h769'.repeat(5).slice(0, 144)}`);
  const made = {id: 'abcd', link, uses: 5, expires: TEN_O_CLOCK + 7 * 24 * 3_600_000};

  async function showTicket(options: DrawOptions): Promise<DrawnScreen> {
    const screen = await show(options);
    openInvite(screen.model.modes, givenTicket(made, safeText('#garden')));
    await settled();
    return screen;
  }

  test('has a code, too, where there is room for it', async () => {
    const screen = await showTicket({columns: 120, rows: 36});
    const ticket = encode(link.toUpperCase(), {ecc: 'L', border: 2});
    const rows = screen.rows();
    expect(modulesIn(rows, ticket.size).slice(0, ticket.size)).toEqual(ticket.data);
    expect(rows.slice(0, 10).map(row => row.slice(ticket.size).trim())).toEqual([
      'Ticket to #garden',
      'For 5 people, 1 week, until 2025-03-11 10:00.',
      '',
      link.slice(0, 72),
      link.slice(72, 144),
      link.slice(144),
      '',
      'They type /join and paste it. Whoever has it comes in as a member; /room',
      'close ends your tickets.',
      '',
    ]);
    await screen.type('c');
    expect(screen.asked).toEqual([`copy ${link}`]);
  });

  test('at 45×20 is the link alone', async () => {
    const screen = await showTicket({columns: 45, rows: 20});
    expect(screen.rows().slice(0, 8)).toEqual([
      'Ticket to #garden',
      'For 5 people, 1 week, until 2025-03-11 10:00.',
      '',
      ...[0, 45, 90, 135].map(from => link.slice(from, from + 45)),
      '',
    ]);
  });
});

describe('its keys', () => {
  test('c copies the link and says so', async () => {
    const screen = await show({});
    await screen.type('c');
    expect(screen.asked).toEqual([`copy ${LINK}`]);
    expect(screen.frame()).toContain('Copied, if your terminal takes it (OSC');
  });

  test('Esc and Ctrl-C leave it, other letters and pastes do nothing', async () => {
    const screen = await show({});
    await screen.type('x', '\x1b[200~pasted\x1b[201~', '\r');
    expect(screen.frame()).not.toContain('Invite kqmz');
    expect(screen.frame()).not.toContain('pasted');
    openInvite(screen.model.modes, givenInvite(invite));
    await screen.type('\x03');
    expect(screen.frame()).not.toContain('Invite kqmz');
    expect(screen.asked).toEqual([]);
  });
});

test('says who came by it while it is shown', async () => {
  const screen = await show({});
  hearOfInvite(screen.model.modes, [
    {type: 'invite-used', id: 'abcd', peer: peer(BOB_KEY, 'mallory')},
    {type: 'invite-used', id: 'kqmz', peer: peer(BOB_KEY, 'bob')},
  ]);
  await settled();
  expect(screen.frame()).toContain('bob came with this invite.');
  expect(screen.frame()).not.toContain('mallory');
});

test('an invite whose time has gone says so', async () => {
  const screen = await show({}, {...invite, expires: TEN_O_CLOCK - 1});
  expect(screen.frame()).toContain('It has expired.');
});
