import {afterEach, describe, expect, test} from '@jest/globals';
import {CONFIRM} from '../../../components/dialogs/confirm.ts';
import {COMPOSE} from '../../../components/input/compose.ts';
import {SELECTION} from '../../../components/selection/selection.ts';
import type {CoreEvent, EntryView} from '../../../src/core/api/api.ts';
import {conversationId, directWith} from '../../../src/lib/conversation.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {startWindowAt, takeOlder} from '../../../src/store/view.ts';
import {MAX_WINDOW} from '../../../src/store/windows.ts';
import {
  ANN_KEY,
  BOB_KEY,
  CAROL_KEY,
  conversation,
  entry,
  ownEntry,
  peer,
  snapshot,
  WITH_BOB,
} from '../../support/facts.ts';
import {settled} from '../../support/history-core.ts';
import {closeScreens, type DrawnScreen, type DrawOptions, drawScreen} from '../../support/screen.tsx';

const UP = '\x1b[1;5A';
const DOWN = '\x1b[1;5B';
const PLAIN_UP = '\x1b[A';
const PLAIN_DOWN = '\x1b[B';
const ESC = 'Esc';
const bob = peer(BOB_KEY, 'bob', {presence: 'online'});
const ready: CoreEvent = {
  type: 'ready',
  snapshot: snapshot({peers: [bob], conversations: [conversation(WITH_BOB)]}),
};
const quoting = (quoted: EntryView) => ({
  replyTo: {id: quoted.id, author: quoted.author, text: quoted.text},
});
const question = entry(1, 'tea or coffee?');
const answer = ownEntry(2, 'tea', quoting(question));
const thanks = entry(3, 'thanks');
const HINT = ' r reply  x react  c copy  f forward  i details  Esc';

afterEach(closeScreens);

/** Bob's conversation, with a question, an answer of ours and his thanks. */
async function draw(options: DrawOptions = {}, entries = [question, answer, thanks]): Promise<DrawnScreen> {
  const screen = await drawScreen(options);
  await screen.push(ready);
  await screen.open(BOB_KEY, ...entries);
  return screen;
}

/** Sends bytes; Esc comes as a key, since the terminal would wait whether more follows. */
async function press(screen: DrawnScreen, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    if (key === ESC) {
      screen.model.press({name: 'escape'});
      await settled();
    } else {
      await screen.type(key);
    }
  }
}

const selected = (screen: DrawnScreen) => screen.model.modes.stateOf(SELECTION);
/** What the status line says, without its line. */
const status = (screen: DrawnScreen) => screen.rows().at(-2)?.replace(/ ─+$/, '');
const bar = (screen: DrawnScreen) => screen.rows().at(-1);

