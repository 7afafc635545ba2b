import {mkdtempSync, rmSync} from 'node:fs';
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
  expect(having('swaps/')).toEqual([
    'src/app/screen/swaps/ink-output.ts',
    'src/app/screen/swaps/recent.ts',
    'src/app/screen/swaps/string-width.ts',
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
