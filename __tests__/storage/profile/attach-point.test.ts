import {
  chmodSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {
  readAttachPoint,
  removeAttachPoint,
  writeAttachPoint,
} from '../../../src/storage/profile/attach-point.ts';

let profile: string;
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'natter-attach-'));
});
afterEach(() => rmSync(profile, {recursive: true, force: true}));

const file = () => join(profile, 'attach');
const point = {socket: '/run/user/1000/natter/0123456789abcdef.sock', token: 'a5'.repeat(32)};

test('it is read as it was written, by its owner only', () => {
  writeAttachPoint(profile, {...point, token: 'b6'.repeat(32)});
  writeAttachPoint(profile, point);
  expect(readAttachPoint(profile)).toEqual(point);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test.each([
  ['there is none', () => removeAttachPoint(profile)],
  ['the file holds something else', () => writeFileSync(file(), 'no JSON', {mode: 0o600})],
  ['it names no socket', () => writeFileSync(file(), JSON.stringify({token: point.token}))],
  ['its token is none', () => writeFileSync(file(), JSON.stringify({...point, token: 'abc123'}))],
  ['it is null', () => writeFileSync(file(), 'null')],
  ['it is cut', () => truncateSync(file(), 30)],
])('null where %s', (_, change) => {
  writeAttachPoint(profile, point);
  change();
  expect(readAttachPoint(profile)).toBeNull();
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
  ['no such file can be ours', () => writeFileSync(file(), 'x'.repeat(5000))],
])('refused where %s', (_, change) => {
  writeAttachPoint(profile, point);
  change();
  expect(() => readAttachPoint(profile)).toThrow(expect.objectContaining({code: 'PROFILE_UNSAFE'}));
});
