import {describe, expect, test} from '@jest/globals';
import {followFocus} from '../../../src/app/screen/focus.ts';
import {manualClock} from '../../support/manual-clock.ts';

/** A terminal that gives these reads, one after the other. */
function terminal() {
  const clock = manualClock(0);
  let reads: (string | null)[] = [];
  const read = () => reads.shift() ?? null;
  const stdin = {read} as Pick<NodeJS.ReadStream, 'read'>;
  const focus = followFocus(stdin, clock);
  return {
    ...{clock, focus, stdin, read},
    send(...chunks: string[]) {
      reads = chunks;
      return chunks.map(() => stdin.read());
    },
  };
}

describe('the focus', () => {
  test('is what the terminal says last, and all it sends goes on to the renderer', () => {
    const {focus, send, clock} = terminal();
    expect(send('a\x1b[O')).toEqual(['a\x1b[O']);
    expect(focus.isAway()).toBe(true);
    send('\x1b[I');
    expect(focus.isAway()).toBe(false);
    clock.advance(600_000);
    expect(focus.isAway()).toBe(false);
    send('\x1b[I\x1b[O');
    expect(focus.isAway()).toBe(true);
  });

  test('of a terminal that says nothing is on it for a minute after each key', () => {
    const {focus, send, clock} = terminal();
    expect(focus.isAway()).toBe(false);
    clock.advance(59_999);
    expect(focus.isAway()).toBe(false);
    send('x');
    clock.advance(59_999);
    expect(focus.isAway()).toBe(false);
    clock.advance(1);
    expect(focus.isAway()).toBe(true);
  });

  test('is lost where the terminal says so; a key tells that it is back, the wheel does not', () => {
    const {focus, send} = terminal();
    const heard: boolean[] = [];
    const end = focus.subscribe(() => heard.push(!focus.isAway()));
    expect(focus.isAway()).toBe(false);
    send('\x1b[O');
    send('\x1b[<64;10;5M');
    send('\x1b[O');
    expect(heard).toEqual([false]);
    send('x');
    expect(heard).toEqual([false, true]);
    send('\x1b[I');
    send('\x1b[O');
    expect(heard).toEqual([false, true, false]);
    end();
    send('\x1b[I');
    expect(heard).toEqual([false, true, false]);
  });

  test('is back with the first key after a minute without, and that is told', () => {
    const {focus, send, clock} = terminal();
    const heard: boolean[] = [];
    focus.subscribe(() => heard.push(!focus.isAway()));
    clock.advance(62_000);
    send('x');
    send('y');
    expect(heard).toEqual([true]);
  });

  test('is not followed any more once closed', () => {
    const {focus, stdin, read} = terminal();
    expect(stdin.read).not.toBe(read);
    focus.close();
    expect(stdin.read).toBe(read);
  });
});
