import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from '@jest/globals';

const root = new URL('../..', import.meta.url).pathname;
const page = readFileSync(join(root, 'docs/SECURITY.md'), 'utf8');
const rules = page.slice(page.indexOf('\n## Rules'), page.indexOf('\n## Known limits'));
const numbers = Array.from(rules.matchAll(/^(\d+)\. \*\*/gm), ([, number]) => Number(number));

/** Each citation of rules, with the numbers in it: "SECURITY rules 2, 3 and 7". */
const CITATION = /(SECURITY\s+(?:\*\s+)?)?\brules? (\d+(?:(?:,| and|, and) \d+)*)/g;

function sources(): string[] {
  return ['src', 'components'].flatMap(folder =>
    readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'})
      .filter(name => /\.tsx?$/.test(name))
      .map(name => join(folder, name)),
  );
}

/** A comment may break the line between the words. */
function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8').replace(/\n\s*(\*|\/\/)\s/g, ' ');
}

const citations = sources().flatMap(path =>
  Array.from(textOf(path).matchAll(CITATION), ([text, name, list = '']) => ({path, text, name, list})),
);

test('rules are numbered from 1 without a gap', () => {
  expect(numbers).toEqual(numbers.map((_number, index) => index + 1));
  expect(numbers.length).toBeGreaterThanOrEqual(17);
});

test('each rule that code cites is on the page', () => {
  expect(citations.length).toBeGreaterThan(15);
  const cited = citations.flatMap(({path, list}) =>
    (list.match(/\d+/g) ?? []).map(number => ({path, number})),
  );
  expect(cited.filter(({number}) => !numbers.includes(Number(number)))).toEqual([]);
});

test('a citation says whose rule it is', () => {
  expect(citations.filter(({name}) => name === undefined)).toEqual([]);
});

test('each file that the page names is there', () => {
  const named = Array.from(page.matchAll(/`((?:src|components)\/[\w./-]+\.tsx?)`/g), ([, path = '']) => path);
  expect(named.length).toBeGreaterThan(20);
  const present = new Set(sources());
  expect(named.filter(path => !present.has(path))).toEqual([]);
});

test('each promise is held by tests that are there', () => {
  const promises = page.slice(page.indexOf('\n## Promises'), page.indexOf('\n## Not promised'));
  const made = Array.from(promises.matchAll(/^(\d+)\. \*\*/gm), ([, number]) => number);
  const rows = Array.from(
    promises.matchAll(/^\| (\d+) \| `([^`]+)` \| (.*) \|$/gm),
    ([, number, path = '', title = '']) => ({number, path, title}),
  );
  expect(made).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  expect([...new Set(rows.map(({number}) => number))]).toEqual(made);
  const titled = (path: string, title: string) =>
    readFileSync(join(root, path), 'utf8').includes(`('${title}'`);
  expect(rows.filter(({path, title}) => !titled(path, title))).toEqual([]);
});
