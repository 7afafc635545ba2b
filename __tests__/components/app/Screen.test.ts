import {afterEach, describe, expect, test} from '@jest/globals';
import {monochromeTheme} from '../../../components/theme/theme.ts';
import {commands} from '../../../src/commands/registry.ts';
import type {CoreEvent} from '../../../src/core/api/api.ts';
import {directWith} from '../../../src/lib/conversation.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {
  ANN_KEY,
  ann,
  BOB_KEY,
  CAROL_KEY,
  conversation,
  DAVE_KEY,
  entry,
  MINUTE,
  ownEntry,
  peer,
  snapshot,
  TEN_O_CLOCK,
  unreadEntry,
  WITH_BOB,
} from '../../support/facts.ts';
import {closeScreens, type DrawnScreen, type DrawOptions, drawScreen} from '../../support/screen.tsx';

const bob = peer(BOB_KEY, 'bob', {presence: 'online', address: safeText('10.0.0.2:4242')});
const carol = peer(CAROL_KEY, 'carol', {relation: 'request', presence: 'online'});
const dave = peer(DAVE_KEY, 'dave');
const ready: CoreEvent = {
  type: 'ready',
  snapshot: snapshot({
    peers: [dave, carol, bob],
    conversations: [
      conversation(WITH_BOB, {
        unread: 2,
        lastActivity: 2,
        firstUnread: {id: entry(2).id, order: entry(2).order},
      }),
      conversation(directWith(DAVE_KEY), {lastActivity: 1}),
    ],
  }),
};

async function draw(options?: DrawOptions): Promise<DrawnScreen> {
  return await drawScreen(options);
}

afterEach(closeScreens);

/** A frame without the empty rows in it. */
const filled = (screen: DrawnScreen) => screen.rows().filter(row => row.replace('│', '').trim() !== '');

describe('the start page', () => {
  test('is there before the core is', async () => {
    const screen = await draw();
    expect(filled(screen)).toEqual([
      ' no contacts  │ natter',
      '              │ Starting …',
      ' starting … ───────────────────────────────────────────────────────────── 10:00',
      '> Type /help for all commands',
    ]);
    expect(screen.rows().length).toBe(24);
  });

  test('tells a newcomer how to be reached and what to type', async () => {
    const screen = await draw();
    await screen.push({type: 'ready', snapshot: snapshot()});
    expect(filled(screen)).toEqual([
      ' no contacts  │ natter',
      '              │ You are ann, id ann1-2345-6789.',
      '              │ People can reach you at:',
      '              │   /connect 192.168.1.5:4242',
      '              │ Press Enter to invite someone: a link, five words and a QR code.',
      '              │ Were you invited? Type /join and paste the link.',
      '              │ Invite someone    /invite',
      '              │ Use an invite     /join <link>',
      '              │ By an address     /connect host:port',
      '              │ Commands, keys    /help or F1',
      ' 0 online ───────────────────────────────────────────────────── F1 help · 10:00',
      '> Type /help for all commands',
    ]);
  });

  test('Enter invites somebody where nobody is known yet, and nobody is invited by it else', async () => {
    const screen = await draw();
    await screen.push({type: 'ready', snapshot: snapshot()});
    await screen.type('\r');
    expect(screen.asked).toEqual(['submit /invite']);
    const known = await draw();
    await known.push(ready);
    await known.type('\r');
    expect(known.asked).toEqual([]);
  });

  test.each([40, 45, 59, 60, 80])('at %i columns no line of what to type is broken', async columns => {
    const screen = await draw({columns});
    await screen.push({type: 'ready', snapshot: snapshot()});
    for (const line of ['Invite someone    /invite', 'By an address     /connect host:port']) {
      expect(screen.frame()).toContain(line);
    }
  });

  test('shows what went wrong in the status line, once', async () => {
    const screen = await draw();
    await screen.push(ready, {type: 'failed', code: 'DISK_FULL', message: safeText('The disk is full.')});
    expect(screen.frame().split('The disk is full.')).toHaveLength(2);
    expect(screen.rows()[22]).toBe(
      ' The disk is full. ────────────────────────────────────────────────────── 10:00',
    );
  });
});

