import {readFileSync} from 'node:fs';
import {expect, test} from '@jest/globals';
import {actVectors, roomVectors} from './vectors.ts';

test('docs/PROTOCOL.md shows the bytes of acts and of messages of rooms', () => {
  const page = readFileSync(new URL('../../../docs/PROTOCOL.md', import.meta.url), 'utf8').replace(
    /\s+/g,
    '',
  );
  const missing = [...actVectors, ...roomVectors].filter(
    ([, hex]) => !page.includes(hex.replaceAll(' ', '')),
  );
  expect(missing.map(([value]) => value.type)).toEqual([]);
});
