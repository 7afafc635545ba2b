import {mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, describe, expect, jest, test} from '@jest/globals';
import {bundle} from '../../../scripts/bundle.mjs';
import {endPtys, type Pty, type PtyOptions, startPty} from '../../support/pty.ts';

const APP = new URL('../../fixtures/screen/app.ts', import.meta.url).pathname;
const CTRL_F = '\x06';
const F2 = '\x1bOQ';
const FOCUS_IN = '\x1b[I';
const FOCUS_OUT = '\x1b[O';

jest.setTimeout(30_000);
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(process.cwd(), 'node_modules', '.natter-pages-'));
  await bundle({app: APP}, folder);
}, 60_000);

afterAll(() => rmSync(folder, {recursive: true, force: true}));
afterEach(endPtys);

/** The screen with Bob's conversation of a thousand messages open. */
async function start(options: PtyOptions = {}): Promise<Pty> {
  const pty = startPty(process.execPath, [join(folder, 'app.js')], options);
  await pty.waitFor(text => text.includes('F1 help'));
  pty.type('\x1b[B\r');
  await pty.waitFor(text => text.includes('message 1000'));
  return pty;
}

const count = (text: string, piece: string) => text.split(piece).length - 1;

describe('on a real terminal', () => {
  test('a search is typed where the cursor stands, wide characters too, and leads to a message and back', async () => {
    const pty = await start();
    const before = pty.text();
    pty.type(`${CTRL_F}日本`);
    await pty.waitFor(text => text.includes('Find: 日本') && pty.cursor().x === 15 + 7 + 4);
    expect(pty.cursor()).toEqual({x: 26, y: 1, visible: true});
    pty.type('\x15message 12');
    await pty.waitFor(text => text.includes('bob: message 12') && text.includes('1 found'));
    pty.type('\r');
    await pty.waitFor(text => /».*message 12 /.test(text) && text.includes('Found 1 of 1'));
    expect(pty.cursor()).toEqual({x: 2, y: 23, visible: true});
    pty.type('\x1b');
    await pty.waitFor(text => text === before, `the screen\n${before}`);
  });

  test('/search opens the page with what is found', async () => {
    const pty = await start();
    pty.type('/search @bob "message 7"\r');
    await pty.waitFor(text => text.includes('Search with bob') && text.includes('1 found'));
    expect(pty.screen()[1]).toContain('Find: "message 7"');
  });

  test('settings change the screen, and the cursor is hidden where nothing is typed', async () => {
    const pty = await start();
    pty.type(F2);
    await pty.waitFor(text => text.includes('Settings') && !pty.cursor().visible);
    pty.type('\x1b[B\x1b[B\r');
    await pty.waitFor(() => pty.screen()[0]?.startsWith(' Settings') === true);
    expect(pty.text()).toContain('sidebar    off');
    pty.type('\x1b');
    await pty.waitFor(text => text.startsWith(' bob · online') && pty.cursor().visible);
  });

  test.each([
    [80, 24],
    [200, 50],
    [59, 12],
    [40, 10],
  ])('pages at %i×%i fit, and a resize draws them as a new screen does', async (columns, rows) => {
    const fresh = await start({columns, rows});
    const resized = await start();
    for (const pty of [fresh, resized]) {
      pty.type(`${CTRL_F}message`);
      await pty.waitFor(text => text.includes('50 found'));
    }
    resized.resize(columns, rows);
    await resized.waitFor(text => text === fresh.text(), `the screen\n${fresh.text()}`);
    expect(resized.cursor()).toEqual(fresh.cursor());
    expect(fresh.screen().every(row => row.length <= columns)).toBe(true);
  });
});

describe('notifications', () => {
  test('the bell rings for what comes in while the window has no focus, and not while it has', async () => {
    const pty = await start();
    expect(pty.output()).toContain('\x1b[?1004h');
    pty.type(`${FOCUS_IN}one\r`);
    await pty.waitFor(text => text.includes('you said: one'));
    expect(count(pty.output(), '\x07')).toBe(count(pty.output(), '\x1b]'));
    pty.type(`two\r${FOCUS_OUT}`); // a key is pressed only in a window that has it
    await pty.waitFor(
      () => count(pty.output(), '\x07') > count(pty.output(), '\x1b]'),
      'a bell that ends no sequence',
    );
    expect(pty.text()).not.toContain('[O');
    pty.type('/quit\r');
    expect(await pty.exited).toMatchObject({exitCode: 0});
    expect(pty.output()).toContain('\x1b[?1004l');
  });
});