describe('a conversation', () => {
  test('at 80×24', async () => {
    const screen = await draw();
    await screen.push(ready);
    await screen.open(
      BOB_KEY,
      entry(-900, 'yesterday'),
      entry(1, 'hello ann'),
      entry(2, 'how are you? '.repeat(5).trim()),
      entry(3, 'well?'),
      ownEntry(4, 'fine, 日本語 👍🏽'),
      ownEntry(4, 'waves', {id: 'w', kind: 'action', state: 'sent', order: [5, 0, 5]}),
      ownEntry(4, 'one\n  two', {id: 'x', state: 'delivered', order: [6, 0, 6]}),
      ownEntry(6, 'bye', {state: 'read', order: [7, 0, 7]}),
    );
    await screen.push({
      type: 'peer-offline',
      peer: {...bob, presence: 'offline'},
      reason: 'quit',
      detail: null,
    });
    expect(screen.rows()).toEqual(
      [
        ' Requests     │ bob · offline, messages are delivered later · not verified',
        ' ? carol      │',
        ' Contacts     │',
        '›○ bob       2│',
        '1○ dave       │',
        '              │ This is the beginning of your conversation with bob.',
        '              │ ── Monday, 3 March 2025 ────────────────────────────────────────',
        '              │ bob  yesterday                                             19:00',
        '              │ ── Tuesday, 4 March 2025 ───────────────────────────────────────',
        '              │ bob  hello ann                                             10:01',
        '              │ ── 2 new ───────────────────────────────────────────────────────',
        '              │ bob  how are you? how are you? how are you? how are you?   10:02',
        '              │      how are you?',
        '              │      well?                                                 10:03',
        '              │ you  fine, 日本語 👍🏽                                     … 10:04',
        '              │ *    ann waves                                           › 10:04',
        '              │ you  one                                                   10:04',
        '              │        two',
        '              │      bye                                                ✓✓ 10:06',
        ' 1 request · 1 online ───────────────────────────────────────── F1 help · 10:00',
        '> Write to bob, or / for commands',
      ].toSpliced(5, 0, '              │', '              │', '              │'),
    );
  });

  test('at 200×50 long names and lines have more room', async () => {
    const screen = await draw({columns: 200, rows: 50});
    await screen.push(ready);
    await screen.open(BOB_KEY, entry(1, 'word '.repeat(60).trim()));
    const margin = `${' '.repeat(26)}│`;
    const row = `${margin}      ${'word '.repeat(15).trim()}`;
    const first = `${margin} bob  ${'word '.repeat(14).trim()}`;
    expect(screen.rows().length).toBe(50);
    const besides = (shown: string) => shown.replace(/ *│[^│]*$/, '');
    expect(screen.rows().slice(41, 48).map(besides)).toEqual([
      `${margin} This is the beginning of your conversation with bob.`,
      `${margin} ── Tuesday, 4 March 2025 ${'─'.repeat(55)}`,
      `${first.padEnd(27 + 76)}10:01`,
      ...[row, row, row],
      `${margin}      word`,
    ]);
  });

  test('answers of the program wrap like the tables they are', async () => {
    const screen = await draw();
    await screen.push(ready, {
      type: 'notice',
      conversation: WITH_BOB,
      text: safeText(
        'Commands:\n/say <text>  Sends text as it is, even if it begins with a slash\n/quit        Ends',
      ),
    });
    await screen.open(BOB_KEY);
    expect(
      screen
        .rows()
        .slice(18, 22)
        .map(row => row.slice(16)),
    ).toEqual([
      '-- Commands:                                               10:00',
      '   /say <text>  Sends text as it is, even if it begins with a',
      '                slash',
      '   /quit        Ends',
    ]);
  });

  test('replies, edits, deletions and reactions', async () => {
    const screen = await draw();
    await screen.push(ready, {type: 'typing-changed', conversation: WITH_BOB, active: true, authors: []});
    await screen.open(
      BOB_KEY,
      entry(1, 'better', {
        edited: true,
        reactions: [{emoji: safeText('👍'), authors: [ANN_KEY, BOB_KEY]}],
      }),
      ownEntry(2, 'yes', {replyTo: {id: 'x', author: BOB_KEY, text: safeText('is it\ngood?')}}),
      ownEntry(3, '', {deleted: true, state: 'read'}),
      entry(4, 'what?', {replyTo: {id: 'y', author: BOB_KEY, text: null}}),
    );
    expect(screen.rows()[0]).toBe(' Requests     │ bob · typing … · not verified');
    expect(
      screen
        .rows()
        .slice(15, 22)
        .map(row => row.slice(16)),
    ).toEqual([
      'bob  better  👍 2  edited                                  10:01',
      'you  ╭ bob: is it good?                                  … 10:02',
      '     yes',
      '     message deleted                                    ✓✓ 10:03',
      '── 1 new ───────────────────────────────────────────────────────',
      'bob  ╭ bob: a message that is not available                10:04',
      '     what?',
    ]);
  });

  test('under 60 columns there is no peer list, and a sender has a row of their own', async () => {
    const screen = await draw({columns: 59, rows: 12});
    await screen.push(ready);
    await screen.open(BOB_KEY, entry(1, 'hello'));
    expect(filled(screen)).toEqual([
      'bob · online · not verified',
      'This is the beginning of your conversation with bob.',
      '── Tuesday, 4 March 2025 ──────────────────────────────────',
      'bob                                                   10:01',
      '  hello',
      ' 1 request · 2 online ──────────────────── F1 help · 10:00',
      '> Write to bob, or / for commands',
    ]);
  });

  test('hostile names stay in their column and on their row', async () => {
    const evil = peer(BOB_KEY, '\x1b[31mevil\nname 日本語日本語日本語', {presence: 'connecting'});
    const screen = await draw();
    await screen.push({
      type: 'ready',
      snapshot: snapshot({peers: [evil], conversations: [conversation(WITH_BOB)]}),
    });
    await screen.open(BOB_KEY, entry(1, 'x'));
    expect(screen.rows()[0]?.slice(0, 15)).toBe('›◌ ␛[31mevil …│');
    expect(screen.rows()[21]).toBe(`              │ ␛[31me…  x${' '.repeat(49)}10:01`);
    expect(screen.rows().length).toBe(24);
  });
});

