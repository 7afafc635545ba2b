import {mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, expect, jest, test} from '@jest/globals';
import stringWidth from 'string-width';
import {bundle} from '../../../scripts/bundle.mjs';
import {endPtys, type Pty, startPty} from '../../support/pty.ts';

/** All sizes, with `SWEEP=full`: minutes. Else a sample with the edges of the layout in it. */
const isFull = process.env['SWEEP'] === 'full';
const APP = new URL('../../fixtures/screen/app.ts', import.meta.url).pathname;
const CTRL_L = '\x0c';
/** On a busy machine a frame may take as long to come, milliseconds. */
const QUIET = 200;
const PAGE_UP = '\x1b[5~';

jest.setTimeout(isFull ? 3_600_000 : 60_000);
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(process.cwd(), 'node_modules', '.natter-sweep-'));
  await bundle({app: APP}, folder);
}, 60_000);

afterAll(() => rmSync(folder, {recursive: true, force: true}));
afterEach(endPtys);

const range = (from: number, to: number) => Array.from({length: to - from + 1}, (_, index) => from + index);
const widths = isFull ? range(20, 300) : [20, 39, 40, 41, 59, 60, 61, 77, 80, 99, 133, 200, 299, 300];
const heights = isFull ? range(6, 100) : [6, 9, 10, 11, 17, 24, 50, 100];

/** Each width and each height at least once. */
const sizes = range(0, Math.max(widths.length, heights.length) - 1).map(
  index => [widths[index % widths.length] ?? 80, heights[(index * 5) % heights.length] ?? 24] as const,
);

/** Waits until everything is drawn anew, whatever was drawn before. */
async function redraw(pty: Pty): Promise<string> {
  const erases = () => pty.output().split('\x1b[2J').length;
  const before = erases();
  pty.type(CTRL_L);
  await pty.waitFor(() => erases() > before, 'a full redraw');
  return await calm(pty);
}

/** The screen once nothing has come for a while: the frame of the last change is complete then. */
async function calm(pty: Pty): Promise<string> {
  for (let length = -1; length !== pty.output().length; ) {
    length = pty.output().length;
    await new Promise(resolve => setTimeout(resolve, QUIET));
  }
  return pty.text();
}

function expectNoOverflow(pty: Pty, columns: number, rows: number): void {
  expect(pty.screen().length).toBe(rows);
  for (const row of pty.screen()) {
    expect(stringWidth(row)).toBeLessThanOrEqual(columns);
  }
}

const TOO_SMALL = /too\ssmall/;
/** Pages in the place of the log or of all: what leads there, how each is known, what leads back. */
const PAGES = [
  {keys: '/theme\r\x1b[B', shown: ' Themes', leave: '\x03'},
  {keys: '\x1bc', shown: 'Select, copy', leave: '\x1bc'},
];

/** So many at once: they wait most of the time. */
const LANES = 4;

test('what is drawn step by step equals what is drawn at once, at every size', async () => {
  const left = [...sizes];
  const failed: string[] = [];
  const lane = async () => {
    for (let size = left.shift(); size !== undefined; size = left.shift()) {
      await drawAtSize(...size).catch((error: Error) => failed.push(`${size}: ${error.message}`));
    }
  };
  await Promise.all(Array.from({length: LANES}, lane));
  expect(failed).toEqual([]);
});

async function drawAtSize(columns: number, rows: number): Promise<void> {
  const pty = startPty(process.execPath, [join(folder, 'app.js')], {
    columns: 120,
    rows: 40,
    env: {HARD_TEXTS: '1'},
  });
  await pty.waitFor(text => text.includes('F1 help'));
  pty.type('\x1b[B\r');
  await pty.waitFor(text => text.includes('short'));
  pty.resize(columns, rows);
  await redraw(pty);
  for (const {keys, shown, leave} of PAGES) {
    pty.type(keys);
    await pty.waitFor(text => text.includes(shown) || TOO_SMALL.test(text));
    const page = await calm(pty);
    expectNoOverflow(pty, columns, rows);
    expect(await redraw(pty)).toBe(page);
    pty.type(leave);
  }
  for (const keys of ['日本 שלום e\u0301👍🏽', PAGE_UP, '\x7f\x7f', PAGE_UP]) {
    pty.type(keys);
  }
  await calm(pty); // older pages are here: what is selected is selected among them
  for (const keys of ['\x1b[1;5A', '\x1b[1;5A', 'x']) {
    pty.type(keys);
  }
  await pty.waitFor(text => text.includes(' React: ') || TOO_SMALL.test(text));
  const drawn = await calm(pty);
  expectNoOverflow(pty, columns, rows);
  expect(await redraw(pty)).toBe(drawn);
  expectNoOverflow(pty, columns, rows);
  pty.kill('SIGKILL');
}
