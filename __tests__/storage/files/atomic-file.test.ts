import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {
  type FileSystem,
  removeSecretFile,
  replaceSecretFile,
  writeFileAtomic,
} from '../../../src/storage/files/atomic-file.ts';
import {failure, temporaryFolder} from '../support.ts';

/** The real calls, written down; `fail` throws in place of the call of that name. */
function recording(fail?: {readonly call: keyof FileSystem; readonly code: string}) {
  const calls: string[] = [];
  const paths = new Map<number, string>();
  const note = (call: keyof FileSystem, path: string) => {
    calls.push(`${call} ${path.split('/').at(-1)}`);
    if (fail?.call === call) {
      throw Object.assign(new Error(fail.code), {code: fail.code});
    }
  };
  const files: FileSystem = {
    open(path, flags, mode) {
      note('open', path);
      const descriptor = openSync(path, flags, mode);
      paths.set(descriptor, path);
      return descriptor;
    },
    write(descriptor, bytes, offset) {
      note('write', paths.get(descriptor) ?? '');
      return writeSync(descriptor, bytes, offset, Math.min(4, bytes.length - offset));
    },
    sync(descriptor) {
      note('sync', paths.get(descriptor) ?? '');
      fsyncSync(descriptor);
    },
    close: closeSync,
    rename(from, to) {
      note('rename', to);
      renameSync(from, to);
    },
    remove: path => rmSync(path, {force: true}),
  };
  return {calls, files};
}

describe('writeFileAtomic', () => {
  test('writes a file of mode 0600 and leaves nothing else', () => {
    const folder = temporaryFolder();
    writeFileAtomic(join(folder, 'key'), Buffer.from('new'));
    expect(readFileSync(join(folder, 'key'), 'utf8')).toBe('new');
    expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['key']);
  });

  test('narrows the mode of the file it replaces', () => {
    const path = join(temporaryFolder(), 'key');
    writeFileSync(path, 'old');
    chmodSync(path, 0o644);
    writeFileAtomic(path, Buffer.from('new'));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('syncs the file before the rename and the folder after it, and goes on after a short write', () => {
    const folder = temporaryFolder();
    const {calls, files} = recording();
    writeFileAtomic(join(folder, 'key'), Buffer.from('0123456789'), files);
    const name = folder.split('/').at(-1);
    expect(calls).toEqual([
      'open key.tmp',
      'write key.tmp',
      'write key.tmp',
      'write key.tmp',
      'sync key.tmp',
      'rename key',
      `open ${name}`,
      `sync ${name}`,
    ]);
    expect(readFileSync(join(folder, 'key'), 'utf8')).toBe('0123456789');
  });

  test.each([
    ['write', 'ENOSPC', 'DISK_FULL'],
    ['write', 'EDQUOT', 'DISK_FULL'],
    ['write', 'EIO', 'DISK_FAILED'],
    ['sync', 'EIO', 'DISK_FAILED'],
    ['open', 'EACCES', 'PROFILE_UNWRITABLE'],
    ['open', 'EROFS', 'PROFILE_UNWRITABLE'],
    ['open', 'ELOOP', 'PROFILE_UNSAFE'],
    ['rename', 'EPERM', 'PROFILE_UNWRITABLE'],
  ] as const)(
    'when %s fails with %s it throws %s; the old file stays, no temporary one does',
    (call, code, expected) => {
      const folder = temporaryFolder();
      const path = join(folder, 'key');
      writeFileSync(path, 'old');
      const {files} = recording({call, code});
      const message = failure(expected, () => writeFileAtomic(path, Buffer.from('new'), files));
      expect(message).toContain(path);
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(folder)).toEqual(['key']);
    },
  );

  test('refuses a symbolic link in its place and leaves link and target alone', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'target'), 'old');
    symlinkSync(join(folder, 'target'), join(folder, 'key'));
    failure('PROFILE_UNSAFE', () => writeFileAtomic(join(folder, 'key'), Buffer.from('new')));
    expect(readlinkSync(join(folder, 'key'))).toBe(join(folder, 'target'));
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('old');
  });

  test('does not write through a link that stands where the temporary file goes', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'target'), 'old');
    symlinkSync(join(folder, 'target'), join(folder, 'key.tmp'));
    writeFileAtomic(join(folder, 'key'), Buffer.from('new'));
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('old');
    expect(readFileSync(join(folder, 'key'), 'utf8')).toBe('new');
  });

  test('replaces what a crash left of an earlier write', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'key.tmp'), 'half of an earlier on');
    writeFileAtomic(join(folder, 'key'), Buffer.from('new'));
    expect(readFileSync(join(folder, 'key'), 'utf8')).toBe('new');
    expect(existsSync(join(folder, 'key.tmp'))).toBe(false);
  });

  test('says that a folder is missing', () => {
    const path = join(temporaryFolder(), 'gone', 'key');
    const message = failure('PROFILE_UNWRITABLE', () => writeFileAtomic(path, Buffer.from('new')));
    expect(message).toBe(
      `natter could not write ${path}: a folder in the path does not exist. ` +
        'Fix that, or choose another folder with --profile.',
    );
  });
});

describe('replaceSecretFile', () => {
  test('overwrites the bytes of the old file, which an open descriptor still sees', () => {
    const path = join(temporaryFolder(), 'key');
    writeFileSync(path, 'secret');
    const old = openSync(path, 'r');
    replaceSecretFile(path, Buffer.from('new'));
    expect(readFileSync(old)).toEqual(Buffer.alloc(6));
    expect(readFileSync(path, 'utf8')).toBe('new');
    closeSync(old);
  });

  test('leaves a copy alone that somebody made with a hard link', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'key'), 'secret');
    linkSync(join(folder, 'key'), join(folder, 'backup'));
    replaceSecretFile(join(folder, 'key'), Buffer.from('new'));
    expect(readFileSync(join(folder, 'backup'), 'utf8')).toBe('secret');
  });
});

describe('removeSecretFile', () => {
  /** A file that is still open somewhere, so that what it holds can be looked at when it has no name any more. */
  function secret() {
    const path = join(temporaryFolder(), 'key');
    writeFileSync(path, 'secret');
    const descriptor = openSync(path, 'r');
    const content = () => {
      const bytes = Buffer.alloc(6);
      readSync(descriptor, bytes, 0, 6, 0);
      return bytes.toString();
    };
    return {path, content, close: () => closeSync(descriptor)};
  }

  test('overwrites what it deletes', () => {
    const {path, content, close} = secret();
    removeSecretFile(path);
    expect([existsSync(path), content()]).toEqual([false, '\0'.repeat(6)]);
    close();
  });

  test('what is deleted counts as deleted, though the folder cannot be synced', () => {
    const {path, content, close} = secret();
    removeSecretFile(path, recording({call: 'sync', code: 'EIO'}).files);
    expect([existsSync(path), content()]).toEqual([false, '\0'.repeat(6)]);
    close();
  });

  test('throws if the file is still there', () => {
    const {path, content, close} = secret();
    const {files} = recording();
    const remove = () => {
      throw Object.assign(new Error('EACCES'), {code: 'EACCES'});
    };
    expect(() => removeSecretFile(path, {...files, remove})).toThrow('EACCES');
    expect([existsSync(path), content()]).toEqual([true, 'secret']);
    close();
  });
});
