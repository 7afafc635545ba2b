import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {afterAll, beforeAll, describe, expect, test} from '@jest/globals';
import type {IUnicodeVersionProvider} from '@xterm/headless';
import {build} from 'esbuild';
import {isDisputed} from '../../../../components/text/disputed.ts';
import {clusters, clusterWidth, textWidth} from '../../../../components/text/width.ts';
import {oneWidth, swaps} from '../../../../scripts/bundle.mjs';
import {anchorText, anchorUpdate} from '../../../../src/app/screen/ink-overrides/anchors.ts';
import {createCells} from '../../../support/cells.ts';
import {graphemeWidths} from '../../../support/pty.ts';

const LOG_UPDATE = new URL('../../../../node_modules/ink/build/log-update.js', import.meta.url).pathname;

type Writer = (text: string) => boolean;
type Stream = {readonly columns: number; readonly write: (data: string) => boolean; readonly isTTY: true};
type Module = {
  readonly default: {readonly create: (stream: Stream, options: {incremental: boolean}) => Writer};
};

let folder = '';
let log: Module;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'natter-anchors-'));
  const outfile = join(folder, 'log.mjs');
  await build({
    ...{entryPoints: [LOG_UPDATE], outfile, bundle: true, format: 'esm', platform: 'node'},
    plugins: [oneWidth, swaps],
    banner: {js: "import {createRequire} from 'node:module';const require=createRequire(import.meta.url);"},
  });
  log = (await import(pathToFileURL(outfile).href)) as Module;
});

afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Terminals that know no clusters: each code point has a width of its own, whatever stands around it. */
function perCodePoint(version: string, width: (codePoint: number) => 0 | 1 | 2): IUnicodeVersionProvider {
  return {
    version,
    wcwidth: width,
    charProperties: (codePoint, preceding) =>
      width(codePoint) === 0 && preceding !== 0 ? (preceding & 6) | 1 : width(codePoint) << 1,
  };
}

const TERMINALS = {
  'as we believe': graphemeWidths,
  narrow: perCodePoint('narrow', codePoint => (isInvisible(codePoint) ? 0 : isCjk(codePoint) ? 2 : 1)),
  wide: perCodePoint('wide', codePoint =>
    isInvisible(codePoint) ? 0 : isOdd(codePoint) || isCjk(codePoint) ? 2 : 1,
  ),
  'with wide joiners': perCodePoint('joiners', codePoint =>
    isMark(codePoint) ? 0 : codePoint > 0x1000 && (isOdd(codePoint) || isCjk(codePoint)) ? 2 : 1,
  ),
};

const isInvisible = (codePoint: number) => /\p{Mn}|\p{Cf}/u.test(String.fromCodePoint(codePoint));
const isCjk = (codePoint: number) => codePoint >= 0x3000 && codePoint < 0xd7a4;
const isMark = (codePoint: number) => codePoint >= 0x300 && codePoint < 0x370;
const isOdd = (codePoint: number) => isDisputed(String.fromCodePoint(codePoint));

const DISPUTED = [
  '❤️',
  '1️⃣',
  '👍🏽',
  '🇩🇪',
  '👩‍👩‍👧‍👦',
  '🫩',
  '☺',
  '⚠️',
  'ก็',
  'กำ',
  'हिन्दी',
  '①',
  '™️',
  '\u{1faea}',
];
const PLAIN = [
  'a',
  'bc',
  ' ',
  '   ',
  '│',
  '✓',
  'é',
  'word',
  '\x1b[31mred\x1b[39m',
  '\x1b[7mx\x1b[27m',
  '日',
  'e\u0301',
];

