import {PassThrough} from 'node:stream';
import {expect, test} from '@jest/globals';
import {askSecret} from '../../src/app/ask-secret.ts';
import {settled} from '../support/history-core.ts';

/** A terminal that notes in which order its mode is set and its prompt is written. */
function terminal() {
  const happened: string[] = [];
  const input = Object.assign(new PassThrough(), {
    setRawMode: (mode: boolean) => void happened.push(`raw ${mode}`),
  });
  const output = {write: (text: string) => happened.push(text)} as unknown as NodeJS.WritableStream;
  return {happened, input, ask: (marksPastes = false) => askSecret('Secret: ', {input, output, marksPastes})};
}

test('nothing is shown from the prompt on, nor after the answer; what was typed ahead is left', async () => {
  const {happened, input, ask} = terminal();
  const first = ask();
  input.write('on\x7fne\rtw');
  expect(await first).toBe('one');
  expect(happened).toEqual(['raw true', 'Secret: ', '\n']);
  const second = ask();
  await settled();
  input.write('o\r');
  expect(await second).toBe('two');
});

test.each(['\x03', '\x04'])('who gives up (%j) has a terminal as it was', async key => {
  const {happened, input, ask} = terminal();
  const answer = ask();
  input.write(`half${key}`);
  expect(await answer).toBeNull();
  expect(happened).toEqual(['raw true', 'Secret: ', 'raw false', '\n']);
});

const paste = (text: string) => `\x1b[200~${text}\x1b[201~`;

test('a paste of one line is taken, without the newline at its end', async () => {
  const {happened, input, ask} = terminal();
  const answer = ask(true);
  input.write(`${paste('correct horse\n')}\r`);
  expect(await answer).toBe('correct horse');
  expect(happened).toEqual(['raw true', '\x1b[?2004hSecret: ', '\x1b[?2004l\n']);
});

test('a paste of several lines is refused with a word, and what was typed before it stays', async () => {
  const {happened, input, ask} = terminal();
  const answer = ask();
  input.write(`one${paste('two\rthree')}`);
  await settled();
  expect(happened.at(-1)).toBe('\nThat was more than one line. None of it was used.\nSecret: ');
  input.write('four\r');
  expect(await answer).toBe('onefour');
});

test('keys and answers of the terminal are no part of a secret, however they are cut', async () => {
  const {input, ask} = terminal();
  const answer = ask();
  for (const byte of Buffer.from('a\x1b[A\x1b]11;rgb:00/00/00\x07\x1bOP\x1b[97;1:3ub\x1b[13u')) {
    input.write(Buffer.of(byte));
    await settled();
  }
  expect(await answer).toBe('ab');
});
