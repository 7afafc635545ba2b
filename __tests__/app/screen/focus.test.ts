import {PassThrough} from 'node:stream';
import {describe, expect, test} from '@jest/globals';
import {followFocus} from '../../../src/app/screen/focus.ts';
import {createTerminalInput} from '../../../src/terminal/input.ts';
import {settled} from '../../support/history-core.ts';
import {manualClock} from '../../support/manual-clock.ts';

/** A terminal that sends. */
function terminal() {
  const clock = manualClock(0);
  const stdin = new PassThrough();
  const input = createTerminalInput({stdin, clock, escapeDelay: 50});
  input.resume();
  const focus = followFocus(input, clock);
  return {
    ...{clock, focus},
    async send(bytes: string) {
      stdin.write(bytes);
      await settled();
    },
  };
}

describe('the focus', () => {
  test('is what the terminal says last', async () => {
    const {focus, send, clock} = terminal();
    await send('a\x1b[O');
    expect(focus.isAway()).toBe(true);
    await send('\x1b[I');
    expect(focus.isAway()).toBe(false);
    clock.advance(600_000);
    expect(focus.isAway()).toBe(false);
    await send('\x1b[I\x1b[O');
    expect(focus.isAway()).toBe(true);
  });

  test('of a terminal that says nothing is on it for a minute after each key', async () => {
    const {focus, send, clock} = terminal();
    expect(focus.isAway()).toBe(false);
    clock.advance(59_999);
    expect(focus.isAway()).toBe(false);
    await send('x');
    clock.advance(59_999);
    expect(focus.isAway()).toBe(false);
    clock.advance(1);
    expect(focus.isAway()).toBe(true);
  });

  test('is lost where the terminal says so; a key tells that it is back, the wheel does not', async () => {
    const {focus, send} = terminal();
    const heard: boolean[] = [];
    const end = focus.subscribe(() => heard.push(!focus.isAway()));
    expect(focus.isAway()).toBe(false);
    await send('\x1b[O');
    await send('\x1b[<64;10;5M');
    await send('\x1b[O');
    expect(heard).toEqual([false]);
    await send('x');
    expect(heard).toEqual([false, true]);
    await send('\x1b[I');
    await send('\x1b[O');
    expect(heard).toEqual([false, true, false]);
    end();
    await send('\x1b[I');
    expect(heard).toEqual([false, true, false]);
  });

  test('is back with the first key after a minute without, and that is told', async () => {
    const {focus, send, clock} = terminal();
    const heard: boolean[] = [];
    focus.subscribe(() => heard.push(!focus.isAway()));
    clock.advance(62_000);
    await send('x');
    await send('y');
    expect(heard).toEqual([true]);
  });

  test('is not followed any more once closed', async () => {
    const {focus, send} = terminal();
    focus.close();
    await send('\x1b[O');
    expect(focus.isAway()).toBe(false);
  });
});
