import {readFileSync} from 'node:fs';
import {expect, test} from '@jest/globals';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('package.json, its lock, the program and the README name the same lowest Node', () => {
  const {engines} = JSON.parse(read('package.json')) as {engines: {node: string}};
  const [, major, minor, later] = /^\^(\d+)\.(\d+)\.0 \|\| >=(\d+\.\d+)\.0$/.exec(engines.node) ?? [];
  const lock = JSON.parse(read('package-lock.json')) as {packages: {'': {engines: object}}};
  expect(lock.packages[''].engines).toEqual(engines);
  expect(read('bin/natter.js')).toContain(`NEEDED = [${major}, ${minor}]`);
  expect(read('bin/natter.js')).toContain(`(of Node ${Number(major) + 1}, ${later})`);
  expect(read('README.md')).toContain(`Node ${major}.${minor} or newer`);
  expect(read('docs/COMPATIBILITY.md')).toContain(
    `${major}.${minor} or newer; of Node ${Number(major) + 1}, ${later}`,
  );
});
