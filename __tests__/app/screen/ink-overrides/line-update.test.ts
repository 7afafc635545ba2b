import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {afterAll, beforeAll, expect, test} from '@jest/globals';
import {build, type Plugin} from 'esbuild';
import {oneWidth, swaps} from '../../../../scripts/bundle.mjs';

const LINE_UPDATE = new URL('../../../../node_modules/ink/build/line-update.js', import.meta.url).pathname;

type LineUpdate = (previous: string, next: string, columns: number) => string;

let folder = '';
let theirs: LineUpdate;
let ours: LineUpdate;

/** Ink's module as it is, and as it goes into the bundle. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'natter-line-'));
  [theirs, ours] = [await load('theirs', [oneWidth]), await load('ours', [oneWidth, swaps])];
});

afterAll(() => rmSync(folder, {recursive: true, force: true}));

async function load(name: string, plugins: Plugin[]): Promise<LineUpdate> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    ...{entryPoints: [LINE_UPDATE], outfile, bundle: true, format: 'esm', platform: 'node', plugins},
    banner: {js: "import {createRequire} from 'node:module';const require=createRequire(import.meta.url);"},
  });
  return ((await import(pathToFileURL(outfile).href)) as {default: LineUpdate}).default;
}

test.each([
  ['● bob │ hello', '● bob │ hullo'],
  ['\x1b[2m│\x1b[22m one', '\x1b[2m│\x1b[22m two'],
  ['│ naïve ✓✓', '│ naïve ✓✓ \x1b[31mred\x1b[39m'],
  ['│ 日本', '│ 日木'],
  ['│ e\u0301', '│ e'],
])('a line of %j and %j', (previous, next) => {
  expect(ours(previous, next, 80)).toBe(theirs(previous, next, 80));
});

test('2,000 random lines are updated by the same bytes', () => {
  const pieces = [
    'a',
    'word ',
    '│ ',
    '● ',
    'é',
    '✓',
    '日',
    'e\u0301',
    '👍🏽',
    '\x1b[31m',
    '\x1b[39m',
    '\x1b[1m',
    '\x1b[22m',
  ];
  let state = 42;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const text = () => Array.from({length: random(12)}, () => pieces[random(pieces.length)]).join('');
  for (let round = 0; round < 2000; round++) {
    const start = text();
    const [previous, next, columns] = [start + text(), start + text(), 1 + random(60)];
    expect(ours(previous, next, columns)).toBe(theirs(previous, next, columns));
  }
});
