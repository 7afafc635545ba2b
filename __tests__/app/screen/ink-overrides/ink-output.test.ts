import {createHash} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {afterAll, beforeAll, describe, expect, test} from '@jest/globals';
import {build} from 'esbuild';
import {oneWidth} from '../../../../scripts/bundle.mjs';

const ROOT = new URL('../../../../', import.meta.url);
const INK_OUTPUT = new URL('node_modules/ink/build/output.js', ROOT).pathname;
const OWN_OUTPUT = new URL('src/app/screen/ink-overrides/ink-output.ts', ROOT).pathname;

type Transformer = (line: string, index: number) => string;
type Clip = {x1?: number; x2?: number; y1?: number; y2?: number};
type Output = {
  write: (x: number, y: number, text: string, options: {transformers: readonly Transformer[]}) => void;
  clip: (clip: Clip) => void;
  unclip: () => void;
  get: () => {output: string; height: number};
};
type OutputClass = new (size: {width: number; height: number}) => Output;
type Operation = (output: Output) => void;

let folder = '';
let Theirs: OutputClass;
let Ours: OutputClass;

/** Both stages with the same measure, as they are in the bundle. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'natter-output-'));
  const outfile = join(folder, 'outputs.mjs');
  const contents = `export {default as Theirs} from ${JSON.stringify(INK_OUTPUT)};
export {default as Ours} from ${JSON.stringify(OWN_OUTPUT)};`;
  await build({
    stdin: {contents, resolveDir: ROOT.pathname},
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    plugins: [oneWidth],
  });
  ({Theirs, Ours} = (await import(pathToFileURL(outfile).href)) as {Theirs: OutputClass; Ours: OutputClass});
});

afterAll(() => rmSync(folder, {recursive: true, force: true}));

test('this is the Ink whose output stage is replaced: look at the new one before you change these', () => {
  const {version} = JSON.parse(readFileSync(new URL('node_modules/ink/package.json', ROOT), 'utf8'));
  const digest = createHash('sha256').update(readFileSync(INK_OUTPUT)).digest('hex');
  expect([version, digest]).toEqual([
    '8.0.0',
    '5e6c511c0a573f48cd5765d7f1f16583d2595f7b05775608382bdb990b63f225',
  ]);
});

function frame(Class: OutputClass, width: number, height: number, operations: readonly Operation[]) {
  const output = new Class({width, height});
  for (const operation of operations) {
    operation(output);
  }
  return output.get();
}

function compare(width: number, height: number, operations: readonly Operation[]): void {
  const theirs = frame(Theirs, width, height, operations);
  expect(frame(Ours, width, height, operations)).toEqual(theirs);
  expect(frame(Ours, width, height, operations)).toEqual(theirs); // from what is remembered
}

const write =
  (x: number, y: number, text: string, ...transformers: Transformer[]): Operation =>
  output =>
    output.write(x, y, text, {transformers});

describe('frames are those of Ink', () => {
  test.each<[string, Operation[]]>([
    ['nothing', []],
    ['one line', [write(2, 1, 'hello')]],
    ['lines with a style across them', [write(0, 0, '\x1b[31mred\nstill red\x1b[39m\nplain')]],
    ['closed lines', [write(0, 0, '\x1b[31mred\x1b[39m\n\x1b[1mbold\x1b[22m')]],
    ['a piece over another', [write(0, 0, 'aaaaaaaa'), write(2, 0, 'bb')]],
    ['half of a wide character covered', [write(0, 0, '日本語'), write(1, 0, 'x'), write(4, 0, 'y')]],
    ['a wide character over another', [write(0, 0, '日本語'), write(1, 0, '中')]],
    [
      'outside on every side',
      [write(-2, 0, '日本語'), write(18, 1, '日本語'), write(0, -1, 'a\nb'), write(0, 9, 'c')],
    ],
    ['beyond the width with a gap', [write(25, 0, 'far')]],
    [
      'a clip',
      [o => o.clip({x1: 1, x2: 5, y1: 0, y2: 2}), write(0, 0, '日本語\nabcdefgh\nx'), o => o.unclip()],
    ],
    ['an empty clip', [o => o.clip({x1: 5, x2: 5}), write(0, 0, 'abcdefgh')]],
    ['a half open clip', [o => o.clip({x1: 5}), write(0, 0, 'abcdefgh')]],
    ['links', [write(0, 0, '\x1b]8;;https://a.example\x07link\x1b]8;;\x07 after')]],
    ['invisible characters', [write(0, 0, 'a\u200bb\ufe0fc\u2060')]],
    ['families, flags, marks', [write(0, 0, '👨‍👩‍👧‍👦🇩🇪e\u0301ก็'), write(1, 0, '|')]],
    ['trailing spaces with a background', [write(0, 0, '\x1b[41m  \x1b[49m'), write(0, 1, 'a   ')]],
    ['a transformer', [write(0, 0, 'one\ntwo', (line, index) => `${index}:\x1b[32m${line}\x1b[39m`)]],
    [
      'a transformer under a clip',
      [o => o.clip({y1: 1, y2: 3}), write(0, 0, 'one\ntwo\nthree', (line, index) => `${index}:${line}`)],
    ],
  ])('%s', (_name, operations) => {
    compare(20, 4, operations);
  });

  test('in 9,000 random operations', () => {
    const random = randomNumbers(20250304);
    for (let round = 0; round < 900; round++) {
      const width = 1 + random(40);
      const height = 1 + random(6);
      const operations = Array.from({length: 10}, () => randomOperation(random));
      compare(width, height, operations);
    }
  });

  test('of panes beside each other, each row with a style before plain text', () => {
    const random = randomNumbers(11);
    for (let round = 0; round < 300; round++) {
      const pane = () => Array.from({length: 4}, () => `${randomText(random, 4)} plain, ─ é`).join('\n');
      const gap = random(3);
      compare(60, 4, [write(0, 0, pane()), write(20 + gap, 0, pane()), write(45, 1, randomText(random, 6))]);
    }
  });

  test('in a series in which one row changes at a time', () => {
    const random = randomNumbers(7);
    const texts = Array.from({length: 6}, () => randomText(random, 30));
    const places = texts.map(() => 0);
    for (let round = 0; round < 300; round++) {
      const row = random(6);
      if (random(2) === 0) {
        texts[row] = randomText(random, 30);
      } else {
        places[row] = random(3);
      }
      compare(
        30,
        6,
        texts.map((text, y) => write(places[y] ?? 0, y, text)),
      );
    }
  });
});

const PIECES = [
  ...[
    'a',
    'bc',
    ' ',
    '   ',
    'word',
    '日',
    '語',
    '👍🏽',
    '👨‍👩‍👧‍👦',
    '🇩🇪',
    'e\u0301',
    'ก็',
    '─',
    '│',
    '\n',
    '\n',
    '\u200b',
    '\ufe0f',
  ],
  ...[
    '\x1b[31m',
    '\x1b[39m',
    '\x1b[1m',
    '\x1b[2m',
    '\x1b[22m',
    '\x1b[7m',
    '\x1b[27m',
    '\x1b[0m',
    '\x1b[48;5;12m',
    '\x1b[49m',
  ],
  ...[
    '\x1b]8;;https://a.example\x07',
    '\x1b]8;;\x07',
    '\x1b[38;2;1;2;3m',
    '\x1b[1;4;32m',
    '\ud800',
    '\u0301',
    '각',
    'ｶﾞ',
  ],
];

function randomText(random: (below: number) => number, length: number): string {
  return Array.from({length: random(length)}, () => PIECES[random(PIECES.length)]).join('');
}

function randomOperation(random: (below: number) => number): Operation {
  const kind = random(8);
  if (kind === 0) {
    const [x1, y1] = [random(30) - 5, random(6) - 1];
    const [x2, y2] = [x1 + random(20) - 2, y1 + random(6) - 1];
    const clip: Clip = {...(random(4) > 0 ? {x1, x2} : {}), ...(random(4) > 0 ? {y1, y2} : {})};
    return output => output.clip(clip);
  }
  if (kind === 1) {
    return output => output.unclip();
  }
  const transformers: Transformer[] =
    random(3) === 0 ? [(line, index) => `\x1b[${31 + (index % 5)}m${line}\x1b[39m`] : [];
  return write(random(45) - 5, random(8) - 1, randomText(random, 12), ...transformers);
}

/** Numbers that are the same in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('marks of direction stay with the cell before them, what else is invisible goes', () => {
  const rows = frame(Ours, 20, 3, [
    write(0, 0, 'a דנה\u200e 12\u200b3'),
    write(10, 0, '\u200f│ \u200fשלום\u061c'),
    write(0, 1, '\u200eb'),
  ]);
  expect(rows.output).toBe('a דנה\u200e 123 │ \u200fשלום\u061c\nb\n');
});
