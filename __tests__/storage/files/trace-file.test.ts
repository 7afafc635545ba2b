import {mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {openTraceFile} from '../../../src/storage/files/trace-file.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'natter-trace-'));
  path = join(folder, 'trace.log');
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const text = (file = path) => readFileSync(file, 'utf8');
const mode = (file = path) => statSync(file).mode & 0o777;

test('lines are there at once, for the owner alone, and stay from run to run', () => {
  const first = openTraceFile(path);
  first.write('one');
  expect(text()).toBe('one\n');
  first.close();
  first.write('after the end');
  const second = openTraceFile(path);
  second.write('two');
  second.close();
  expect(text()).toBe('one\ntwo\n');
  expect(mode()).toBe(0o600);
});

test('a file that others can read is taken from them', () => {
  writeFileSync(path, '', {mode: 0o644});
  openTraceFile(path).close();
  expect(mode()).toBe(0o600);
});

test('at its bound it becomes the old one, of which there is one', () => {
  const file = openTraceFile(path, 10);
  for (const line of ['1111', '2222', '3333', '4444', '5555']) {
    file.write(line);
  }
  file.close();
  expect([text(`${path}.old`), text()]).toEqual(['3333\n4444\n', '5555\n']);
  expect([mode(`${path}.old`), mode()]).toEqual([0o600, 0o600]);
});

test('the bound counts what an earlier run wrote', () => {
  writeFileSync(path, '1111\n2222\n', {mode: 0o600});
  const file = openTraceFile(path, 10);
  file.write('3333');
  file.close();
  expect([text(`${path}.old`), text()]).toEqual(['1111\n2222\n', '3333\n']);
});

test('nothing is written through a symbolic link', () => {
  symlinkSync(join(folder, 'elsewhere'), path);
  expect(() => openTraceFile(path)).toThrow(expect.objectContaining({code: 'PROFILE_UNSAFE'}));
});
