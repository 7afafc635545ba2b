import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from '@jest/globals';

const root = new URL('../../', import.meta.url).pathname;
const FOLDERS = ['src', 'components', 'scripts', '__tests__', 'bench', 'torture', 'docs'];
/** Every file and folder of the repository, with a slash before it. */
const paths = FOLDERS.flatMap(folder => [
  `/${folder}`,
  ...readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'}).map(path => `/${folder}/${path}`),
]);

const DOCUMENTS = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'],
  ...['docs/API.md', 'docs/PERFORMANCE.md', 'docs/PROTOCOL.md', 'docs/SECURITY.md'],
];

test.each(DOCUMENTS)('files and folders that %s names are there', document => {
  const text = readFileSync(join(root, document), 'utf8');
  const named = [...text.matchAll(/`((?:[\w.-]+\/)*[\w.-]+\.(?:tsx?|mjs)|(?:src|components)\/[\w./-]+)`/g)];
  const files = new Set(named.map(([, name = '']) => name.replace(/\/$/, '')));
  expect([...files].filter(name => !paths.some(path => path.endsWith(`/${name}`)))).toEqual([]);
});
