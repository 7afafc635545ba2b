import {readFileSync} from 'node:fs';
import {expect, test} from '@jest/globals';
import {withTables} from '../../scripts/readme-tables.ts';

test('the tables of the README are those of the program; `npm run readme` brings them up to date', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toBe(withTables(readme));
});
