import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from '@jest/globals';
import {FLAG_NAMES} from '../../src/cli/flags.ts';

const root = new URL('../../', import.meta.url).pathname;
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const {scripts} = JSON.parse(read('package.json')) as {scripts: Readonly<Record<string, string>>};

const told = [
  'CONTRIBUTING.md',
  'README.md',
  '.ci/run',
  ...globSync('.github/**/*.{yml,md}', {cwd: root}),
  ...globSync('docs/*.md', {cwd: root}),
];

test.each(told)('every npm script that %s names is there', path => {
  const names = [...read(path).matchAll(/\bnpm run (?:-s |--silent )?([a-z][a-z:-]*)/g)].map(
    ([, name = '']) => name,
  );
  expect(names.filter(name => scripts[name] === undefined)).toEqual([]);
});

test.each(told)('every file of scripts that %s runs is there', path => {
  const files = [...read(path).matchAll(/\bnode (scripts\/[\w./-]+)/g)].map(([, file = '']) => file);
  expect(files.filter(file => globSync(file, {cwd: root}).length === 0)).toEqual([]);
});

test.each(told)('every flag of natter that %s names is there', path => {
  const flags = [...read(path).matchAll(/\bnatter [^\n`"]*?--([a-z][a-z-]+)/g)].map(([, flag = '']) => flag);
  expect(flags.filter(flag => !(FLAG_NAMES as readonly string[]).includes(flag))).toEqual([]);
});
