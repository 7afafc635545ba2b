import {spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';
import {afterAll, beforeAll, expect, test} from '@jest/globals';
import {makeRecipes, sha256} from '../../scripts/packages/recipes.ts';
import {
  manifest,
  nameOf,
  platforms,
  stageInstalled,
  stageParts,
  stageProgram,
} from '../../scripts/packages/stage.ts';
import {ALONE} from '../support/alone.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'natter-packages-'));
});
afterAll(() => rmSync(folder, {recursive: true}));

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;

test('what is published needs no other package than the parts of a platform, and runs no script', () => {
  stageProgram(join(folder, 'natter'));
  const {dependencies, devDependencies, scripts, optionalDependencies, files} = read(
    join(folder, 'natter/package.json'),
  );
  expect([dependencies, devDependencies, scripts]).toEqual([undefined, undefined, undefined]);
  expect(Object.keys(optionalDependencies as object)).toEqual([
    ...['natter-linux-x64', 'natter-linux-arm64', 'natter-darwin-x64', 'natter-darwin-arm64'],
    ...['natter-win32-x64', 'natter-win32-arm64'],
  ]);
  expect(readdirSync(join(folder, 'natter')).sort()).toEqual(
    [...(files as readonly string[]), 'package.json'].sort(),
  );
});

test.each(platforms.map(nameOf))('the parts for %s are three, for that system only', platform => {
  const [system = '', processor = ''] = platform.split('-');
  const parts = join(folder, platform);
  stageParts({system, processor}, parts);
  expect(readdirSync(parts).filter(name => name.endsWith('.node'))).toEqual([
    'better-sqlite3-multiple-ciphers.node',
    'sodium-native.node',
    'udx-native.node',
  ]);
  expect(read(join(parts, 'package.json'))).toMatchObject({
    ...{name: `natter-${platform}`, version: manifest.version, os: [system], cpu: [processor]},
    ...(system === 'linux' ? {libc: ['glibc']} : {}),
  });
});

test('natter runs from what is installed, with nothing else beside it', () => {
  const installed = join(folder, 'installed');
  stageInstalled({system: process.platform, processor: process.arch}, installed);
  const flags = ['--headless', '--host', '127.0.0.1', '--port', '0', '--profile', join(folder, 'profile')];
  const {stdout} = spawnSync(join(installed, 'bin/natter.js'), flags, {
    ...{input: '/whoami\n', encoding: 'utf8', cwd: folder},
    env: {PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`, HOME: folder, ...ALONE},
  });
  expect(stdout).toContain('"event":"self"');
});

test('recipes name the archives by their hashes, once all are there', () => {
  const out = mkdtempSync(join(folder, 'out-'));
  const archives = platforms.map(platform =>
    join(out, `natter-${manifest.version}-${nameOf(platform)}.tar.gz`),
  );
  writeFileSync(archives[0] ?? '', 'x');
  expect(makeRecipes(out, 'https://example.invalid/v1')).toEqual([]);
  for (const archive of archives) {
    writeFileSync(archive, archive);
  }
  const recipes = makeRecipes(out, 'https://example.invalid/v1').map(path => readFileSync(path, 'utf8'));
  expect(recipes.length).toBe(3);
  for (const recipe of recipes) {
    expect(recipe).toContain(sha256(archives[0] ?? ''));
    expect(recipe).toContain('https://example.invalid/v1/natter-');
    expect(recipe.replace('"$@"', '')).not.toMatch(/@[A-Z]/);
  }
});
