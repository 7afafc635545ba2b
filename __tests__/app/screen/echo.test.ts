import {mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';
import {pathToFileURL} from 'node:url';
import {afterAll, beforeAll, describe, expect, jest, test} from '@jest/globals';
import {askSecret, lockScreen} from '../../../components/dialogs/secrets.ts';
import {emptyEditor} from '../../../components/input/editor.ts';
import type {Modes} from '../../../components/keys/modes.ts';
import {openPalette} from '../../../components/pages/palette/palette.ts';
import {SEARCH} from '../../../components/pages/search/search-page.ts';
import {openSettings} from '../../../components/pages/settings/settings-page.ts';
import {FILTER} from '../../../components/peers/filter.ts';
import {colourTheme, monochromeTheme, type Theme} from '../../../components/theme/theme.ts';
import {bundle} from '../../../scripts/bundle.mjs';
import type {ScreenStreams} from '../../../src/app/screen/mount.tsx';
import type {MountedScreen} from '../../fixtures/screen/mounted.ts';
import {createCells} from '../../support/cells.ts';
import {entry, WITH_BOB} from '../../support/facts.ts';

const FIXTURE = new URL('../../fixtures/screen/mounted.ts', import.meta.url).pathname;

jest.setTimeout(60_000);
let folder = '';
let fixture: {mountScreen: (streams: ScreenStreams, theme: Theme) => MountedScreen};

beforeAll(async () => {
  folder = mkdtempSync(join(process.cwd(), 'node_modules', '.natter-echo-'));
  await bundle({mounted: FIXTURE}, folder);
  fixture = (await import(pathToFileURL(join(folder, 'mounted.js')).href)) as typeof fixture;
}, 60_000);

afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** The screen on an emulator in this process: there is nothing to wait for but its own timers. */
async function start(theme: Theme = colourTheme, columns = 60, rows = 12) {
  const cells = createCells(columns, rows);
  let output = '';
  const write = (data: string, done?: () => void) => {
    output += data;
    cells.write(data);
    done?.();
    return true;
  };
  const terminal = () => Object.assign(new PassThrough(), {isTTY: true, columns, rows, write});
  const stdout = terminal();
  const stdin = Object.assign(new PassThrough(), {
    ...{isTTY: true, setRawMode() {}, ref() {}, unref() {}},
  });
  const screen = fixture.mountScreen({stdin, stdout, stderr: terminal()} as unknown as ScreenStreams, theme);

  /** Until no timer of the renderer has anything to draw any more. */
  async function settled(): Promise<void> {
    for (let length = -1; length !== output.length; ) {
      length = output.length;
      await sleep(4);
    }
  }

  await settled();
  return {
    ...screen,
    settled,
    look: cells.look,
    /** Types, and gives what was written then. */
    async type(...reads: string[]): Promise<string> {
      const before = output.length;
      for (const read of reads) {
        stdin.write(read);
        await settled();
      }
      return output.slice(before);
    },
    async resize(columns: number, rows: number) {
      cells.resize(columns, rows);
      Object.assign(stdout, {columns, rows});
      stdout.emit('resize');
      await settled();
    },
    async redraw() {
      screen.mounted.redraw();
      await settled();
      return await cells.look();
    },
    close: () => screen.mounted.unmount(),
  };
}

describe('what is typed at the end of the bar is on the screen before it is drawn', () => {
  test.each<[string, string, string[], string]>([
    ['a letter', 'a', ['b'], '\x1b[12;4Hb'],
    ['the first letter, in place of the hint', '', ['a'], '\x1b[12;3Ha\x1b[K'],
    ['a space first', '', [' ', 'a'], '\x1b[12;3H \x1b[K\x1b[12;4Ha'],
    ['two letters of one read', 'a', ['bc'], '\x1b[12;4Hbc'],
    ['a space, and a letter after it', 'a', [' ', 'b'], '\x1b[12;4H \x1b[12;5Hb'],
    ['a letter of Latin', 'a', ['é'], '\x1b[12;4Hé'],
    ['a letter taken back', 'abc', ['\x7f'], '\x1b[12;5H\x1b[K'],
    ['a letter taken back before spaces', 'a  b', ['\x7f', '\x7f'], '\x1b[12;6H\x1b[K\x1b[12;5H\x1b[K'],
    ['a word taken back', 'one two', ['\x17'], '\x1b[12;7H\x1b[K'],
    ['a short paste', 'a', ['\x1b[200~ b c\x1b[201~'], '\x1b[12;4H b c'],
  ])('%s', async (_name, before, keys, bytes) => {
    for (const theme of [colourTheme, monochromeTheme]) {
      const {type, look, redraw, close} = await start(theme);
      await type(before);
      expect(await type(...keys)).toBe(bytes);
      const shown = await look();
      expect(shown).toEqual(await redraw());
      close();
    }
  });

  test('a letter is written before anything is drawn', async () => {
    const {type, model, look, close} = await start();
    await type('a');
    model.bar.insert('b');
    expect((await look()).rows.at(-1)).toBe('> ab');
    close();
  });

  test('keys that come faster than frames', async () => {
    const {type, model, look, redraw, settled, close} = await start();
    await type('a');
    for (const letter of 'bcdefg') {
      model.bar.insert(letter);
    }
    await settled();
    const shown = await look();
    expect(shown.rows.at(-1)).toBe('> abcdefg');
    expect(shown).toEqual(await redraw());
    close();
  });
});

test.each<[string, string[], string]>([
  ['the last letter taken back', ['a'], '\x7f'],
  ['a letter in the middle', ['ab', '\x1b[D'], 'c'],
  ['a wide letter', ['a'], '日'],
  ['a letter behind a wide one', ['日'], 'a'],
  ['a combining mark', ['e'], '\u0301'],
  ['a letter from right to left', ['a'], 'ש'],
  ['a letter that fills the row', ['x'.repeat(57)], 'x'],
  ['a letter in the second row', ['x'.repeat(58)], 'x'],
  ['a letter in the second line', ['a\x1b\rb'], 'c'],
  ['a row that is left again', ['x'.repeat(58)], '\x7f'],
])('drawn by the frame alone: %s', async (_name, before, key) => {
  const {type, look, redraw, close} = await start();
  await type(...before);
  expect(await type(key)).toMatch(/^\x1b\[\?2026h.*\x1b\[\?2026l$/s);
  const shown = await look();
  expect(shown).toEqual(await redraw());
  close();
});

test('nothing that is typed elsewhere is echoed', async () => {
  const {type, model, settled, close} = await start();
  const written: string[] = [];
  await type('ab');
  const begin: readonly ((modes: Modes) => void)[] = [
    lockScreen,
    modes => void askSecret(modes, 'Passphrase'),
    openPalette,
    openSettings,
    modes => modes.enter(SEARCH, {field: emptyEditor, at: 0, scope: null}),
    modes => modes.enter(FILTER, {typed: ''}),
  ];
  for (const enter of begin) {
    enter(model.modes);
    await settled();
    written.push(await type('s', 'e', '\x7f'));
    leaveAll(model.modes);
    await settled();
  }
  for (const bytes of written) {
    expect(bytes.replace(/\x1b\[\?2026h.*?\x1b\[\?2026l/gs, '')).toBe('');
  }
  close();
});

test('not while the terminal is lent', async () => {
  const {type, model, mounted, look, redraw, settled, close} = await start();
  await type('ab');
  const given = Promise.withResolvers<void>();
  const lent = mounted.lend()?.(() => given.promise);
  await settled();
  const before = await look();
  model.bar.insert('c');
  await settled();
  expect(await look()).toEqual(before);
  given.resolve();
  await lent;
  await settled();
  const shown = await look();
  expect(shown.rows.at(-1)).toBe('> abc');
  expect(await type('d')).toBe('\x1b[12;6Hd');
  expect((await look()).cursor).toEqual((await redraw()).cursor);
  close();
});

test('after a change of the size, before it is drawn', async () => {
  const {type, model, look, redraw, resize, close} = await start();
  await type('ab');
  const resized = resize(50, 10);
  model.bar.insert('c');
  await resized;
  const shown = await look();
  expect(shown.rows.at(-1)).toBe('> abc');
  expect(shown).toEqual(await redraw());
  close();
});

describe.each([
  ['colours', colourTheme],
  ['no colours', monochromeTheme],
])('typing at random, with %s', (_name, theme) => {
  const KEYS = [
    ...['a', 'b', 'word', ' ', '  ', '/', 'é', '日', 'e\u0301', 'ש', '👍🏽', '\x7f', '\x7f', '\x7f', '\x17'],
    ...['\x15', '\x1b[D', '\x1b[C', '\x01', '\x05', '\x0b', '\x19', '\x1b[A', '\x1b[B', '\x1b\r', '\r', '\t'],
    ...[
      '\x1b[200~pasted\rtext\x1b[201~',
      `\x1b[200~${'p'.repeat(50)}\x1b[201~`,
      '\x12',
      '\x1b[5~',
      '\x1b[6~',
    ],
    ...['\x06', '\x0b', 'q', 'xyz'],
  ];

  test('the screen is always that of a full redraw', async () => {
    const {type, model, push, look, redraw, resize, settled, close} = await start(theme);
    const random = randomNumbers(5);
    let echoed = 0;
    for (let step = 0; step < 300; step++) {
      const key = KEYS[random(KEYS.length)] ?? '';
      const kind = random(12);
      if (kind === 0) {
        push({type: 'entries-added', conversation: WITH_BOB, entries: [entry(101 + step)]});
      } else if (kind === 1) {
        await resize(40 + random(30), 10 + random(8));
      } else if (kind < 4) {
        leaveAll(model.modes); // such as a page that a key has opened
        model.bar.setText('some text');
        await settled();
      }
      const bytes = await type(key);
      echoed += bytes !== '' && !bytes.includes('\x1b[?2026h') ? 1 : 0;
      const shown = await look();
      expect({step, key, ...shown}).toEqual({step, key, ...(await redraw())});
    }
    expect(echoed).toBeGreaterThan(30);
    close();
  });
});

/** Numbers that are the same in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function leaveAll(modes: Modes): void {
  modes.leave(...modes.getState().flatMap(({kind}) => (kind.name === 'chat' ? [] : [kind])));
}