describe('choosing', () => {
  test('Ctrl-↑ begins with the newest; ↑ and ↓ go on; below the newest the choice ends', async () => {
    const screen = await draw();
    await screen.type(UP);
    expect(selected(screen)).toBe(thanks.id);
    expect(status(screen)).toBe(HINT);
    await screen.type(UP, PLAIN_UP);
    expect(selected(screen)).toBe(question.id);
    await screen.type(UP);
    expect(selected(screen)).toBe(question.id);
    await screen.type(PLAIN_DOWN, DOWN, DOWN);
    expect(selected(screen)).toBeNull();
    expect(status(screen)).toContain('F1 help');
  });

  test('all rows of the chosen message stand out, over the whole width', async () => {
    const {colourTheme} = await import('../../../components/theme/theme.ts');
    const screen = await draw({theme: colourTheme}, [question, entry(2, 'one\ntwo')]);
    await screen.type(UP);
    const marked = screen.rows().filter(row => /\x1b\[7m.*(one|two) +/.test(row));
    expect(marked.length).toBe(2);
  });

  test('what is chosen is scrolled into view, at either end', async () => {
    const hundred = Array.from({length: 100}, (_, index) => entry(index + 1));
    const screen = await draw({}, hundred);
    for (let n = 0; n < 25; n++) {
      await screen.type(UP);
    }
    expect(selected(screen)).toBe(entry(76).id);
    expect(screen.frame()).toMatch(/message 76 /);
    expect(screen.frame()).not.toMatch(/message 75 /);
    for (let n = 0; n < 25; n++) {
      await screen.type(DOWN);
    }
    expect(screen.model.store.getState().scrolls.size).toBe(0);
    expect(screen.rows()[21]).toContain('message 100');
  });

  test('near the oldest that is loaded older ones are asked for', async () => {
    const screen = await draw();
    await screen.type(UP, UP);
    expect(screen.asked).toContain(`older ${BOB_KEY}`);
  });

  test('Esc leaves; letters that are no keys do nothing, and the bar shows that it takes nothing', async () => {
    const screen = await draw();
    await press(screen, UP, ESC);
    expect(selected(screen)).toBeNull();
    await screen.type(UP, 'Hallo', '\x7f');
    expect(selected(screen)).toBe(thanks.id);
    expect(bar(screen)).toBe('> Letters act on the message. Esc to write');
    await press(screen, ESC);
    await screen.type('Hello');
    expect(bar(screen)).toBe('> Hello');
  });

  test('keys that come in one read do what they do one by one', async () => {
    for (const reads of [['reed'], ['r', 'eed'], ['r', 'e', 'e', 'd']]) {
      const screen = await draw();
      await screen.type(UP, ...reads);
      expect(bar(screen)).toBe('> eed');
      expect(screen.model.modes.stateOf(COMPOSE)).toMatchObject({kind: 'reply', entry: thanks});
    }
  });

  test('a paste is no row of keys: it goes into the bar', async () => {
    const screen = await draw();
    await screen.type(UP, '\x1b[200~reed\x1b[201~');
    expect(bar(screen)).toBe('> reed');
    expect(screen.model.modes.getState().map(({kind}) => kind.name)).toEqual(['chat']);
  });

  test('a message that disappears is not chosen any more', async () => {
    const screen = await draw();
    await screen.type(UP);
    await screen.push({type: 'entries-removed', conversation: WITH_BOB, ids: [thanks.id]});
    expect(status(screen)).toContain('F1 help');
    await screen.type('r');
    expect(bar(screen)).toBe('> r');
  });

  test('opening another conversation ends the choice, and what was composed', async () => {
    const screen = await draw();
    await screen.type(UP, 'r');
    screen.model.actions.open(conversationId('c'.repeat(64)));
    await screen.type('x');
    expect(screen.model.modes.getState().map(({kind}) => kind.name)).toEqual(['chat']);
  });

  test('where there is no message, nothing is chosen', async () => {
    const screen = await draw({}, []);
    await screen.type(UP, 'r');
    expect(bar(screen)).toBe('> r');
  });
});

describe('reply', () => {
  test('r says what is answered to, Enter sends it', async () => {
    const screen = await draw();
    await screen.type(UP, 'r');
    expect(status(screen)).toBe(' Reply to: thanks · Esc cancels');
    await screen.type('you too\r');
    expect(screen.asked).toContain(`reply ${thanks.id} you too`);
    expect(status(screen)).toContain('F1 help');
  });

  test('Enter on a chosen message is r; Esc keeps what was typed as a message', async () => {
    const screen = await draw();
    await press(screen, UP, '\r', 'text', ESC);
    expect(bar(screen)).toBe('> text');
    await screen.type('\r');
    expect(screen.asked).toContain('submit text');
  });

  test('Enter with nothing typed sends nothing', async () => {
    const screen = await draw();
    await screen.type(UP, 'r', '\r');
    expect(screen.asked.filter(what => what.startsWith('reply'))).toEqual([]);
  });

  test('a deleted message is not answered to', async () => {
    const screen = await draw({}, [entry(1, '', {deleted: true})]);
    await screen.type(UP, 'r');
    expect(screen.asked).toContain('tell That message was deleted.');
    expect(screen.model.modes.stateOf(COMPOSE)).toBeNull();
  });
});

describe('edit', () => {
  test('e puts the text into the bar, Enter gives the message the new one', async () => {
    const screen = await draw();
    await screen.type(UP, UP, 'e');
    expect(status(screen)).toBe(' Edit: tea · Esc cancels');
    expect(bar(screen)).toBe('> tea');
    await screen.type('!\r');
    expect(screen.asked).toContain(`edit ${answer.id} tea!`);
    expect(bar(screen)).toBe('> Write to bob, or / for commands');
  });

  test('Esc brings back what stood in the bar before', async () => {
    const screen = await draw();
    await press(screen, 'half a sentence', UP, UP, 'e', ESC);
    expect(bar(screen)).toBe('> half a sentence');
  });

  test('only own messages', async () => {
    const screen = await draw();
    await screen.type(UP, 'e');
    expect(screen.asked).toContain('tell You can only edit your own messages.');
    expect(bar(screen)).toBe('> Letters act on the message. Esc to write');
  });
});

describe('what was refused', () => {
  test('an edit is an edit again, and gives way to what stood in the bar before', async () => {
    const answers = [false, true];
    const screen = await draw({compose: async () => answers.shift() ?? true});
    await press(screen, 'half a sentence', UP, UP, 'e', '!\r');
    expect(status(screen)).toBe(' Edit: tea · Esc cancels');
    expect(bar(screen)).toBe('> tea!');
    await press(screen, '\r');
    const edit = `edit ${answer.id} tea!`;
    expect(screen.asked.filter(asked => /^(edit|submit)/.test(asked))).toEqual([edit, edit]);
    expect(bar(screen)).toBe('> half a sentence');
    expect(screen.model.modes.stateOf(COMPOSE)).toBeNull();
  });

  test('a reply is a reply again', async () => {
    const screen = await draw({compose: () => Promise.resolve(false)});
    await press(screen, UP, 'r', 'welcome\r', '\r');
    const reply = `reply ${thanks.id} welcome`;
    expect(screen.asked.filter(asked => /^(reply|submit)/.test(asked))).toEqual([reply, reply]);
    expect(bar(screen)).toBe('> welcome');
  });

  test.each([
    ['something else was typed', async (screen: DrawnScreen) => screen.type('else'), '> else'],
    [
      'another message is being edited',
      async (screen: DrawnScreen) => screen.model.edit(ownEntry(4, 'another')),
      '> another',
    ],
    [
      'another conversation is open',
      async (screen: DrawnScreen) => screen.open('c'.repeat(64)),
      '> Type /help for all commands',
    ],
  ])('does not come back where %s meanwhile', async (_, meanwhile, shown) => {
    const {promise, resolve} = Promise.withResolvers<boolean>();
    const screen = await draw({compose: () => promise});
    await press(screen, UP, UP, 'e', '!\r');
    await meanwhile(screen);
    resolve(false);
    await settled();
    await settled();
    expect(bar(screen)).toBe(shown);
  });
});

describe('reading on', () => {
  const long = Array.from({length: MAX_WINDOW}, (_, index) => entry(1001 + index, `m${index}`));
  const older = Array.from({length: 100}, (_, index) => entry(901 + index, `older ${index}`));

  async function cut(): Promise<DrawnScreen> {
    const screen = await draw({}, long);
    await screen.type(UP);
    screen.model.store.change(state => takeOlder(state, WITH_BOB, {entries: older, more: true}));
    await settled();
    const loaded = screen.model.store.getState().windows.get(WITH_BOB)?.entries ?? [];
    expect(loaded.some(({id}) => id === long.at(-1)?.id)).toBe(false);
    return screen;
  }

  test('keeps a message chosen that older pages put out of the window: letters go on acting', async () => {
    const screen = await cut();
    expect(selected(screen)).toBe(long.at(-1)?.id);
    await screen.type('c');
    expect(screen.asked).toContain(`copy ${long.at(-1)?.text}`);
    expect(bar(screen)).not.toContain('> c');
  });

  test('and the arrows go back to it', async () => {
    const screen = await cut();
    await screen.type(PLAIN_UP);
    expect(screen.asked).toContain(`jump ${long.at(-1)?.id}`);
  });

  test('but one that is deleted from under its reader is not chosen any more', async () => {
    const screen = await draw();
    await screen.type(UP);
    await screen.push({type: 'entries-removed', conversation: WITH_BOB, ids: [thanks.id]});
    expect(selected(screen)).toBeNull();
  });
});

describe('delete', () => {
  test('asks, and y deletes', async () => {
    const screen = await draw();
    await screen.type(UP, UP, 'd');
    expect(status(screen)).toBe(` Delete "${answer.text}" for both of you? · y yes · n no`);
    expect(screen.asked).not.toContain(`remove ${answer.id}`);
    await screen.type('d', 'x', PLAIN_DOWN);
    expect(screen.asked).not.toContain(`remove ${answer.id}`);
    await screen.type('y');
    expect(screen.asked).toContain(`remove ${answer.id}`);
    expect(selected(screen)).toBeNull();
  });

  test('can be undone by the key that the answer names, with text in the bar too', async () => {
    const screen = await draw();
    const said = () => screen.rows().filter(row => /tea|deleted|Ctrl-_/.test(row));
    const before = screen.rows();
    await screen.type('wai');
    screen.model.store.change(state => ({...state, deleting: new Set([answer.id])}));
    await screen.push();
    expect(said().map(row => row.slice(16))).toEqual([
      'bob  tea or coffee?                                        10:01',
      'you  message deleted                                     … 10:02',
    ]);
    await screen.type(UP, UP, 'e');
    expect(screen.asked.at(-1)).toBe('tell That message was deleted.');
    await press(screen, ESC);
    await screen.type('\x1f');
    expect(screen.asked.at(-1)).toBe('undo removal');
    expect(screen.rows().at(-1)).toBe('> wai');
    screen.model.store.change(state => ({...state, deleting: new Set()}));
    await screen.type('\x1f');
    expect(screen.rows()).toEqual(before);
  });

  test.each([
    ['Esc', ESC],
    ['n', 'n'],
    ['Enter', '\r'],
    ['Ctrl-C', '\x03'],
  ])('%s keeps it', async (_, key) => {
    const screen = await draw();
    await press(screen, UP, UP, 'd', key);
    expect(screen.model.modes.stateOf(CONFIRM)).toBeNull();
    await screen.type('y');
    expect(screen.asked).not.toContain(`remove ${answer.id}`);
  });

  test('a yes that was typed before the question was on the terminal is none', async () => {
    let isShown = (_: boolean) => {};
    const whenShown = () =>
      new Promise<boolean>(resolve => {
        isShown = resolve;
      });
    const screen = await draw({whenShown});
    await screen.type(UP, UP, 'd', 'y');
    expect(screen.asked).not.toContain(`remove ${answer.id}`);
    isShown(true);
    await settled();
    await screen.type('y');
    expect(screen.asked).toContain(`remove ${answer.id}`);
  });

  test('/delete asks the same about the same message, and shows it', async () => {
    const screen = await draw();
    screen.model.askToDelete(answer);
    await settled();
    expect(selected(screen)).toBe(answer.id);
    expect(status(screen)).toBe(' Delete "tea" for both of you? · y yes · n no');
    await screen.type('n', 'reed');
    expect([screen.asked, selected(screen)]).toEqual([[], null]);
    expect(bar(screen)).toBe('> reed');
    await screen.type('\x15');
    screen.model.askToDelete(answer);
    await settled();
    await screen.type('y');
    expect(screen.asked).toEqual([`remove ${answer.id}`]);
  });

  test('a narrow screen cuts the question, never its answers', async () => {
    const screen = await draw({columns: 45, rows: 20});
    screen.model.askToDelete(ownEntry(77, 'a text that is much longer than the row'));
    await settled();
    expect(status(screen)).toBe(' Delete "a text that is …" fo… · y yes · n no');
  });

  test('/delete names a message that is not loaded, and asks nothing about another conversation', async () => {
    const screen = await draw();
    screen.model.askToDelete(ownEntry(77, 'a text that is much longer than the row'));
    await settled();
    expect(status(screen)).toBe(' Delete "a text that is …" for both of you? · y yes · n no');
    await screen.type('n');
    screen.model.askToDelete({...answer, conversation: directWith(ANN_KEY)});
    await settled();
    expect(screen.model.modes.stateOf(CONFIRM)).toBeNull();
  });

  test('only own messages', async () => {
    const screen = await draw();
    await screen.type(UP, 'd', 'd');
    expect(screen.asked).toContain('tell You can only delete your own messages.');
  });
});

describe('react', () => {
  test('x offers emoji, words find them, arrows move, Enter takes one', async () => {
    const screen = await draw();
    await screen.type(UP, 'x');
    expect(status(screen)).toMatch(/^ React: ▏ {16}👍 {2}❤️ {2}😂/u);
    await screen.type('ca');
    expect(status(screen)).toMatch(/^ React: ca▏ {14}🐱 {2}🤙/u);
    await screen.type('\x7f\x7f', '\x1b[C', '\r');
    expect(screen.asked).toContain(`react ${thanks.id} ❤️`);
    expect(selected(screen)).toBeNull();
  });

  test('the same emoji again takes the reaction back', async () => {
    const reactions = [{emoji: safeText('👍'), authors: [ANN_KEY]}];
    const screen = await draw({}, [entry(1, 'yes', {reactions})]);
    await screen.type(UP, 'x', '\r');
    expect(screen.asked).toContain(`react ${entry(1).id} null`);
  });

  test('what finds nothing says so; Esc goes back to the message', async () => {
    const screen = await draw();
    await screen.type(UP, 'x', 'zzzz');
    expect(status(screen)).toContain('no match');
    await screen.type('\r');
    expect(screen.asked.filter(what => what.startsWith('react'))).toEqual([]);
    expect(selected(screen)).toBe(thanks.id);
    await press(screen, ESC);
    expect(status(screen)).toBe(HINT);
  });
});

describe('the rest', () => {
  test('c copies the text as it was written, i shows details', async () => {
    const screen = await draw({}, [entry(1, 'one\n  two')]);
    await screen.type(UP, 'c', UP, 'i');
    expect(screen.asked).toEqual([`older ${BOB_KEY}`, 'copy one\n  two', `details ${entry(1).id}`].slice(1));
  });

  test('f asks where to, and puts the text into the input line there', async () => {
    const screen = await draw();
    await screen.push({type: 'peer-changed', peer: peer(CAROL_KEY, 'carol')});
    await screen.type(UP, 'f');
    expect(screen.frame()).toContain('Forward to …');
    expect(screen.frame()).not.toContain('/help');
    await screen.type('caro', '\r');
    expect(screen.model.store.getState().open).toBe(directWith(CAROL_KEY));
    expect(bar(screen)).toBe('> thanks');
    expect(screen.asked.filter(asked => asked.startsWith('submit'))).toEqual([]);
  });

  test('only what can be done is offered', async () => {
    const mine = ownEntry(4, 'see https://a.example/x', quoting(question));
    const screen = await draw({columns: 120}, [question, mine]);
    await screen.type(UP);
    expect(status(screen)).toBe(
      ' r reply  e edit  d delete  x react  c copy  f forward  o open  l copy link  i details  q quoted  Esc',
    );
    await screen.type('q');
    expect(status(screen)).toBe(' r reply  x react  c copy  f forward  i details  b back  Esc');
  });

  test('o opens the link, l copies it; of several a digit says which', async () => {
    const screen = await draw({}, [
      entry(1, 'https://a.example/ä, http://b.example and https://a.example/ä'),
      entry(2, 'https://c.example'),
    ]);
    await screen.type(UP, 'o');
    expect(screen.asked).toEqual(['open link https://c.example']);
    await screen.type(UP, PLAIN_UP, 'l');
    expect(status(screen)).toBe(' Which one?  1 a.example/%C3%A4  2 b.example');
    await screen.type('2');
    expect(screen.asked.at(-1)).toBe('copy http://b.example');
    expect(selected(screen)).toBeNull();
  });

  test('q goes to what was quoted, b comes back', async () => {
    const screen = await draw();
    await screen.type(UP, UP, 'q');
    expect(selected(screen)).toBe(question.id);
    await screen.type('b');
    expect(selected(screen)).toBe(answer.id);
    await screen.type('b');
    expect(selected(screen)).toBe(answer.id);
  });

  test('q asks for what is not loaded', async () => {
    const far = entry(-500, 'long ago');
    const screen = await draw({}, [ownEntry(1, 'yes', quoting(far))]);
    await screen.type(UP, 'q');
    expect(screen.asked).toContain(`jump ${far.id}`);
  });

  test('q goes to what is not loaded once it is, b comes back from there', async () => {
    const far = entry(-500, 'long ago');
    const reply = ownEntry(1, 'yes', quoting(far));
    const known = new Map([far, reply].map(each => [each.id, each]));
    const screen = await draw(
      {
        async jump(store, id) {
          const found = known.get(id);
          store.change(state => (found === undefined ? state : startWindowAt(state, found)));
          return found !== undefined;
        },
      },
      [reply],
    );
    await screen.type(UP, 'q');
    expect(selected(screen)).toBe(far.id);
    expect(screen.frame()).toContain('long ago');
    await screen.type('b');
    expect(selected(screen)).toBe(reply.id);
    expect(screen.frame()).not.toContain('bob    long ago');
  });

  test('q on a message that answers to none says so', async () => {
    const screen = await draw();
    await screen.type(UP, 'q');
    expect(screen.asked).toContain('tell This message is not a reply.');
  });

  test('keys that scroll and switch still do', async () => {
    const screen = await draw();
    await screen.type(UP, '\x0c');
    expect(screen.asked).toContain('redraw');
    expect(selected(screen)).toBe(thanks.id);
  });
});

test('a command can put a message into the bar, unless another conversation is open by then', async () => {
  const screen = await draw();
  await screen.type('draft');
  screen.model.edit({...answer, conversation: conversationId('c'.repeat(64))});
  await settled();
  expect(bar(screen)).toBe('> draft');
  screen.model.edit(answer);
  await settled();
  expect([status(screen), bar(screen)]).toEqual([' Edit: tea · Esc cancels', '> tea']);
  await press(screen, '!', '\r');
  expect(screen.asked).toContain(`edit ${answer.id} tea!`);
  expect(bar(screen)).toBe('> draft');
});
