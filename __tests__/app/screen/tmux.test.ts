import {mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, expect, jest, test} from '@jest/globals';
import {bundle} from '../../../scripts/bundle.mjs';
import {hasTmux, startTmux, type TmuxOptions, type TmuxPane} from '../../support/tmux.ts';

const APP = new URL('../../fixtures/screen/app.ts', import.meta.url).pathname;

jest.setTimeout(30_000);
let folder = '';
const panes: TmuxPane[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(process.cwd(), 'node_modules', '.natter-tmux-'));
  await bundle({app: APP}, folder);
}, 60_000);

afterEach(() => {
  for (const pane of panes.splice(0)) {
    pane.close();
  }
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Bob's conversation in tmux, which has widths of its own. */
async function start(options: TmuxOptions = {}): Promise<TmuxPane> {
  const pane = startTmux([process.execPath, join(folder, 'app.js')], options);
  panes.push(pane);
  await pane.waitFor(rows => rows.some(row => row.includes('You are ann')));
  pane.press('Down', 'Enter');
  await pane.waitFor(rows => rows.some(row => row.includes('message 1000')));
  return pane;
}

const inTmux = hasTmux ? test : test.skip; // without tmux there is nothing to try this on
const bar = (rows: readonly string[]) => rows.at(-1) ?? '';

inTmux.each(['❤️', '1️⃣', '👍🏽', '🇩🇪', '👩‍👩‍👧‍👦', '🫩'])(
  'what is typed around %s is shown where it is sent from',
  async emoji => {
    const pane = await start();
    pane.type(`${emoji}abc`);
    await pane.waitFor(rows => bar(rows).endsWith('abc'));
    pane.press('Left', 'Left');
    pane.type('X');
    await pane.waitFor(rows => /^> .+aXbc$/.test(bar(rows)), 'X behind a');
    pane.press('C-u');
    await pane.waitFor(rows => bar(rows) === '> bc', 'bc alone');
    pane.press('End', 'C-u');
    await pane.waitFor(rows => bar(rows).startsWith('> Write to bob'));
    expect(bar(pane.rows())).toBe('> Write to bob, or / for commands');
  },
);

inTmux(
  'without a UTF-8 locale every sign of the screen is one of ASCII, and other text is told by letters',
  async () => {
    const pane = await start({locale: 'C'});
    pane.type('hello');
    pane.press('Enter');
    await pane.waitFor(rows => rows.some(row => /you said: hello/.test(row)));
    const rows = pane.rows();
    expect(rows.some(row => row.includes('* bob'))).toBe(true);
    expect(rows.every(row => row.startsWith('>') || !row.includes('_'))).toBe(true);
    expect(rows.join('')).toMatch(/^[ -~]*$/);
  },
);