/** A row without codes that would fill so many columns, as cells. */
function cellsOf(row: string): (string | null)[] {
  const bare = row.replace(/\x1b\[[\d;]*m/g, '');
  return [...clusters(bare)].flatMap(cluster =>
    Array.from({length: clusterWidth(cluster)}, (_, index) =>
      index > 0 || isDisputed(cluster) ? null : cluster,
    ),
  );
}

describe.each(Object.entries(TERMINALS))('on a terminal whose widths are %s', (_, widths) => {
  test('what stands behind a disputed cluster stands where we believe, after any change', async () => {
    const random = randomNumbers(11);
    const [columns, rows] = [40, 6];
    const cells = createCells(columns, rows, widths);
    cells.write('\x1b[?1049h\x1b[?7l\x1b[H');
    const write = (data: string) => {
      cells.write(data);
      return true;
    };
    const stream = {columns, write, isTTY: true as const};
    const writer = log.default.create(stream, {incremental: true});
    let frame = Array.from({length: rows}, () => randomRow(random, columns));
    for (let step = 0; step < 60; step++) {
      frame = frame.map(row => (random(3) === 0 ? changedRow(random, row, columns) : row));
      writer(frame.join('\n'));
      const {rows: shown} = await cells.look();
      for (const [y, row] of frame.entries()) {
        const seen = await cells.cellsOf(y);
        for (const [x, cell] of cellsOf(row).entries()) {
          if (cell !== null && /^[!-~é│✓]$/.test(cell)) {
            expect([step, row, x, seen[x], shown[y]]).toEqual([step, row, x, cell, shown[y]]);
          }
        }
      }
    }
  });
});

test('a plain row costs no byte more', () => {
  for (const row of [
    '● bob │ hello, naïve ✓✓',
    '\x1b[2m│\x1b[22m one',
    '│ 日本語 e\u0301',
    'Привет, κόσμε',
  ]) {
    expect(anchorText(row, 0)).toBe(row);
    expect(anchorUpdate(`\x1b[7G\x1b[K${row}`)).toBe(`\x1b[7G\x1b[K${row}`);
  }
});

test.each([
  ['❤️abc', '❤️\x1b[3Gabc'],
  ['a👍🏽\x1b[1mb\x1b[22m', 'a👍🏽\x1b[1m\x1b[4Gb\x1b[22m'],
  ['❤️❤️', '❤️\x1b[3G❤️'],
  ['x❤️', 'x❤️'],
])('%j is written as %j', (row, expected) => {
  expect(anchorText(row, 0)).toBe(expected);
  expect(textWidth(row)).toBe(cellsOf(row).length);
});

test('an update that begins in the middle counts from there', () => {
  expect(anchorUpdate('\x1b[11G\x1b[K❤️a')).toBe('\x1b[11G\x1b[K❤️\x1b[13Ga');
});

function randomRow(random: (below: number) => number, columns: number): string {
  let row = '';
  for (;;) {
    const pieces = random(3) === 0 ? DISPUTED : PLAIN;
    const next = row + pieces[random(pieces.length)];
    if (textWidth(next) >= columns || random(20) === 0) {
      return row.trimEnd();
    }
    row = next;
  }
}

/** Another row, one with something else at its end, or one with something put in. */
function changedRow(random: (below: number) => number, row: string, columns: number): string {
  const parts = [...clusters(row.replace(/\x1b\[[\d;]*m/g, ''))];
  const at = random(parts.length + 1);
  const kind = random(3);
  const changed =
    kind === 0
      ? randomRow(random, columns)
      : kind === 1
        ? parts.slice(0, at).join('')
        : [...parts.slice(0, at), 'X', ...parts.slice(at)].join('');
  return textWidth(changed) < columns ? changed.trimEnd() : row;
}

/** Numbers that are the same in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('where a link leads stays in one piece, and takes no columns', () => {
  const link = '\x1b]8;;https://a.example/\x07here\x1b]8;;\x07';
  expect(anchorText(`${link} plain`, 0)).toBe(`${link} plain`);
  expect(anchorText(`☀️ ${link}`, 0)).toBe(`☀️\x1b[3G ${link}`);
});
