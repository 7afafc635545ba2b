import {PassThrough} from 'node:stream';
import {describe, expect, test} from '@jest/globals';
import {createKeyboard} from '../../../src/cli/plain/keyboard.ts';
import {settled} from '../../support/history-core.ts';
import {manualClock} from '../../support/manual-clock.ts';

/** A keyboard whose first read is over. */
async function setUp() {
  const input = new PassThrough();
  const clock = manualClock(0);
  const heard: string[] = [];
  const keyboard = createKeyboard({input, clock, pasted: text => heard.push(`paste ${text}`)});
  keyboard.keys.setEncoding('utf8');
  keyboard.keys.on('data', text => heard.push(`keys ${text}`));
  async function read(...reads: readonly string[]): Promise<readonly string[]> {
    heard.length = 0;
    for (const text of reads) {
      input.write(text);
      await settled();
    }
    return [...heard];
  }
  await read('x');
  return {...{input, clock, heard, keyboard, read}};
}

describe('what is marked as pasted', () => {
  test.each([
    [['\x1b[200~a\rb\x1b[201~'], ['paste a\nb']],
    [['a\x1b[200~b\r\nc\r\n\x1b[201~\r'], ['keys a', 'paste b\nc', 'keys \r']],
    [['\x1b[200~one line\r\x1b[201~'], ['keys one line']],
    [['\x1b[200~a\tb\x03\x1b[A\x1b[201~'], ['keys a    b[A']],
    [
      ['\x1b[20', '0~a\rb\x1b[2', '01~c'],
      ['paste a\nb', 'keys c'],
    ],
    [['\x1b[200~a\rb\x1b[201~\x1b[200~c\rd\x1b[201~'], ['paste a\nb', 'paste c\nd']],
    [['\x1b[2', '0~'], ['keys \x1b[20~']], // F9
  ])('%j is %j', async (reads, heard) => {
    const {read} = await setUp();
    expect(await read(...reads)).toEqual(heard);
  });
});

describe('what is not marked', () => {
  test('is a paste if several lines come at once, and what follows at once belongs to it', async () => {
    const {read, clock, heard} = await setUp();
    expect(await read('one\rtwo\rth', 'ree\r')).toEqual([]);
    clock.advance(49);
    expect(heard).toEqual([]);
    clock.advance(1);
    expect(heard).toEqual(['paste one\ntwo\nthree']);
    expect(await read('\r')).toEqual(['keys \r']);
  });

  test.each(['a\r', '\r\r\r', '/list\rhello\r', 'hello\r/quit\r', '\x1b[A\rb', 'a\x7fb\rc\r'])(
    '%j is keys',
    async text => {
      const {read} = await setUp();
      expect(await read(text)).toEqual([`keys ${text}`]);
    },
  );

  test('is keys if it is the first that comes: it was typed ahead', async () => {
    const input = new PassThrough();
    const {keys} = createKeyboard({input, clock: manualClock(0), pasted: () => {}});
    input.write('one\rtwo\r');
    await settled();
    expect(String(keys.read())).toBe('one\rtwo\r');
  });
});

test('somebody else can have all that comes, without marks', async () => {
  const {read, keyboard, heard} = await setUp();
  const taken: string[] = [];
  keyboard.divert(text => taken.push(text));
  expect(await read('\x1b[200~a\rb\x1b[201~', 'c')).toEqual([]);
  keyboard.divert(null);
  expect(taken).toEqual(['a\rb', 'c']);
  await read('d');
  expect(heard).toEqual(['keys d']);
});
