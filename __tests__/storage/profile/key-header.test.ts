import {chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {looksProtected} from '../../../src/storage/profile/key-header.ts';

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'natter-key-'));
  path = join(folder, 'key');
});

afterEach(() => rmSync(folder, {recursive: true, force: true}));

test.each([
  ['secrets as they are', 'nattrkey\x01\x00rest', false],
  ['secrets in a box', 'nattrkey\x01\x01rest', true],
  ['secrets of two seeds in a box', 'nattrkey\x02\x01rest', true],
  ['another version', 'nattrkey\x03\x01rest', false],
  ['something else', 'nattrbey\x01\x01rest', false],
  ['the beginning of a key file', 'nattrkey\x01', false],
  ['nothing', '', false],
])('%s', (_what, content, expected) => {
  writeFileSync(path, content, {mode: 0o600});
  expect(looksProtected(path)).toBe(expected);
});

test('no file asks for nothing', () => {
  expect(looksProtected(path)).toBe(false);
});

test('a link is not followed', () => {
  const target = join(folder, 'elsewhere');
  writeFileSync(target, 'nattrkey\x01\x01');
  chmodSync(target, 0o600);
  symlinkSync(target, path);
  expect(() => looksProtected(path)).toThrow(expect.objectContaining({code: 'PROFILE_UNSAFE'}));
});