describe('the log', () => {
  const hundred = Array.from({length: 100}, (_, index) => entry(index + 1));
  const lastRow = (screen: DrawnScreen) => screen.rows()[21]?.split('│ ')[1];

  async function long(): Promise<DrawnScreen> {
    const screen = await draw();
    await screen.push(ready, {type: 'conversation-changed', conversation: conversation(WITH_BOB)});
    await screen.open(BOB_KEY, ...hundred);
    return screen;
  }

  const firstRow = (screen: DrawnScreen) => screen.rows()[1]?.split('│ ')[1];

  test('PgUp and PgDn move by a page less two rows; the end follows again', async () => {
    const screen = await long();
    expect(firstRow(screen)).toBe('bob  message 80                                            11:20');
    await screen.type('\x1b[5~');
    expect(firstRow(screen)).toBe('bob  message 61                                            11:01');
    expect(lastRow(screen)).toBe('↓ more below, PgDn goes there');
    await screen.type('\x1b[5~');
    expect(firstRow(screen)).toBe('bob  message 42                                            10:42');
    await screen.type('\x1b[6~', '\x1b[6~', '\x1b[6~');
    expect(lastRow(screen)).toBe('     message 100                                           11:40');
  });

  test('what is read does not move while messages arrive, and they are counted', async () => {
    const screen = await long();
    await screen.type('\x1b[5~');
    for (let n = 101; n <= 112; n++) {
      await screen.push({type: 'entries-added', conversation: WITH_BOB, entries: [unreadEntry(n)]});
    }
    expect(firstRow(screen)).toBe('bob  message 61                                            11:01');
    expect(lastRow(screen)).toBe('↓ 12 new below, PgDn goes there');
  });

  test('older history is asked for before the top is reached, not sooner', async () => {
    const screen = await draw();
    await screen.push(ready, {type: 'conversation-changed', conversation: conversation(WITH_BOB)});
    await screen.open(BOB_KEY, ...hundred);
    screen.model.store.change(state => {
      const window = state.windows.get(WITH_BOB);
      return window === undefined
        ? state
        : {...state, windows: new Map([[WITH_BOB, {...window, olderExist: true}]])};
    });
    await screen.type('\x1b[5~');
    expect(screen.asked).toEqual([]);
    await screen.type('\x1b[5~', '\x1b[5~');
    expect(screen.asked).toEqual([`older ${BOB_KEY}`]);
  });

  test('Alt-Home goes to the first message, Alt-End to the last', async () => {
    const screen = await long();
    await screen.type('\x1b[1;3H');
    expect(firstRow(screen)).toBe('This is the beginning of your conversation with bob.');
    await screen.type('\x1b[1;3F');
    expect(lastRow(screen)).toBe('     message 100                                           11:40');
  });

  test('a resize keeps the place that is read', async () => {
    const wide = await long();
    await wide.type('\x1b[5~', '\x1b[5~');
    const {store, logView} = wide.model;
    const narrow = logView.draw(store.getState(), WITH_BOB, {width: 40, height: 10});
    expect(narrow[0]).toMatch(/^ bob {2}message 42 +10:42$/);
  });
});

