import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {clearEditorFolders, makeEditorFolder} from '../../src/app/editor-folder.ts';

let runtime = '';

beforeEach(() => {
  runtime = mkdtempSync(join(tmpdir(), 'natter-runtime-'));
});
afterEach(() => rmSync(runtime, {recursive: true, force: true}));

test('texts in an editor stand in memory where there is a place for it, for the user only', () => {
  const folder = makeEditorFolder({XDG_RUNTIME_DIR: runtime});
  expect(dirname(folder)).toBe(runtime);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test.each([undefined, '', 'relative', '/nowhere/at/all'])(
  'without such a place (%s) in the temporary folder',
  place => {
    const folder = makeEditorFolder({XDG_RUNTIME_DIR: place});
    expect(dirname(folder)).toBe(tmpdir());
    rmSync(folder, {recursive: true});
  },
);

test('a start removes what a natter that is gone has left, and nothing else', () => {
  const {pid: gone} = spawnSync(process.execPath, ['--version']);
  const names = [
    `natter-editor-${gone}-abc`,
    `natter-editor-${process.pid}-abc`,
    'natter-editor-x-abc',
    'natter-abc',
  ];
  for (const name of names) {
    mkdirSync(join(runtime, name));
    writeFileSync(join(runtime, name, 'message.txt'), 'secret');
  }
  const link = join(runtime, `natter-editor-${gone}-link`);
  symlinkSync(join(runtime, 'natter-abc'), link);
  clearEditorFolders({XDG_RUNTIME_DIR: runtime});
  expect(names.map(name => existsSync(join(runtime, name, 'message.txt')))).toEqual([
    false,
    true,
    true,
    true,
  ]);
  expect(existsSync(link)).toBe(true);
});
