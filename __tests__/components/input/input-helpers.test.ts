import {afterEach, describe, expect, test} from '@jest/globals';
import type {CoreEvent} from '../../../src/core/api/api.ts';
import {defaultSettings} from '../../../src/lib/settings.ts';
import {BOB_KEY, conversation, peer, snapshot, WITH_BOB} from '../../support/facts.ts';
import {settled} from '../../support/history-core.ts';
import {closeScreens, type DrawnScreen, drawScreen} from '../../support/screen.tsx';

const ready: CoreEvent = {
  type: 'ready',
  snapshot: snapshot({peers: [peer(BOB_KEY, 'bob')], conversations: [conversation(WITH_BOB)]}),
};

afterEach(closeScreens);

async function draw(): Promise<DrawnScreen> {
  const screen = await drawScreen({
    paths: typed => ['notes.md', 'notes/'].filter(path => path.startsWith(typed)),
  });
  await screen.push(ready);
  await screen.open(BOB_KEY);
  return screen;
}

const bar = (screen: DrawnScreen) => screen.rows().at(-1);
const status = (screen: DrawnScreen) => screen.rows().at(-2);
const lines = (count: number) => Array.from({length: count}, (_, index) => `line ${index + 1}`).join('\n');
const paste = (screen: DrawnScreen, text: string) => screen.type(`\x1b[200~${text}\x1b[201~`);

describe('Tab', () => {
  test('completes the shortcode of an emoji', async () => {
    const screen = await draw();
    await screen.type('hi :smi', '\t');
    expect(bar(screen)).toBe('> hi 😄');
    expect(status(screen)).toMatch(/^ 😄 {2}😃 {2}🥰/u);
    await screen.type('\t', ' and 10:30', '\t');
    expect(bar(screen)).toBe('> hi 😃 and 10:30');
  });

  test('completes the path of a command that takes one', async () => {
    const screen = await draw();
    await screen.type('/export md no', '\t');
    expect(bar(screen)).toBe('> /export md notes');
    expect(status(screen)).toBe(' notes.md  notes/');
  });
});

describe('the name of an emoji', () => {
  test('becomes it at its closing colon, and can be had back', async () => {
    const screen = await draw();
    await screen.type(...'hi :tada:');
    expect(bar(screen)).toBe('> hi 🎉');
    await screen.type('\x1f');
    expect(bar(screen)).toBe('> hi :tada:');
    await screen.type('!', ' and :cat::dog: x');
    expect(bar(screen)).toBe('> hi :tada:! and 🐱🐶 x');
  });

  test('stays in code, in what is pasted, and where that is set', async () => {
    const screen = await draw();
    await screen.type('`x:y :cat:` ');
    await paste(screen, ':cat: ');
    const settings = {...defaultSettings, shortcodes: false};
    await screen.push({type: 'settings-changed', settings});
    await screen.type(':cat:');
    expect(bar(screen)).toBe('> `x:y :cat:` :cat: :cat:');
  });
});

describe('the usage of a command', () => {
  test('is shown while it is typed', async () => {
    const screen = await draw();
    await screen.type('/ms');
    expect(status(screen)).toContain('F1 help');
    await screen.type('g');
    expect(status(screen)).toMatch(/^ \/msg <who> <text> · \S/);
    await screen.type(' bob hi');
    expect(status(screen)).toMatch(/^ \/msg <who> <text> · \S/);
  });

  test('is not shown for text that begins with a slash', async () => {
    const screen = await draw();
    await screen.type('//msg');
    expect(status(screen)).toContain('F1 help');
  });
});

describe('a paste', () => {
  test('of five lines goes into the bar', async () => {
    const screen = await draw();
    await paste(screen, lines(5));
    expect(screen.rows().slice(-5)).toEqual(['> line 1', '  line 2', '  line 3', '  line 4', '  line 5']);
  });

  test('of more is shown first; Enter sends it as one message, a slash in front or not', async () => {
    const screen = await draw();
    await paste(screen, `/usr\n${lines(6)}\n`);
    expect(screen.rows().slice(0, 4)).toEqual([' A paste of 7 lines', '', ' /usr', ' line 1']);
    expect(status(screen)).toBe(
      ' Enter sends it as one message · e puts it into the input line · Esc drops it ──',
    );
    await screen.type('x', '\r');
    expect(screen.asked).toContain(`submit //usr\n${lines(6)}`);
    expect(bar(screen)).toBe('> Write to bob, or / for commands');
  });

  test('joins what was typed before it', async () => {
    const screen = await draw();
    await screen.type('see: ');
    await paste(screen, lines(6));
    await screen.type('\r');
    expect(screen.asked).toContain(`submit see: ${lines(6)}`);
  });

  test('e puts it into the bar, Esc drops it', async () => {
    const screen = await draw();
    await paste(screen, lines(7));
    await screen.type('e');
    expect(screen.rows().slice(-6).at(-1)).toBe('  line 7');
    screen.model.bar.take();
    await paste(screen, lines(7));
    screen.model.press({name: 'escape'});
    await settled();
    expect(bar(screen)).toBe('> Write to bob, or / for commands');
  });

  test('that is longer than the screen is cut, not the message', async () => {
    const screen = await draw();
    await paste(screen, lines(100));
    expect(screen.rows()[21]).toBe(' … and more');
    expect(screen.rows().length).toBe(24);
    await screen.type('\r');
    expect(screen.asked).toContain(`submit ${lines(100)}`);
  });
});

test('Alt-E edits what is typed somewhere else', async () => {
  const screen = await draw();
  await screen.type('draft', '\x1be');
  expect(screen.asked).toContain('edit outside draft');
  expect(bar(screen)).toBe('> draft, edited');
});

describe('what ends programs with modes for keys', () => {
  test.each([':q', ':wq', ':q!'])('%s is sent only when Enter is pressed again', async line => {
    const screen = await draw();
    const entered = () => screen.asked.filter(asked => asked.startsWith('submit'));
    await screen.type(line, '\r');
    expect(screen.asked.at(-1)).toBe('tell /quit quits natter. Press Enter again to send this as it is.');
    await screen.type('x', '\x7f', '\r');
    expect(entered()).toEqual([]);
    expect(bar(screen)).toBe(`> ${line}`);
    await screen.type('\r');
    expect(entered()).toEqual([`submit ${line}`]);
  });

  test('a sentence with one is sent', async () => {
    const screen = await draw();
    await screen.type(':q leaves vim', '\r');
    expect(screen.asked.filter(asked => asked.startsWith('submit'))).toEqual(['submit :q leaves vim']);
  });
});
