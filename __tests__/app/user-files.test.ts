import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {fileName} from '../../src/app/file-name.ts';
import {createUserFiles} from '../../src/app/user-files.ts';
import hostileNames from '../fixtures/hostile-filenames.json' with {type: 'json'};

const JANUARY = new Date(2026, 0, 31, 9, 5).getTime();

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'natter-test-'));
  mkdirSync(join(folder, 'home'));
  mkdirSync(join(folder, 'here'));
});

afterEach(() => rmSync(folder, {recursive: true, force: true}));

async function* pieces(...texts: readonly string[]) {
  yield* texts;
}

/** Saves as if the program ran in `here`. */
function save(path: string | null, content: AsyncIterable<string> = pieces('a', 'b\n')) {
  return files().save({path, subject: 'bob', extension: 'md'}, content);
}

function files() {
  return createUserFiles({
    folder: () => join(folder, 'here'),
    home: () => join(folder, 'home'),
    now: () => JANUARY,
  });
}

describe('saving a file', () => {
  test('without a path: named after the subject and the day, in the current folder, for its owner only', async () => {
    const path = await save(null);
    expect(path).toBe(join(folder, 'here', 'natter-bob-2026-01-31.md'));
    expect(readFileSync(path, 'utf8')).toBe('ab\n');
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
  });

  test('a second one on the same day gets a number', async () => {
    await save(null);
    await save(null);
    await save(null, pieces('third'));
    expect(readdirSync(join(folder, 'here')).sort()).toEqual([
      'natter-bob-2026-01-31-2.md',
      'natter-bob-2026-01-31-3.md',
      'natter-bob-2026-01-31.md',
    ]);
    expect(readFileSync(join(folder, 'here', 'natter-bob-2026-01-31-3.md'), 'utf8')).toBe('third');
  });

  test('paths as they are typed', async () => {
    expect(await save('notes.txt')).toBe(join(folder, 'here', 'notes.txt'));
    expect(await save('../x.md')).toBe(join(folder, 'x.md'));
    expect(await save('~/x.md')).toBe(join(folder, 'home', 'x.md'));
    expect(await save('~')).toBe(join(folder, 'home', 'natter-bob-2026-01-31.md'));
    expect(await save(join(folder, 'home/'))).toBe(join(folder, 'home', 'natter-bob-2026-01-31-2.md'));
    expect(await save('~ann')).toBe(join(folder, 'here', '~ann'));
  });

  test('a long content comes out whole', async () => {
    async function* many() {
      for (let line = 0; line < 20_000; line += 1) {
        yield `line ${line} 🎉\n`;
      }
    }
    const lines = readFileSync(await save('long', many()), 'utf8').split('\n');
    expect([lines.length, lines[0], lines[19_999]]).toEqual([20_001, 'line 0 🎉', 'line 19999 🎉']);
  });

  test('nothing is overwritten, and no symbolic link followed', async () => {
    writeFileSync(join(folder, 'here', 'mine'), 'precious');
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'here', 'link'));
    await expect(save('mine')).rejects.toMatchObject({
      code: 'FILE_EXISTS',
      message: `There is already a file ${join(folder, 'here', 'mine')}, and nothing is ever overwritten. Choose another name.`,
    });
    await expect(save('link')).rejects.toMatchObject({code: 'FILE_EXISTS'});
    expect(readFileSync(join(folder, 'here', 'mine'), 'utf8')).toBe('precious');
    expect(readdirSync(folder).sort()).toEqual(['here', 'home']);
  });

  test('mistakes in the path', async () => {
    writeFileSync(join(folder, 'here', 'file'), '');
    const unwritable = {code: 'FILE_UNWRITABLE'};
    await expect(save('nowhere/x')).rejects.toMatchObject(unwritable);
    await expect(save('nowhere/')).rejects.toMatchObject(unwritable);
    await expect(save('file/x')).rejects.toMatchObject(unwritable);
    await expect(save('a\0b')).rejects.toMatchObject(unwritable);
    await expect(save('n'.repeat(300))).rejects.toMatchObject(unwritable);
  });

  test('a failure in the middle leaves no file', async () => {
    async function* failing() {
      yield 'x'.repeat(100_000);
      throw new TypeError('the reason');
    }
    await expect(save('half', failing())).rejects.toThrow(new TypeError('the reason'));
    expect(readdirSync(join(folder, 'here'))).toEqual([]);
  });
});

describe('names of our own', () => {
  test.each([
    ['bob', 'natter-bob-2026-01-31.md'],
    ['Ann Lee·k3f9', 'natter-Ann-Lee-k3f9-2026-01-31.md'],
    ['日本', 'natter-日本-2026-01-31.md'],
    ['../../etc/passwd', 'natter-etc-passwd-2026-01-31.md'],
    ['🎉', 'natter-2026-01-31.md'],
  ])('%j', (subject, name) => {
    expect(fileName({subject, extension: 'md', time: JANUARY, attempt: 1})).toBe(name);
  });

  test.each(hostileNames.map(name => [name]))('%j is one harmless component', subject => {
    const name = fileName({subject, extension: 'jsonl', time: JANUARY, attempt: 7});
    expect(name).toMatch(/^natter-([\p{L}\p{M}\p{N}-]*-)?2026-01-31-7\.jsonl$/u);
    expect(basename(name)).toBe(name);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(160);
  });
});

test('a path for a file that somebody else makes is as free as that of a file, and nothing is made', async () => {
  const target = {path: null, subject: 'ann', extension: 'backup'};
  const path = await files().newPath(target);
  expect(path).toBe(join(folder, 'here', 'natter-ann-2026-01-31.backup'));
  expect(readdirSync(join(folder, 'here'))).toEqual([]);
  await expect(files().newPath({...target, path: 'nowhere/'})).rejects.toMatchObject({
    code: 'FILE_UNWRITABLE',
  });
});
