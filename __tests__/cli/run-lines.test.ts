import {expect, test} from '@jest/globals';
import {runLines} from '../../src/cli/run-lines.ts';

/** Runs lines that take a while each; tells when each began and ended. */
async function order(...lines: readonly string[]): Promise<string[]> {
  const happened: string[] = [];
  async function* input() {
    yield* lines;
  }
  const textOf = (line: string) => line;
  await runLines(input(), textOf, async line => {
    happened.push(`begin ${line}`);
    await new Promise(setImmediate);
    happened.push(`end ${line}`);
  });
  return happened;
}

test('text overlaps, commands wait for what was before them and are waited for', async () => {
  expect(await order('one', '/me two', '', '//three', '/list', 'four')).toEqual([
    'begin one',
    'begin /me two',
    'begin //three',
    'end one',
    'end /me two',
    'end //three',
    'begin /list',
    'end /list',
    'begin four',
    'end four',
  ]);
});
