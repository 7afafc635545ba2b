import {spawnSync} from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, beforeAll, expect, jest, test} from '@jest/globals';
import {bundleProgram} from '../../scripts/bundle.mjs';
import {ALLOWED, noticesOf, packagesOf} from '../../scripts/notices.mjs';

jest.setTimeout(60_000);

const root = new URL('../../', import.meta.url).pathname;
let folder = '';
let inputs: readonly string[] = [];

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'natter-build-')));
  inputs = await bundleProgram(join(folder, 'here'));
});

afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Builds in a folder; gives the exit code, and what was said about it. */
function build(place: string) {
  const {status, stderr} = spawnSync(process.execPath, [join(place, 'scripts/build.mjs')], {
    cwd: place,
    encoding: 'utf8',
  });
  return {status, stderr};
}

test('every package that is bundled is named with an allowed licence and its text', () => {
  const parts = packagesOf(inputs);
  const notices = noticesOf(inputs);
  expect(parts.length).toBeGreaterThan(50);
  expect(parts.map(part => part.name)).toEqual(
    expect.arrayContaining(['ink', 'widest-line', 'sodium-native']),
  );
  for (const {title, licence, folder: place} of parts) {
    expect(ALLOWED).toContain(licence);
    expect(notices).toContain(`${title} (${licence})`);
    for (const file of readdirSync(join(root, place)).filter(name => /^(?:licen[cs]e|notice)/i.test(name))) {
      expect(notices).toContain(
        readFileSync(join(root, place, file), 'utf8')
          .replaceAll('\r', '')
          .trim(),
      );
    }
  }
  expect(notices).toContain('UNICODE LICENSE V3');
});

test('a line for a running natter is sent without native parts, and every start loads few files', () => {
  const read = (name: string) => readFileSync(join(folder, 'here', name), 'utf8');
  const imported = (name: string, seen: Set<string>): Set<string> => {
    seen.add(name);
    for (const [, other = ''] of read(name).matchAll(/(?:from|import)"\.\/([^"]+)"/g)) {
      if (!seen.has(other)) {
        imported(other, seen);
      }
    }
    return seen;
  };
  const first = imported('natter.js', new Set());
  const startedBy = (...lazy: readonly string[]) => {
    const names = readdirSync(join(folder, 'here'));
    const files = lazy.flatMap(start => names.filter(name => name.startsWith(`${start}-`)));
    expect(files.length).toBeGreaterThanOrEqual(lazy.length);
    return [...files.reduce((seen, file) => imported(file, seen), new Set(first))];
  };
  const files = startedBy('run-script');
  expect(files.filter(name => /sodium-native|better-sqlite3/.test(read(name)))).toEqual([]);
  const core = startedBy('headless', 'open-core');
  expect(core.filter(name => /react\.transitional|YGNode|randomPunchInterval/.test(read(name)))).toEqual([]); // no screen, no hash table
  expect(first.size).toBe(2); // a dozen and more as esbuild splits them
  expect(files.length).toBeLessThan(8); // 22
  expect(startedBy('run-in-terminal', 'run-screen').length).toBeLessThan(9); // 40
  expect(startedBy('usage').length).toBeLessThan(5);
  expect(core.length).toBeLessThan(11); // 61
});

test('a package with another licence stops the build', () => {
  expect(() => noticesOf(['node_modules/caniuse-lite/index.js'])).toThrow('CC-BY-4.0, which is not allowed');
});

test('the notices are shipped', () => {
  const {files} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {files: string[]};
  expect(files).toContain('THIRD-PARTY-NOTICES.txt');
});

test('the same sources give the same bytes in another folder', () => {
  const place = join(folder, 'elsewhere');
  const packages = packagesOf(inputs).map(part => part.folder.replace(root, ''));
  const nested = packages.map(path => join(path.slice(0, path.lastIndexOf('node_modules/')), 'package.json'));
  const sources = ['src', 'components', 'scripts', 'package.json', 'tsconfig.json'];
  for (const path of new Set([...sources, ...packages, ...nested])) {
    mkdirSync(dirname(join(place, path)), {recursive: true});
    cpSync(join(root, path), join(place, path), {recursive: true});
  }
  symlinkSync(join(root, 'node_modules/esbuild'), join(place, 'node_modules/esbuild'));
  expect(build(place)).toEqual({status: 0, stderr: ''});
  const here = readdirSync(join(folder, 'here')).sort();
  expect(readdirSync(join(place, 'dist')).sort()).toEqual(here);
  for (const file of here) {
    expect(readFileSync(join(place, 'dist', file)).equals(readFileSync(join(folder, 'here', file)))).toBe(
      true,
    );
  }
});

test('whoever installed without what natter is built with is told so', () => {
  const place = join(folder, 'production');
  cpSync(join(root, 'scripts'), join(place, 'scripts'), {recursive: true});
  expect(build(place)).toEqual({
    status: 1,
    stderr: 'natter: what natter is built with is not installed. Run: npm install --include=dev\n',
  });
});
