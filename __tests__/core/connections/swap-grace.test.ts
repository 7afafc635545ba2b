import {beforeEach, expect, test} from '@jest/globals';
import type {PeerKey} from '../../../src/core/api/api.ts';
import {createSwapGrace, type SwapGrace} from '../../../src/core/connections/swap-grace.ts';
import {createRuntimeState, type RuntimeState} from '../../../src/core/runtime-state.ts';
import {BOB_KEY, CAROL_KEY} from '../../support/facts.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

let clock: ManualClock;
let state: RuntimeState<PeerKey>;
let swaps: SwapGrace;
let missed: string[];

beforeEach(() => {
  clock = manualClock(0);
  state = createRuntimeState();
  swaps = createSwapGrace(state, clock);
  missed = [];
  swaps.begin(BOB_KEY, () => missed.push(state.kept(BOB_KEY).join() || 'bob, nothing kept'));
});

test('whoever does not come within two seconds is missed, once', () => {
  clock.advance(1999);
  expect(missed).toEqual([]);
  clock.advance(5000);
  expect(missed).toEqual(['bob, nothing kept']);
});

test('whoever comes is not', () => {
  expect(swaps.end(BOB_KEY)).toBe(true);
  clock.advance(5000);
  expect(missed).toEqual([]);
});

test('an end tells whether anybody was waited for', () => {
  expect(swaps.end(CAROL_KEY)).toBe(false);
  swaps.end(BOB_KEY);
  expect(swaps.end(BOB_KEY)).toBe(false);
});

test('whoever is forgotten is not missed', () => {
  state.forget(BOB_KEY);
  clock.advance(5000);
  expect(missed).toEqual([]);
});

test('at the end nobody is missed any more', () => {
  swaps.stop();
  clock.advance(5000);
  expect(missed).toEqual([]);
});
