import {chmodSync, mkdtempSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {readAttachToken, writeAttachToken} from '../../../src/storage/profile/attach-token.ts';

let profile: string;
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'natter-token-'));
});
afterEach(() => rmSync(profile, {recursive: true, force: true}));

const file = () => join(profile, 'attach');

test('each start writes another one, for the owner only', () => {
  const first = writeAttachToken(profile);
  expect(readAttachToken(profile)).toBe(first);
  const second = writeAttachToken(profile);
  expect(second).not.toBe(first);
  expect(readAttachToken(profile)).toBe(second);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test.each([
  ['there is none', () => rmSync(file())],
  ['the file holds something else', () => writeFileSync(file(), 'no token', {mode: 0o600})],
  ['it is cut', () => writeFileSync(file(), 'abc123', {mode: 0o600})],
])('null where %s', (_, change) => {
  writeAttachToken(profile);
  change();
  expect(readAttachToken(profile)).toBeNull();
});

test.each([
  ['others may read it', () => chmodSync(file(), 0o644)],
  ['its group may', () => chmodSync(file(), 0o640)],
  [
    'it is a link',
    () => {
      renameSync(file(), join(profile, 'elsewhere'));
      symlinkSync(join(profile, 'elsewhere'), file());
    },
  ],
])('refused where %s', (_, change) => {
  writeAttachToken(profile);
  change();
  expect(() => readAttachToken(profile)).toThrow(expect.objectContaining({code: 'PROFILE_UNSAFE'}));
});
