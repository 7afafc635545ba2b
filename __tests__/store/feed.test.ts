import {describe, expect, test} from '@jest/globals';
import type {CoreEvent} from '../../src/core/api/api.ts';
import {createEventFeed} from '../../src/store/feed.ts';
import {createAppStore} from '../../src/store/store.ts';
import {BOB_KEY, peer, TEN_O_CLOCK} from '../support/facts.ts';
import {manualClock} from '../support/manual-clock.ts';

function setUp() {
  const store = createAppStore();
  const clock = manualClock(TEN_O_CLOCK);
  let changes = 0;
  store.subscribe(() => {
    changes += 1;
  });
  return {store, clock, feed: createEventFeed(store, clock), changes: () => changes};
}

const change = (name: string): CoreEvent => ({type: 'peer-changed', peer: peer(BOB_KEY, name)});

test('the first event is shown at once', () => {
  const {store, feed} = setUp();
  feed.push([change('bob')]);
  expect(store.getState().peers.get(BOB_KEY)?.name).toBe('bob');
});

test('ten thousand events in a second change the store at most 31 times, and none is lost', () => {
  const {store, clock, feed, changes} = setUp();
  for (let tick = 0; tick < 1000; tick++) {
    feed.push(Array.from({length: 10}, (_, index) => change(`bob ${tick * 10 + index}`)));
    clock.advance(1);
  }
  clock.advance(33);
  expect(store.getState().peers.get(BOB_KEY)?.name).toBe('bob 9999');
  expect(changes()).toBeLessThanOrEqual(32);
  expect(changes()).toBeGreaterThan(25);
});

test('flush brings in what waits, close drops it', () => {
  const {store, clock, feed} = setUp();
  feed.push([change('one')]);
  feed.push([change('two')]);
  feed.flush();
  expect(store.getState().peers.get(BOB_KEY)?.name).toBe('two');
  feed.push([change('three')]);
  feed.close();
  clock.advance(1000);
  expect(store.getState().peers.get(BOB_KEY)?.name).toBe('two');
});

describe('while somebody types', () => {
  /** Moments in milliseconds at which the store changes, with an event in each millisecond and these keys. */
  function flushes(keys: readonly number[], until: number): number[] {
    const {clock, feed, store} = setUp();
    const found: number[] = [];
    let time = 0;
    store.subscribe(() => found.push(time));
    for (; time < until; time++) {
      if (keys.includes(time)) {
        feed.typing(true);
      }
      feed.push([change(`bob ${time}`)]);
      clock.advance(1);
    }
    return found;
  }

  test('events come in just after a key', () => {
    expect(flushes([40, 85, 130, 175, 220], 240)).toEqual([0, 32, 65, 98, 132, 177, 222]);
  });

  test('with fast keys at most 30 times a second', () => {
    const keys = Array.from({length: 100}, (_, index) => 10 + index * 10);
    const found = flushes(keys, 1000);
    const pauses = found.slice(1).map((time, index) => time - (found[index] ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(32);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(50);
  });

  test('keys without any pause do not keep events away', () => {
    const keys = Array.from({length: 1000}, (_, index) => index);
    expect(Math.max(...flushes(keys, 1000).slice(1))).toBeGreaterThan(900);
    expect(flushes(keys, 1000).length).toBeGreaterThan(9);
  });

  test('without a key they wait for 100 ms, and then no longer', () => {
    const found = flushes([0], 300);
    expect(found.slice(0, 4)).toEqual([2, 99, 132, 165]);
  });

  test('an event long after the last key is shown at once', () => {
    const {store, clock, feed} = setUp();
    feed.typing(true);
    clock.advance(100);
    feed.push([change('bob')]);
    expect(store.getState().peers.get(BOB_KEY)?.name).toBe('bob');
  });

  test('an event shortly after a key waits for the next one', () => {
    const {store, clock, feed} = setUp();
    const name = () => store.getState().peers.get(BOB_KEY)?.name;
    feed.typing(true);
    clock.advance(20);
    feed.push([change('bob')]);
    clock.advance(20);
    expect(name()).toBe(undefined);
    feed.typing(true);
    clock.advance(2);
    expect(name()).toBe(undefined);
    clock.advance(1);
    expect(name()).toBe('bob');
  });

  test('what was typed is sent: the answer is shown at once', () => {
    const {store, clock, feed} = setUp();
    feed.typing(true);
    clock.advance(20);
    feed.push([change('one')]);
    feed.typing(false);
    expect(store.getState().peers.get(BOB_KEY)?.name).toBe('one');
    clock.advance(40);
    feed.push([change('two')]);
    expect(store.getState().peers.get(BOB_KEY)?.name).toBe('two');
  });
});
