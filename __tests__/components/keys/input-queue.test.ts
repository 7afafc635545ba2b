import {describe, expect, test} from '@jest/globals';
import {createInputQueue, HOLD_LIMIT, MAX_WAITING} from '../../../components/keys/input-queue.ts';
import {settled} from '../../support/history-core.ts';
import {manualClock} from '../../support/manual-clock.ts';

function setUp(onHandle: (event: string) => void = () => {}) {
  const clock = manualClock(0);
  const handled: string[] = [];
  const back: unknown[] = [];
  const queue = createInputQueue<string>({
    clock,
    handle(event) {
      handled.push(event);
      onHandle(event);
    },
    passes: event => (event === '^C' ? 'drops' : event === '^L' ? 'passes' : 'waits'),
    giveBack: (events, why) => back.push([events.join(''), why]),
  });
  return {clock, handled, back, queue};
}

function hold(queue: ReturnType<typeof setUp>['queue'], redirects = true) {
  const ended = Promise.withResolvers<boolean>();
  return {ended, isHeld: queue.hold({label: '/query', redirects}, ended.promise)};
}

describe('input', () => {
  test('is handled at once while nothing is waited for', () => {
    const {queue, handled} = setUp();
    queue.take('a');
    expect([handled, queue.count()]).toEqual([['a'], 1]);
  });

  test('waits for what was entered before it, and keeps its order', async () => {
    const {queue, handled, back} = setUp();
    const {ended, isHeld} = hold(queue);
    queue.take('a');
    queue.take('b');
    expect([handled, isHeld()]).toEqual([[], true]);
    ended.resolve(true);
    await settled();
    expect([handled, isHeld(), back]).toEqual([['a', 'b'], false, []]);
  });

  test('behind a second command waits for that one, too', async () => {
    const holds: ReturnType<typeof hold>[] = [];
    const {queue, handled} = setUp(event => {
      if (event === '/') {
        holds.push(hold(queue));
      }
    });
    for (const event of ['/', 'a', '/', 'b']) {
      queue.take(event);
    }
    holds[0]?.ended.resolve(true);
    await settled();
    expect(handled).toEqual(['/', 'a', '/']);
    holds[1]?.ended.resolve(true);
    await settled();
    expect(handled).toEqual(['/', 'a', '/', 'b']);
  });

  test('goes nowhere if that failed', async () => {
    const {queue, handled, back} = setUp();
    const {ended} = hold(queue, false);
    queue.take('a');
    ended.resolve(false);
    await settled();
    expect([handled, back]).toEqual([[], [['a', {label: '/query', reason: 'failed'}]]]);
  });

  test('does not wait for ever: what may lead somewhere else gives it back, what may not lets it through', async () => {
    for (const redirects of [true, false]) {
      const {queue, clock, handled, back} = setUp();
      const {ended, isHeld} = hold(queue, redirects);
      queue.take('a');
      clock.advance(HOLD_LIMIT);
      expect(isHeld()).toBe(false);
      expect(handled).toEqual(redirects ? [] : ['a']);
      expect(back).toEqual(redirects ? [['a', {label: '/query', reason: 'late'}]] : []);
      ended.resolve(true);
      await settled();
      queue.take('b');
      expect(handled.at(-1)).toBe('b');
    }
  });

  test('does not wait without bounds', () => {
    const {queue, back} = setUp();
    hold(queue);
    for (let n = 0; n <= MAX_WAITING; n++) {
      queue.take('a');
    }
    expect(back).toEqual([['a'.repeat(MAX_WAITING + 1), {label: '/query', reason: 'late'}]]);
  });

  test('about the screen itself does not wait; Ctrl-C drops what does', async () => {
    const {queue, handled} = setUp();
    const {ended} = hold(queue);
    for (const event of ['a', '^L', '^C', 'b']) {
      queue.take(event);
    }
    expect(handled).toEqual(['^L', '^C']);
    ended.resolve(true);
    await settled();
    expect(handled).toEqual(['^L', '^C', 'b']);
  });
});

test('what is waited for is told only if it takes a moment, and with what is typed then', async () => {
  const {queue, clock} = setUp();
  const {ended} = hold(queue);
  queue.take('a');
  clock.advance(149);
  expect(queue.getState().hold).toBeNull();
  clock.advance(1);
  queue.take('b');
  expect(queue.getState()).toEqual({hold: {label: '/query', redirects: true}, waiting: ['a', 'b']});
  ended.resolve(true);
  await settled();
  expect(queue.getState()).toEqual({hold: null, waiting: []});
});