describe('keys', () => {
  async function withPeers(): Promise<DrawnScreen> {
    const screen = await draw();
    await screen.push(ready);
    return screen;
  }

  test('↑ ↓ choose a peer while the bar is empty, Enter opens', async () => {
    const screen = await withPeers();
    const selected = () => screen.model.store.getState().selected;
    await screen.type('\x1b[B');
    expect(selected()).toBe(CAROL_KEY);
    await screen.type('\x1b[B', '\x1b[B', '\x1b[B');
    expect(selected()).toBe(DAVE_KEY);
    await screen.type('\x1b[A', '\r');
    expect(screen.asked).toEqual([`open ${BOB_KEY}`]);
    expect(screen.rows()[0]).toBe(' Requests     │ bob · online · not verified');
  });

  test('a chosen peer is shown without any colour, too', async () => {
    const screen = await draw({theme: monochromeTheme});
    await screen.push(ready);
    await screen.type('\x1b[B');
    expect(screen.frame()).toContain('\x1b[7m ? carol      \x1b[27m');
    expect(screen.frame()).not.toMatch(/\x1b\[[34]\dm/);
  });

  test('the status bar says what Enter does with a chosen peer, Esc lets it go', async () => {
    const screen = await draw();
    await screen.push(ready);
    await screen.open(BOB_KEY);
    await screen.type('\x1b[B');
    expect(screen.rows().at(-2)).toBe(
      ' Enter opens dave · ↑ ↓ choose · Ctrl-R last line · Ctrl-E edit last message · …',
    );
    await screen.type('x');
    expect(screen.rows().at(-2)).toContain('F1 help');
    await screen.type('\x7f');
    expect(screen.rows().at(-2)).toContain(' Enter opens dave');
    screen.model.press({name: 'escape'});
    await screen.push();
    expect(screen.model.store.getState().selected).toBe(BOB_KEY);
    expect(screen.rows().at(-2)).toContain('F1 help');
  });

  test('of WeeChat: F5, F6 go through the conversations, Alt-< back, Alt-L shows the log alone', async () => {
    const screen = await draw();
    await screen.push(ready);
    await screen.type('\x1b[17~', '\x1b[15~', '\x1b<');
    expect(screen.asked).toEqual([`open ${CAROL_KEY}`, `open ${DAVE_KEY}`, `open ${CAROL_KEY}`]);
    await screen.type('\x1bl');
    expect(screen.rows().at(-1)).toBe('Select, copy · PgUp PgDn · Esc closes');
  });

  test('the line end of a short paste is not taken over', async () => {
    const screen = await draw();
    await screen.push(ready);
    await screen.type('\x1b[200~one\rtwo\r\x1b[201~');
    expect(screen.rows().slice(-2)).toEqual(['> one', '  two']);
    await screen.type('!');
    expect(screen.rows().slice(-2)).toEqual(['> one', '  two!']);
  });

  test('Alt with a number, Ctrl-N, Ctrl-P, Alt-A, Alt-/ go to conversations', async () => {
    const screen = await withPeers();
    await screen.type('\x1b1', '\x0e', '\x10', '\x1ba', '\x1b/', '\x1b[1;3D');
    expect(screen.asked.map(what => what.slice(5, 6))).toEqual(['d', 'c', 'd', 'c', 'd', 'b']);
  });

  test('one read with text and a return is typed and sent', async () => {
    const screen = await withPeers();
    await screen.type('hello\r/li', 'st\r');
    expect(screen.asked).toEqual(['submit hello', 'submit /list']);
    expect(screen.rows()[23]).toBe('> Type /help for all commands');
  });

  test('↑ with text goes through what was entered, ↓ comes back to what was being typed', async () => {
    const screen = await withPeers();
    await screen.type('one\r', 'two\r', 'dra', '\x1b[A');
    expect(screen.rows()[23]).toBe('> two');
    await screen.type('\x1b[A');
    expect(screen.rows()[23]).toBe('> one');
    await screen.type('\x1b[B', '\x1b[B');
    expect(screen.rows()[23]).toBe('> dra');
  });

  test('Tab completes commands and shows what there is to choose from', async () => {
    const screen = await withPeers();
    await screen.type('/con\t');
    expect(screen.rows()[23]).toBe('> /connect');
    await screen.type('\x15', '/c\t');
    expect(screen.rows()[22]).toBe(' /code  /connect  /clear  /copy');
    expect(screen.rows()[23]).toBe('> /code');
    await screen.type('\t', '\t');
    expect(screen.rows()[23]).toBe('> /clear');
    await screen.type('\x1b[Z');
    expect(screen.rows()[23]).toBe('> /connect');
    await screen.type('x');
    expect(screen.rows()[22]).toContain(' /connect <host:port> · ');
  });

  test('Tab completes names', async () => {
    const screen = await withPeers();
    await screen.type('/query da\t');
    expect(screen.rows()[23]).toBe('> /query dave');
  });

  test('a message of several lines makes the bar grow, at most to a third of the screen', async () => {
    const screen = await withPeers();
    await screen.type('one', '\x1b\r', 'two', '\n', 'three');
    expect(screen.rows().slice(-4)).toEqual([
      ' 1 request · 2 unread · 2 online ────────────────────────────── F1 help · 10:00',
      '> one',
      '  two',
      '  three',
    ]);
    await screen.type('\n4\n5\n6\n7\n8\n9\n10');
    expect(screen.rows().slice(-7)).toEqual([
      ' 1 request · 2 unread · 2 online ────────────────────────────── F1 help · 10:00',
      '  5',
      '  6',
      '  7',
      '  8',
      '  9',
      '  10',
    ]);
    expect(screen.rows().length).toBe(24);
  });

  test('F1 shows keys and commands, Esc leaves', async () => {
    const screen = await withPeers();
    await screen.type('\x1bOP');
    expect(screen.rows()[0]).toBe(' Help (type to filter, Esc to close)');
    const seen = [...screen.rows()];
    for (let page = 0; page < 7; page++) {
      await screen.type('\x1b[6~');
      seen.push(...screen.rows());
    }
    for (const {name} of commands) {
      expect(seen.some(row => row.startsWith(` /${name} `))).toBe(true);
    }
    await screen.type('\x1b[H');
    expect(screen.rows()[0]).toBe(' Help (type to filter, Esc to close)');
    screen.model.press({name: 'escape'});
    await screen.push();
    expect(screen.rows()[0]).toBe(' Requests     │ natter');
  });

  test('the help begins with what is needed first; End and Home go to its ends, and nobody gets beyond them', async () => {
    const screen = await withPeers();
    await screen.type('\x1bOP');
    expect(screen.rows().slice(0, 4)).toEqual([
      ' Help (type to filter, Esc to close)',
      '',
      ' What you need first',
      ' /invite [options]        Makes an invite link; also 1h, x5, list, cancel id',
    ]);
    await screen.type('\x1b[F');
    const end = screen.rows();
    expect(end.slice(18).join(' ')).toContain('/set marks');
    await screen.type('\x1b[6~', '\x1b[6~', '\x1b[B');
    expect(screen.rows()).toEqual(end);
    await screen.type('\x1b[A');
    expect(screen.rows().slice(1, 22)).toEqual(end.slice(0, 21));
    await screen.type('\x1b[H');
    expect(screen.rows()[0]).toBe(' Help (type to filter, Esc to close)');
  });

  test('what is typed in the help leaves what holds it; Esc shows all, then closes', async () => {
    const screen = await withPeers();
    await screen.type('\x1bOP', 'quiet', ' h');
    expect(screen.rows()[0]).toBe(' Help: quiet h▏ (Esc shows all)');
    expect(screen.frame()).toContain('/set quiet');
    expect(screen.frame()).not.toContain('/invite');
    await screen.type('zz');
    expect(screen.rows()[2]).toBe(' No match.');
    await screen.type('\x7f', '\x7f');
    expect(screen.frame()).toContain('/set quiet');
    await screen.type('\x1b');
    expect(screen.rows()[2]).toBe(' What you need first');
    await screen.type('\x1b');
    expect(screen.rows()[0]).toBe(' Requests     │ natter');
    expect(screen.rows().at(-1)).toBe('> Type /help for all commands');
  });

  test('Esc in the help takes an error out of the status bar, too', async () => {
    const screen = await withPeers();
    await screen.push({
      type: 'failed',
      code: 'DISK_FULL',
      message: safeText('The disk is full.'),
    } as CoreEvent);
    await screen.type('\x1bOP');
    expect(screen.rows()[22]).toContain(' The disk is full.');
    screen.model.press({name: 'escape'});
    await screen.push();
    expect(screen.rows()[0]).toBe(' Requests     │ natter');
    expect(screen.rows()[22]).toContain('F1 help');
  });

  test('Ctrl-C empties the bar, twice within two seconds it quits', async () => {
    const screen = await withPeers();
    await screen.type('draft', '\x03');
    expect(screen.asked).toEqual([]);
    expect(screen.rows()[23]).toBe('> Type /help for all commands');
    expect(screen.rows()[22]).toContain('Ctrl-C again quits');
    screen.clock.advance(2000);
    await screen.type('\x03');
    expect(screen.asked).toEqual([]);
    await screen.type('\x03');
    expect(screen.asked).toEqual(['quit']);
  });

  test('Ctrl-L, Ctrl-Z', async () => {
    const screen = await withPeers();
    await screen.type('\x0c', '\x1a');
    expect(screen.asked).toEqual(['redraw', 'suspend']);
  });
});

describe('the first run', () => {
  const unnamed: CoreEvent = {
    type: 'ready',
    snapshot: snapshot({self: ann({named: false, name: safeText('otter-3')})}),
  };

  test('asks for a name and takes it', async () => {
    const names: string[] = [];
    const rename = (name: string) => {
      names.push(name);
      return Promise.resolve(name === 'x' ? 'That name is too short.' : null);
    };
    const screen = await draw({rename});
    await screen.push(unnamed);
    expect(filled(screen)).toEqual(
      [
        ' Welcome to natter.',
        ' What should others call you?',
        '',
        ' Press Enter to continue, or Esc to be called otter-3.',
      ].filter(row => row !== ''),
    );
    await screen.type('x', '\r');
    expect(screen.frame()).toContain(' That name is too short.');
    await screen.type('\x7f', '\x0c', 'Ann\r');
    expect(names).toEqual(['x', 'Ann']);
    await screen.push({type: 'self-changed', self: ann({name: safeText('Ann')})});
    expect(screen.rows()[22]).toContain('F1 help');
  });

  test.each(['\r', '\x1b'])('%j goes on with the made-up name, and keeps it', async key => {
    const names: string[] = [];
    const rename = (name: string) => {
      names.push(name);
      return Promise.resolve(null);
    };
    const screen = await draw({rename});
    await screen.push(unnamed);
    await screen.type(key);
    expect(names).toEqual(['otter-3']);
    expect(screen.rows()[22]).toContain('F1 help');
  });
});

test('under 40×10 it says so, and how much it needs', async () => {
  const screen = await draw({columns: 39, rows: 9});
  expect(filled(screen)).toEqual(['This terminal is too small: 39×9.', 'natter needs 40×10.']);
  await screen.type('\x03', '\x03');
  expect(screen.asked).toEqual(['quit']);
});

test('under 40×10 nothing that is typed, pasted or clicked gets to what is not shown', async () => {
  const screen = await draw({columns: 39, rows: 9});
  await screen.push(ready);
  await screen.open(BOB_KEY, entry(1));
  await screen.type('/export\r', '\x1b[200~pasted\x1b[201~', '\x06', '\x1bOP', '\x1b1');
  screen.model.paste('pasted');
  screen.model.mouse({type: 'press', x: 3, y: 1});
  expect(screen.model.bar.getState().editor.text).toBe('');
  expect(screen.model.modes.getState().map(({kind}) => kind.name)).toEqual(['chat', 'too-small']);
  expect(screen.asked).toEqual([]);
  await screen.type('\x0c', '\x1a');
  expect(screen.asked).toEqual(['redraw', 'suspend']);
});

test('the clock goes on', async () => {
  const screen = await draw();
  screen.clock.advance(MINUTE);
  await screen.type('x');
  expect(screen.rows()[22]?.trimEnd().endsWith('10:01')).toBe(true);
  expect(TEN_O_CLOCK % MINUTE).toBe(0);
});
