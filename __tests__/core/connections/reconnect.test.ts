import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import type {CloseReason} from '../../../src/core/api/api.ts';
import {createReconnect, type Reconnect, shouldReconnect} from '../../../src/core/connections/reconnect.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {noTracing} from '../../../src/lib/trace.ts';
import {quiet} from '../../support/cores.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

const BOB = peerKey('b'.repeat(64));

let clock: ManualClock;
let reconnect: Reconnect;
/** When each dial began, in milliseconds. */
let dials: number[];
let wanted: boolean;
let random: number;
let answer: () => Promise<void>;
let polled: {addresses: boolean; table: boolean};
let absence: number;
/** When the hash table was asked. */
let lookUps: number[];

beforeEach(() => {
  clock = manualClock(0);
  dials = [];
  lookUps = [];
  polled = {addresses: true, table: false};
  absence = 0;
  wanted = true;
  random = 1;
  answer = () => Promise.reject(new Error('nobody there'));
  reconnect = createReconnect({
    clock,
    state: createRuntimeState(),
    tracer: noTracing('connections'),
    random: () => random,
    wanted: () => wanted,
    polled: () => polled,
    absence: () => absence,
    dial(_key, asksTable) {
      dials.push(clock.monotonic());
      if (asksTable) {
        lookUps.push(clock.monotonic());
      }
      return answer();
    },
  });
});

afterEach(() => reconnect.stop());

/** Moves time on in small steps, so that a failed dial can plan the next one. */
async function pass(milliseconds: number, step = 500): Promise<void> {
  await quiet(3);
  for (let passed = 0; passed < milliseconds; passed += step) {
    clock.advance(step);
    await quiet(3);
  }
}

/** Pauses between the dials. */
function pauses(): number[] {
  return dials.slice(1).map((at, index) => at - (dials[index] ?? 0));
}

describe('the hash table', () => {
  const MINUTE = 60_000;

  test.each([
    ['each hour', 0, [2, 10, 30, 60, 60]],
    ['each four hours about somebody who was not seen for days', 3 * 24 * 60 * MINUTE, [8, 40, 120]],
  ])('is asked at once, then more and more rarely, in the end %s', async (_, unseen, minutes) => {
    polled = {addresses: false, table: true};
    absence = unseen;
    reconnect.wake([BOB]);
    await pass(200 * MINUTE, MINUTE);
    expect(lookUps).toEqual(dials);
    expect(pauses()).toEqual(minutes.map(pause => pause * MINUTE));
  });

  test('is asked sooner again about somebody who is there, behind a router that is hard to get through', async () => {
    polled = {addresses: false, table: true};
    random = 0.5;
    answer = () => Promise.reject(new NatterError('PUNCH_FAILED', 'no way'));
    reconnect.wake([BOB]);
    await pass(50 * MINUTE, 500);
    expect(pauses().slice(0, 4)).toEqual([31_500, 31_500, 31_500, 45 * MINUTE]);
  });

  test('is not asked each time that an address is tried', async () => {
    polled = {addresses: true, table: true};
    reconnect.wake([BOB]);
    await pass(13 * MINUTE, 1000);
    expect(lookUps.length).toBe(3);
    expect(dials.length).toBeGreaterThan(10);
  });

  test('is asked at once again when the network changes', async () => {
    polled = {addresses: false, table: true};
    reconnect.wake([BOB]);
    await pass(3 * MINUTE, 1000);
    reconnect.wake([BOB]);
    await quiet(3);
    expect(lookUps).toEqual([0, 2 * MINUTE, 3 * MINUTE]);
  });

  test('is asked at once when it comes into reach while an address is tried', async () => {
    const first = Promise.withResolvers<void>();
    polled = {addresses: true, table: false};
    answer = () => first.promise;
    reconnect.wake([BOB]);
    await quiet(3);
    polled = {addresses: true, table: true};
    answer = () => Promise.reject(new Error('nobody there'));
    reconnect.wake([BOB]);
    first.reject(new Error('nobody there'));
    await quiet(3);
    expect([dials, lookUps]).toEqual([[0, 0], [0]]);
  });

  test('an attempt that could not ask it does not put it off', async () => {
    polled = {addresses: true, table: false};
    reconnect.wake([BOB]);
    await quiet(3);
    polled = {addresses: true, table: true};
    await pass(2000);
    expect(lookUps).toEqual([2000]);
  });

  test('where nothing is polled, nothing is planned', async () => {
    polled = {addresses: false, table: false};
    reconnect.wake([BOB]);
    await quiet(3);
    expect(dials).toEqual([0]);
    expect(reconnect.next(BOB)).toBeNull();
  });
});

