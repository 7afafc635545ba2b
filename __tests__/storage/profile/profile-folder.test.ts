import {execFileSync} from 'node:child_process';
import {chmodSync, chownSync, mkdirSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {checkPrivateFile, readPrivateFile} from '../../../src/storage/files/private-file.ts';
import {prepareFolder} from '../../../src/storage/profile/profile-folder.ts';
import {failure, temporaryFolder} from '../support.ts';

/** Only root can make a file that belongs to somebody else. */
const asRoot = process.geteuid?.() === 0 ? test : test.skip;

describe('prepareFolder', () => {
  test('makes the folder and those above it with mode 0700, and answers its absolute path', () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    expect(prepareFolder(relative(process.cwd(), folder))).toBe(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('takes away the rights of others on a folder of ours', () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o777);
    prepareFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test.each(['', '/'])('refuses a symbolic link, written with %j at the end', end => {
    const parent = temporaryFolder();
    mkdirSync(join(parent, 'real'));
    symlinkSync(join(parent, 'real'), join(parent, 'link'));
    const message = failure('PROFILE_UNSAFE', () => prepareFolder(join(parent, 'link') + end));
    expect(message).toContain('is a symbolic link');
  });

  test('refuses a symbolic link that leads nowhere', () => {
    const parent = temporaryFolder();
    symlinkSync(join(parent, 'nowhere'), join(parent, 'link'));
    failure('PROFILE_UNSAFE', () => prepareFolder(join(parent, 'link')));
  });

  test('says that a file is no folder', () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');
    const message = failure('PROFILE_UNWRITABLE', () => prepareFolder(path));
    expect(message).toBe(`The profile ${path} is a file, not a folder. Choose another place with --profile.`);
    failure('PROFILE_UNWRITABLE', () => prepareFolder(join(path, 'below')));
  });

  asRoot('refuses a folder of another user', () => {
    const folder = temporaryFolder();
    chownSync(folder, 65_534, 65_534);
    const message = failure('PROFILE_UNSAFE', () => prepareFolder(folder));
    expect(message).toContain('belongs to another user (number 65534; you are 0)');
  });
});

describe('a file of the profile', () => {
  test('is not there', () => {
    const path = join(temporaryFolder(), 'key');
    expect(checkPrivateFile(path)).toBe(false);
    expect(readPrivateFile(path, 10)).toBeNull();
  });

  test('loses the rights of others', () => {
    const path = join(temporaryFolder(), 'key');
    writeFileSync(path, 'secret');
    chmodSync(path, 0o644);
    expect(readPrivateFile(path, 10)).toEqual(Buffer.from('secret'));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('may not be a symbolic link, not even to a file of ours', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'real'), 'secret');
    symlinkSync(join(folder, 'real'), join(folder, 'key'));
    const message = failure('PROFILE_UNSAFE', () => readPrivateFile(join(folder, 'key'), 10));
    expect(message).toContain('is a symbolic link');
  });

  test('may not be a folder or a pipe, and a pipe does not make us wait', () => {
    const folder = temporaryFolder();
    failure('PROFILE_UNSAFE', () => readPrivateFile(folder, 10));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    failure('PROFILE_UNSAFE', () => readPrivateFile(join(folder, 'pipe'), 10));
  });

  test('may not be larger than any of ours', () => {
    const path = join(temporaryFolder(), 'key');
    writeFileSync(path, '01234567890');
    failure('PROFILE_UNSAFE', () => readPrivateFile(path, 10));
    expect(readPrivateFile(path, 11)).toHaveLength(11);
  });

  asRoot('may not belong to another user', () => {
    const path = join(temporaryFolder(), 'key');
    writeFileSync(path, 'secret');
    chownSync(path, 65_534, 65_534);
    failure('PROFILE_UNSAFE', () => readPrivateFile(path, 10));
  });
});
