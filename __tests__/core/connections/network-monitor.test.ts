import {beforeEach, expect, test} from '@jest/globals';
import {watchWake} from '../../../src/core/connections/network-monitor.ts';
import type {Cancel} from '../../../src/lib/time/clock.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

let clock: ManualClock;
/** How much further the wall clock is than it would be by itself. */
let slept: number;
let addresses: string;
let woken: number;
let stop: Cancel;

beforeEach(() => {
  clock = manualClock(1_700_000_000_000);
  [slept, addresses, woken] = [0, '10.0.0.1', 0];
  const machine = {...clock, now: () => clock.now() + slept};
  stop = watchWake(
    machine,
    () => addresses,
    () => woken++,
  );
});

test('nothing is heard while nothing changes', () => {
  clock.advance(3_600_000);
  expect(woken).toBe(0);
});

test('other addresses are noticed within a second, once', () => {
  addresses = '192.168.7.7';
  clock.advance(999);
  expect(woken).toBe(0);
  clock.advance(5000);
  expect(woken).toBe(1);
});

test.each([
  [10_000, 0],
  [10_001, 1],
  [-8000, 0],
  [-20_000, 1],
])('a wall clock that went %i ms further than the time that passed: %i', (further, expected) => {
  slept = further;
  clock.advance(5000);
  expect(woken).toBe(expected);
});

test('a process that was stopped tries anew, one that was busy does not', () => {
  clock.jump(10_900);
  expect(woken).toBe(0);
  clock.jump(11_100);
  clock.advance(5000);
  expect(woken).toBe(1);
});

test('a clock that goes a little wrong all the time is no sleep', () => {
  for (let second = 0; second < 100; second++) {
    slept += 500;
    clock.advance(1000);
  }
  expect(woken).toBe(0);
});

test('nothing is heard after the end', () => {
  stop();
  addresses = '192.168.7.7';
  clock.advance(5000);
  expect(woken).toBe(0);
});