describe('backoff', () => {
  test('doubles from two seconds to a minute while nobody answers, and stays there', async () => {
    reconnect.wake([BOB]);
    await pass(300_000);
    expect(pauses().slice(0, 8)).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  test('is the bound times a random number: full jitter', async () => {
    random = 0.5;
    reconnect.wake([BOB]);
    await pass(60_000);
    expect(pauses().slice(0, 4)).toEqual([1000, 2000, 4000, 8000]);
  });

  test('begins anew after a link that held half a minute, and goes on after one that did not', async () => {
    reconnect.wake([BOB]);
    await pass(31_000); // four failures
    const failed = dials.length;
    reconnect.online(BOB);
    await pass(29_500);
    reconnect.gone(BOB, 'lost');
    const lost = clock.monotonic();
    await pass(64_000);
    expect((dials[failed] ?? 0) - lost).toBeGreaterThan(16_000);

    reconnect.online(BOB);
    await pass(30_000);
    const before = dials.length;
    reconnect.gone(BOB, 'lost');
    const again = clock.monotonic();
    await pass(2000);
    expect((dials[before] ?? 0) - again).toBe(1000);
  });

  test('begins anew when the network changed or the machine woke up', async () => {
    reconnect.wake([BOB]);
    await pass(100_000);
    const before = dials.length;
    reconnect.wake([BOB]);
    await pass(3000);
    expect(pauses().slice(before)).toEqual([2000]);
  });
});

describe('nobody is dialled', () => {
  test.each(['disconnect', 'declined', 'closed', 'blocked', 'self'] as const)('after %s', async reason => {
    reconnect.online(BOB);
    reconnect.gone(BOB, reason);
    await pass(120_000);
    expect(dials).toEqual([]);
    expect(shouldReconnect(reason)).toBe(false);
  });

  test('who is not wanted any more when it is time', async () => {
    reconnect.online(BOB);
    reconnect.gone(BOB, 'lost');
    wanted = false;
    await pass(120_000);
    expect(dials).toEqual([]);
  });

  test('who came back, or was dropped, or after the end', async () => {
    for (const end of [() => reconnect.online(BOB), () => reconnect.drop(BOB), () => reconnect.stop()]) {
      reconnect.gone(BOB, 'lost');
      end();
      await pass(120_000);
    }
    expect(dials).toEqual([]);
  });
});

test.each(['lost', 'quit', 'busy', 'protocol', 'duplicate'] as readonly CloseReason[])(
  'after %s somebody is looked for',
  async reason => {
    reconnect.online(BOB);
    reconnect.gone(BOB, reason);
    await pass(2500);
    expect(dials).toEqual([2000]);
    expect(shouldReconnect(reason)).toBe(true);
  },
);

test('sixteen are dialled at once, the others when one of them has ended, each once', async () => {
  const ends: (() => void)[] = [];
  answer = () => new Promise((_resolve, reject) => ends.push(() => reject(new Error('no'))));
  const keys = Array.from({length: 20}, (_, index) => peerKey(String(index).padStart(64, '0')));
  reconnect.wake(keys);
  reconnect.wake(keys);
  expect(dials).toHaveLength(16);
  ends[0]?.();
  await quiet(3);
  expect(dials).toHaveLength(17);
});

describe('what is planned', () => {
  const next = () => reconnect.next(BOB);

  test('is told: when, and nothing while it is dialled, here or dropped', async () => {
    let hangUp = () => {};
    answer = () =>
      new Promise((_resolve, reject) => {
        hangUp = () => reject(new Error('no'));
      });
    expect([next(), reconnect.isDialling(BOB)]).toEqual([null, false]);
    reconnect.online(BOB);
    clock.advance(100);
    reconnect.gone(BOB, 'lost');
    expect(next()).toBe(2100);
    clock.advance(2000);
    expect([next(), reconnect.isDialling(BOB)]).toEqual([null, true]);
    hangUp();
    await quiet(3);
    expect([next(), reconnect.isDialling(BOB)]).toEqual([6100, false]);
    reconnect.online(BOB);
    expect(next()).toBeNull();
    reconnect.gone(BOB, 'lost');
    reconnect.drop(BOB);
    expect(next()).toBeNull();
  });

  test('is one attempt, however often a link is lost', async () => {
    reconnect.gone(BOB, 'lost');
    reconnect.gone(BOB, 'lost');
    expect(next()).toBe(4000);
    await pass(3500);
    expect(dials).toEqual([]);
    await pass(1000);
    expect(dials).toEqual([4000]);
  });

  test('is put before by a call, and does not come a second time', async () => {
    reconnect.gone(BOB, 'lost');
    answer = () => new Promise(() => {});
    reconnect.wake([BOB]);
    reconnect.wake([BOB]);
    await pass(10_000);
    expect(dials).toEqual([0]);
  });

  test('goes with somebody who is dropped while they wait for their turn', async () => {
    const ends: (() => void)[] = [];
    answer = () => new Promise((_resolve, reject) => ends.push(() => reject(new Error('no'))));
    reconnect.wake(Array.from({length: 16}, (_, index) => peerKey(String(index).padStart(64, '0'))));
    reconnect.wake([BOB]);
    expect(dials).toHaveLength(16);
    reconnect.drop(BOB);
    wanted = false;
    ends[0]?.();
    await quiet(3);
    wanted = true;
    ends[1]?.();
    await quiet(3);
    expect(reconnect.isDialling(BOB)).toBe(false);
    expect(dials).toHaveLength(16);
  });

  test('ends with the program, also for what is under way', async () => {
    let hangUp = () => {};
    answer = () =>
      new Promise((_resolve, reject) => {
        hangUp = () => reject(new Error('no'));
      });
    reconnect.wake([BOB]);
    reconnect.stop();
    hangUp();
    await pass(10_000);
    expect([dials, next()]).toEqual([[0], null]);
  });
});
