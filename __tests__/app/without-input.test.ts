import {PassThrough} from 'node:stream';
import {expect, test} from '@jest/globals';
import {withoutInput} from '../../src/app/without-input.ts';
import {settled} from '../support/history-core.ts';
import {manualClock} from '../support/manual-clock.ts';

/** Some work on a terminal that is deaf meanwhile. */
function setUp() {
  const input = new PassThrough();
  const clock = manualClock(0);
  const work = Promise.withResolvers<string>();
  const heard: string[] = [];
  const result = withoutInput({input, clock, interrupted: () => heard.push('Ctrl-C')}, () => work.promise);
  return {
    ...{input, clock, work, result, heard},
    /** What the next reader gets. */
    left: () => String(input.read() ?? ''),
  };
}

test('what is typed during the work gets nowhere, what is typed after it does', async () => {
  const {input, work, result, heard, left} = setUp();
  input.write('secret\r');
  await settled();
  work.resolve('done');
  input.write('secret again\r\x1b[200~and pasted\n\x1b[201~');
  expect(await result).toBe('done');
  input.write('text');
  expect([left(), heard]).toEqual(['text', []]);
});

test('what was left by the reader before is thrown away, too', async () => {
  const {input, work, result, left} = setUp();
  input.pause();
  input.unshift('ahead');
  input.resume();
  work.resolve('done');
  await result;
  expect(left()).toBe('');
});

test('a paste that the end of the work cuts is thrown away to its end', async () => {
  const {input, work, result, left} = setUp();
  input.write('\x1b[200~the first half, ');
  await settled();
  work.resolve('done');
  await settled();
  input.write('the second\r\x1b[201~');
  await result;
  expect(left()).toBe('');
});

test('a paste without an end is waited for a second', async () => {
  const {input, clock, work, result, left} = setUp();
  input.write('\x1b[200~no end');
  await settled();
  work.resolve('done');
  await settled();
  clock.advance(1000);
  await result;
  expect(left()).toBe('');
});

test('Ctrl-C interrupts; a failure comes out, and nobody listens any more', async () => {
  const {input, work, result, heard} = setUp();
  input.write('abc\x03');
  await settled();
  work.reject(new Error('no'));
  await expect(result).rejects.toThrow('no');
  expect([heard, input.listenerCount('data'), input.isPaused()]).toEqual([['Ctrl-C'], 0, true]);
});
