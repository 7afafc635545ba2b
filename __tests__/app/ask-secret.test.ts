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
  return {happened, input, ask: () => askSecret('Secret: ', input, output)};
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
