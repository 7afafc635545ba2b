import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from '@jest/globals';
import {bundle} from '../../scripts/bundle.mjs';

const APP = new URL('../fixtures/screen/app.ts', import.meta.url).pathname;

let folder = '';
let inputs: readonly string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'natter-bundle-'));
  inputs = await bundle({app: APP}, folder);
}, 30_000);

afterAll(() => rmSync(folder, {recursive: true, force: true}));

const having = (piece: string) => inputs.filter(input => input.includes(piece)).sort();

test('the output stage of the renderer is ours', () => {
  expect(having('ink/build/renderer.js').length).toBe(1);
  expect(having('ink/build/output.js')).toEqual([]);
  expect(having('ink-overrides/')).toEqual([
    'src/app/screen/ink-overrides/anchors.ts',
    'src/app/screen/ink-overrides/ink-frames.ts',
    'src/app/screen/ink-overrides/ink-output.ts',
    'src/app/screen/ink-overrides/is-plain.ts',
    'src/app/screen/ink-overrides/lru.ts',
    'src/app/screen/ink-overrides/string-width.ts',
  ]);
});

test('what the renderer asks at every frame is remembered', () => {
  expect(having('original:').map(input => input.replace(/^.*node_modules./, ''))).toEqual([
    'ink/build/sanitize-ansi.js',
    'widest-line/index.js',
  ]);
});

test('text is measured in one way', () => {
  expect(having('string-width/index.js')).toEqual(['node_modules/string-width/index.js']);
});

test('there is one React, for production, without development tools', () => {
  expect(having('react.development')).toEqual([]);
  expect(having('react.production').length).toBe(1);
  expect(having('node_modules/react-devtools-core')).toEqual([]);
});

test('the renderer keeps the texts of few panes', () => {
  const built = readFileSync(join(folder, 'app.js'), 'utf8');
  expect(built.match(/maxSize:\d+/g)).toEqual(['maxSize:32', 'maxSize:32']);
});

test('modules of Node are required, not imported', () => {
  const built = readFileSync(join(folder, 'app.js'), 'utf8');
  expect(built.match(/\bfrom ?["']node:[a-z/]+["']/g)).toEqual(["from 'node:module'"]);
});

test('of packages with native parts only these stay outside', async () => {
  const core = new URL('../../src/app/core-worker.ts', import.meta.url).pathname;
  const read = await bundle({core}, folder);
  expect(
    read.filter(input => /node_modules.(?:better-sqlite3|sodium-native|udx-native).*binding/.test(input))
      .length,
  ).toBe(3);
  const built = readdirSync(folder)
    .filter(name => name.endsWith('.js'))
    .map(name => readFileSync(join(folder, name), 'utf8'));
  const resolved = built.flatMap(text => text.match(/resolve\("[^"]+\/package\.json"\)/g) ?? []);
  expect([...new Set(resolved)].sort()).toEqual([
    'resolve("better-sqlite3-multiple-ciphers/package.json")',
    'resolve("sodium-native/package.json")',
    'resolve("udx-native/package.json")',
  ]);
});

test('the library of the hash table is read only when it is begun with', async () => {
  const core = new URL('../../src/app/core-worker.ts', import.meta.url).pathname;
  await bundle({core}, folder);
  const named = readdirSync(folder).filter(
    name => name.endsWith('.js') && readFileSync(join(folder, name), 'utf8').includes('randomPunchInterval'),
  );
  const readAtOnce = (name: string): readonly string[] => [
    name,
    ...[...readFileSync(join(folder, name), 'utf8').matchAll(/from ?"\.\/([^"]+)"/g)].flatMap(
      ([, next = '']) => readAtOnce(next),
    ),
  ];
  expect(named.length).toBeGreaterThan(0);
  expect(readAtOnce('core.js').filter(name => named.includes(name))).toEqual([]);
});
