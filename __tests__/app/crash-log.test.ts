import {mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {reportCrash} from '../../src/app/crash-log.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'natter-crash-'));
});

afterEach(() => rmSync(folder, {recursive: true, force: true}));

test('a crash is never written through a symbolic link', () => {
  const [target, file] = [join(folder, 'elsewhere'), join(folder, 'crash.log')];
  writeFileSync(target, 'mine');
  symlinkSync(target, file);
  expect(reportCrash(new Error('oops'), {file, version: '1', now: () => 0})).toBe('natter had to stop: oops');
  expect(readFileSync(target, 'utf8')).toBe('mine');
});

test('each one is added to a file of its owner', () => {
  const file = join(folder, 'crash.log');
  for (const what of ['one', 'other']) {
    expect(reportCrash(new Error(what), {file, version: '1', now: () => 0})).toContain(file);
  }
  expect(readFileSync(file, 'utf8')).toMatch(/^1970-.*\nError: one\n[\s\S]*^1970-.*\nError: other\n/m);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
