import {expect, test} from '@jest/globals';
import type {CoreEvent} from '../../src/core/api.ts';
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
