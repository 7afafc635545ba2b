import {readFileSync} from 'node:fs';
import {expect, test} from '@jest/globals';
import {withTables} from '../../scripts/readme-tables.ts';

test('the tables of the reference are those of the program; `npm run readme` brings them up to date', () => {
  const reference = readFileSync(new URL('../../docs/REFERENCE.md', import.meta.url), 'utf8');
  expect(reference).toBe(withTables(reference));
});
