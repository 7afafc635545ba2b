import {PassThrough, Readable} from 'node:stream';
import {expect, test} from '@jest/globals';
import {linesOf} from '../../src/cli/input-lines.ts';

async function read(...chunks: readonly (string | Uint8Array)[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(Readable.from(chunks.map(chunk => Buffer.from(chunk))), () => false)) {
    lines.push(line);
  }
  return lines;
}

test('a line feed ends a line, also after a carriage return', async () => {
  expect(await read('one\ntwo\r\n', '\nth', 'ree')).toEqual(['one', 'two', '', 'three']);
  expect(await read('\n')).toEqual(['']);
  expect(await read('')).toEqual([]);
});

test.each(['\u2028', '\u2029', '\r', '\v', '\f', '\x85', '\x1e', '\x00'])(
  'nothing else does: %j cannot smuggle in a command',
  async character => {
    expect(await read(`she said: hi${character}/wipe everything\n`)).toEqual([
      `she said: hi${character}/wipe everything`,
    ]);
  },
);

test('characters that are cut by a chunk are whole', async () => {
  const bytes = Buffer.from('caf\u00e9 \u{1f600}\n');
  expect(await read(...Array.from(bytes, byte => Uint8Array.of(byte)))).toEqual(['caf\u00e9 \u{1f600}']);
});

test('ends in the middle when it is over, however the stream ends', async () => {
  const input = new PassThrough();
  input.write('/quit\nnot this\nhalf');
  let over = false;
  const lines: string[] = [];
  for await (const line of linesOf(input, () => over)) {
    lines.push(line);
    over = true;
    input.destroy();
  }
  expect(lines).toEqual(['/quit']);
});

test('a stream that fails by itself is no end', async () => {
  const input = new PassThrough();
  const reading = (async () => {
    for await (const _ of linesOf(input, () => false)) {
      // none comes
    }
  })();
  input.destroy(new Error('EIO'));
  await expect(reading).rejects.toThrow('EIO');
});
