import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, jest, test} from '@jest/globals';
import {ALONE} from '../support/alone.ts';

jest.setTimeout(60_000);

const at = (path: string) => new URL(`../../${path}`, import.meta.url).pathname;
const PART = `prebuilds/${process.platform}-${process.arch}`;
let folder = '';

/** An installed natter whose encryption has no native part. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'natter-installed-'));
  for (const path of ['bin', 'dist', 'package.json']) {
    cpSync(at(path), join(folder, path), {recursive: true});
  }
  const sodium = join(folder, 'node_modules/sodium-native');
  mkdirSync(sodium, {recursive: true});
  for (const file of ['package.json', 'index.js', 'binding.js']) {
    cpSync(at(`node_modules/sodium-native/${file}`), join(sodium, file));
  }
  const database = 'node_modules/better-sqlite3-multiple-ciphers';
  symlinkSync(at(database), join(folder, database));
});

afterEach(() => rmSync(folder, {recursive: true, force: true}));

function run() {
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    [join(folder, 'bin/natter.js'), '--headless', '--profile', join(folder, 'profile')],
    {encoding: 'utf8', input: '', env: {...ALONE, PATH: process.env['PATH'], HOME: folder}},
  );
  return {status, stderr, event: stdout === '' ? null : JSON.parse(stdout)};
}

test('a missing part is told in a sentence', () => {
  expect(run()).toEqual({
    status: 1,
    stderr: expect.stringMatching(/^natter: [^\n]*missing: the native part of sodium-native[^\n]*\n$/),
    event: expect.objectContaining({event: 'error', code: 'UNSUPPORTED_SYSTEM'}),
  });
});

test('a part that the system refuses is told in a sentence, with the reason', () => {
  const prebuilds = join(folder, 'node_modules/sodium-native', PART);
  mkdirSync(prebuilds, {recursive: true});
  writeFileSync(join(prebuilds, 'sodium-native.node'), 'no library');
  expect(run()).toEqual({
    status: 1,
    stderr: expect.stringMatching(/^natter: [^\n]*cannot be loaded[^\n]*sodium-native\.node[^\n]*\n$/),
    event: expect.objectContaining({event: 'error', code: 'UNSUPPORTED_SYSTEM'}),
  });
});

test('natter doctor tells it, too, and looks at the rest', () => {
  const {status, stdout} = spawnSync(
    process.execPath,
    [join(folder, 'bin/natter.js'), 'doctor', '--profile', folder],
    {
      encoding: 'utf8',
      env: {...ALONE, PATH: process.env['PATH'], HOME: '/nowhere'},
    },
  );
  expect(status).toBe(1);
  expect(stdout).toMatch(/^fail {2}part +sodium-native does not load\. Install natter again/m);
  expect(stdout).toMatch(/^warn {2}part +udx-native does not load\. natter works without it/m);
  expect(stdout).toMatch(/^fail {2}profile +not looked at/m);
  expect(stdout).toMatch(/^ok {4}disk /m);
  expect(stdout).not.toContain(folder);
});
