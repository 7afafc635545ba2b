import {PassThrough} from 'node:stream';
import {describe, expect, test} from '@jest/globals';
import {watchOutput} from '../../../src/app/screen/output.ts';
import {createTerminalInput} from '../../../src/terminal/input.ts';
import {settled} from '../../support/history-core.ts';
import {manualClock} from '../../support/manual-clock.ts';

const ANSWER = '\x1b[0n';

/** A terminal that answers when it is told to. */
function terminal() {
  const clock = manualClock(0);
  const stdin = new PassThrough();
  const input = createTerminalInput({stdin, clock, escapeDelay: 50});
  input.resume();
  let questions = 0;
  const output = watchOutput({input, clock, ask: () => void questions++});
  const told: string[] = [];
  return {
    ...{clock, output, told},
    questions: () => questions,
    async ask(name: string) {
      void output.isTaken().then(isTaken => told.push(`${name} ${isTaken ? 'taken' : 'not taken'}`));
      await settled();
    },
    async send(bytes: string) {
      stdin.write(bytes);
      await settled();
    },
    async pass(milliseconds: number) {
      clock.advance(milliseconds);
      await settled();
    },
  };
}

/** One that answered the question of the start. */
async function answeringTerminal() {
  const answering = terminal();
  await settled();
  await answering.send(ANSWER);
  return answering;
}

describe('what was written', () => {
  test('is taken when the terminal answers what was asked behind it', async () => {
    const {ask, send, pass, told, questions} = await answeringTerminal();
    await ask('one');
    expect(questions()).toBe(2);
    await pass(9_000);
    await send('keys tell nothing');
    expect(told).toEqual([]);
    await send(ANSWER);
    expect(told).toEqual(['one taken']);
  });

  test('is asked about anew each time: no answer counts for what was written behind its question', async () => {
    const {ask, send, told, questions} = await answeringTerminal();
    await ask('one');
    await ask('two');
    expect(questions()).toBe(2);
    await send(ANSWER);
    expect([told, questions()]).toEqual([['one taken'], 3]);
    await send(ANSWER);
    expect(told).toEqual(['one taken', 'two taken']);
  });

  test('is not taken by a terminal that hangs; its late answers are those to the first questions', async () => {
    const {ask, send, pass, told} = await answeringTerminal();
    await ask('one');
    await pass(10_000);
    await ask('two');
    await pass(10_000);
    await ask('three');
    expect(told).toEqual(['one not taken', 'two not taken']);
    await send(ANSWER);
    await send(ANSWER);
    expect(told).toHaveLength(2);
    await send(ANSWER);
    expect(told).toEqual(['one not taken', 'two not taken', 'three taken']);
  });

  test('is told again soon after an answer got lost', async () => {
    const {ask, send, pass, told} = await answeringTerminal();
    await ask('lost');
    await pass(10_000);
    await ask('two');
    await send(ANSWER);
    await pass(10_000);
    await ask('three');
    await send(ANSWER);
    expect(told).toEqual(['lost not taken', 'two not taken', 'three taken']);
  });
});

describe('a terminal that never answered', () => {
  test('has taken what a key was pressed behind', async () => {
    const {ask, send, pass, told} = terminal();
    await settled();
    await pass(10_000);
    await ask('one');
    await pass(9_999);
    expect(told).toEqual([]);
    await send('x');
    expect(told).toEqual(['one taken']);
    await ask('two');
    await pass(10_000);
    expect(told).toEqual(['one taken', 'two not taken']);
  });

  test('is asked from the start on', async () => {
    const {questions, ask, send, told} = terminal();
    await settled();
    expect(questions()).toBe(1);
    await ask('one');
    await send(ANSWER);
    expect([questions(), told]).toEqual([2, []]);
    await send(ANSWER);
    expect(told).toEqual(['one taken']);
  });
});

describe('before the terminal goes to somebody else', () => {
  test('the answer is waited for', async () => {
    const {ask, send, output} = await answeringTerminal();
    await output.whenQuiet(); // nothing is asked
    await ask('one');
    let isQuiet = false;
    void output.whenQuiet().then(() => {
      isQuiet = true;
    });
    await settled();
    expect(isQuiet).toBe(false);
    await send(ANSWER);
    expect(isQuiet).toBe(true);
  });

  test('but not for ever', async () => {
    const {ask, output, told} = await answeringTerminal();
    await ask('one');
    await output.whenQuiet();
    expect(told).toEqual([]);
    output.close();
    await settled();
    expect(told).toEqual(['one not taken']);
    await ask('two');
    expect(told).toEqual(['one not taken', 'two not taken']);
  });
});
