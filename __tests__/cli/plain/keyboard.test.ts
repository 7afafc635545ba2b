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
  const keyboard = createKeyboard({
    ...{input, clock, escapeDelay: 50},
    pasted: text => heard.push(text === null ? 'too long' : `paste ${text}`),
  });
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
    const {keys} = createKeyboard({
      ...{input, clock: manualClock(0), escapeDelay: 50},
      pasted: () => {},
    });
    input.write('one\rtwo\r');
    await settled();
    expect(String(keys.read())).toBe('one\rtwo\r');
  });
});

test('somebody else can have all that comes, as it comes', async () => {
  const {read, keyboard, heard} = await setUp();
  const taken: string[] = [];
  keyboard.divert(bytes => taken.push(Buffer.from(bytes).toString()));
  expect(await read('\x1b[200~a\rb\x1b[201~', 'c')).toEqual([]);
  keyboard.divert(null);
  expect(taken).toEqual(['\x1b[200~a\rb\x1b[201~', 'c']);
  await read('d');
  expect(heard).toEqual(['keys d']);
});

describe('keys', () => {
  test.each([
    ['\x1b[97;5u\x1b[13u\x1b[97;1:3u', '\x01\r'], // the kitty protocol
    ['\x1b[27;5;97~', '\x01'], // modifyOtherKeys
    ['\x1bOA\x1b[1;5D\x1b[3~\x1bb', '\x1b[A\x1b[1;5D\x1b[3~\x1bb'],
  ])('%j reach the line editor as %j', async (sent, expected) => {
    const {read} = await setUp();
    expect(await read(sent)).toEqual([`keys ${expected}`]);
  });

  test.each(['\x1b]11;rgb:00/00/00\x07', '\x1b[M !!', '\x1b[12;40R', '\x1b[I', '\x1b[<0;3;4M'])(
    '%j is none, cut anywhere',
    async sent => {
      const {read} = await setUp();
      for (let at = 1; at < sent.length; at++) {
        expect(await read(sent.slice(0, at), sent.slice(at))).toEqual([]);
      }
    },
  );

  test('come again after a paste whose end was lost', async () => {
    const {read, clock, heard} = await setUp();
    expect(await read('\x1b[200~x')).toEqual([]);
    clock.advance(1000);
    await settled();
    expect(heard).toEqual(['keys x']);
    expect(await read('\r')).toEqual(['keys \r']);
    expect(await read('\x1b[200~y', '\x03')).toEqual(['keys y', 'keys \x03']);
  });
});

test('a paste that is too long is told of, and nothing of it is taken', async () => {
  const {read} = await setUp();
  expect(await read('\x1b[200~', 'x\r'.repeat(600_000), '\x1b[201~')).toEqual(['too long']);
});
